"""A host's desk: its offers with their counts, what is half written, and who is there or comes."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.hosts.models import HostMember
from dot_portal.desks import first_steps
from placements.applications.models import Application
from placements.applications.states import HOLDING_A_PLACE, WITH_THE_HOST
from placements.approval.models import Placement
from placements.approval.states import PlacementState
from placements.offers.models import Offer
from placements.offers.states import OfferState
from placements.offers.views.half_written import half_written

SHOWN = 10


def host(user) -> dict | None:
    member = HostMember.objects.select_related("host").filter(user=user).first()
    if member is None:
        return None
    offers = Offer.objects.filter(host=member.host)
    counts = offers.aggregate(
        open=Count("pk", filter=Q(state=OfferState.PUBLISHED)),
        checked=Count("pk", filter=Q(state=OfferState.SUBMITTED)),
    )
    unanswered = Application.objects.unanswered().of_host_member(user).count()
    completed = member.host.stays_completed
    return {
        "host": member.host,
        "half_written": half_written(user),
        "first_steps": first_steps.of_host(user, member.host),
        "stats": [
            _stat(ngettext("applicant to answer", "applicants to answer", unanswered), unanswered, "host_applications"),
            _stat(ngettext("open offer", "open offers", counts["open"]), counts["open"], "host_offers"),
            _stat(_("being checked"), counts["checked"], "host_offers"),
            _stat(ngettext("stay completed", "stays completed", completed), completed),
        ],
        "offers": list(with_counts(offers).order_by("deadline", "pk")[:SHOWN]),
        "stays": list(
            Placement.objects.filter(
                application__offer__host=member.host, state__in=[PlacementState.PLANNED, PlacementState.RUNNING]
            )
            .with_parties()
            .order_by("starts", "pk")[:SHOWN]
        ),
    }


def _stat(label: str, number: int, page: str = "") -> dict:
    return {"label": label, "number": number, "url": reverse(page) if page else ""}


def with_counts(offers):
    """Those that are on, with how many have applied, wait for an answer, and have a place."""
    sent, state = Q(applications__submitted_at__isnull=False), "applications__state__in"
    return offers.exclude(state__in=[OfferState.CLOSED, OfferState.EXPIRED]).annotate(
        applicants=Count("applications", filter=sent),
        waiting=Count("applications", filter=Q(**{state: WITH_THE_HOST})),
        accepted=Count("applications", filter=Q(**{state: HOLDING_A_PLACE})),
    )
