"""What each party's desk shows below "Waiting for you": numbers and where to go on.

A section is one function; its name is its template, templates/desks/_<name>.html. It answers None for
somebody who does not act for that party.
"""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.coordinators.models import Coordinator, has_office
from accounts.hosts.models import HostMember
from accounts.trainees.models import Trainee
from mechanisms.notifications import mailbox
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, Proposal
from placements.applications.states import ENDED, WITH_THE_HOST, ApplicationState, ProposalState
from placements.approval.models import Placement
from placements.approval.states import PlacementState
from placements.matching.models import Interest
from placements.offers.models import Offer
from placements.offers.states import OfferState
from programme.codelists.models import Institution
from programme.rules.today import programme_today


def _stat(label, number, url=""):
    return {"label": label, "number": number, "url": url}


def trainee(user) -> dict | None:
    profile = Trainee.objects.select_related("institution").filter(user=user).first()
    if profile is None:
        return None
    applications = Application.objects.filter(trainee=profile).with_parties()
    return {
        "profile": profile,
        "has_office": has_office(profile.institution_id),
        "applications": list(applications.exclude(state__in=ENDED)[:10]),
        "ended": applications.filter(state__in=ENDED).count(),
        "proposals": list(Proposal.objects.filter(trainee=profile, state=ProposalState.ASKED)),
        "placements": list(Placement.objects.filter(application__trainee=profile).with_parties()),
        "saved": Interest.objects.saved().filter(trainee=profile).count(),
    }


def host(user) -> dict | None:
    member = HostMember.objects.select_related("host").filter(user=user).first()
    if member is None:
        return None
    offers = Offer.objects.filter(host=member.host)
    waiting = Count("applications", filter=Q(applications__state__in=WITH_THE_HOST))
    counts = offers.aggregate(
        open=Count("pk", filter=Q(state=OfferState.PUBLISHED)),
        checked=Count("pk", filter=Q(state=OfferState.SUBMITTED)),
    )
    unanswered = Application.objects.unanswered().of_host_member(user).count()
    return {
        "host": member.host,
        "stats": [
            _stat(_("applicants to answer"), unanswered, reverse("host_applications")),
            _stat(_("open offers"), counts["open"], reverse("host_offers")),
            _stat(_("being checked"), counts["checked"], reverse("host_offers")),
            _stat(_("stays completed"), member.host.stays_completed),
        ],
        "offers": list(
            offers.exclude(state__in=[OfferState.CLOSED, OfferState.EXPIRED])
            .annotate(applicants=Count("applications", filter=Q(applications__submitted_at__isnull=False)))
            .annotate(waiting=waiting)
            .order_by("deadline")[:10]
        ),
    }


def coordinator(user) -> dict | None:
    mine = Coordinator.objects.select_related("institution").filter(user=user).first()
    if mine is None:
        return None
    if not Coordinator.objects.admitted().filter(pk=mine.pk).exists():
        return {"coordinator": mine, "admitted": False}
    counts = (
        Application.objects.sent()
        .filter(institution=mine.institution)
        .aggregate(
            to_decide=Count("pk", filter=Q(state=ApplicationState.CONFIRMED)),
            under_way=Count("pk", filter=Q(state__in=[*WITH_THE_HOST, ApplicationState.ACCEPTED])),
        )
    )
    stays = Placement.objects.filter(application__institution=mine.institution).aggregate(
        planned=Count("pk", filter=Q(state=PlacementState.PLANNED)),
        running=Count("pk", filter=Q(state=PlacementState.RUNNING)),
    )
    return {
        "coordinator": mine,
        "admitted": True,
        "requests": Coordinator.objects.awaiting_admission().filter(institution=mine.institution).count(),
        "checks": Offer.objects.awaiting_check().checkable_by(user).count(),
        "has_call": mine.institution.calls.open(programme_today()).exists(),
        "stats": [
            _stat(_("to decide"), counts["to_decide"], reverse("decisions")),
            _stat(_("with hosts"), counts["under_way"], reverse("institution_applications")),
            _stat(_("stays planned"), stays["planned"], reverse("placements")),
            _stat(_("running now"), stays["running"], reverse("placements")),
        ],
    }


def administrator(user) -> dict | None:
    if not user.is_administrator:
        return None
    return {
        "mailbox": mailbox.is_kept(),
        "stats": [
            _stat(_("offers to check"), Offer.objects.awaiting_check().count(), reverse("check_queue")),
            _stat(_("coordinators to admit"), Coordinator.objects.awaiting_admission().count(), reverse("admissions")),
            _stat(_("schools to confirm"), Institution.objects.unconfirmed().count(), reverse("schools")),
            _stat(_("mails not sent yet"), Notification.objects.due().count()),
        ],
    }


SECTIONS = (trainee, host, coordinator, administrator)
