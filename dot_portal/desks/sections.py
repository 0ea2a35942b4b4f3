"""What each party's desk shows below "Waiting for you": numbers and where to go on.

A section is one function; its name is its template, templates/desks/_<name>.html. It answers None for
somebody who does not act for that party.
"""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.coordinators.models import Coordinator
from dot_portal.desks import first_steps
from dot_portal.desks.host_section import host
from dot_portal.desks.trainee_section import trainee
from mechanisms.notifications import mailbox
from mechanisms.notifications.models import Notification
from mechanisms.saved_views.models import views_of
from placements.approval.models import Placement
from placements.approval.search import OPEN, WHOSE, applications_of, counts_of, keys_in_order, proposals_of, rows_of
from placements.approval.states import PlacementState
from placements.offers.models import Offer
from programme.codelists.models import Institution
from programme.rules.today import programme_today

ON_THE_DESK = 5  # cases of one's own; the list has them all


def _stat(label, number, url=""):
    return {"label": label, "number": number, "url": url}


def coordinator(user) -> dict | None:
    mine = Coordinator.objects.select_related("institution", "user").filter(user=user).first()
    if mine is None:
        return None
    if not mine.acts:
        return {"coordinator": mine, "admitted": False}
    own = applications_of(mine).filter(WHOSE["mine"](user), OPEN)
    stays = Placement.objects.filter(application__institution=mine.institution).aggregate(
        planned=Count("pk", filter=Q(state=PlacementState.PLANNED)),
        running=Count("pk", filter=Q(state=PlacementState.RUNNING)),
    )
    counts = counts_of(mine)
    return {
        "coordinator": mine,
        "admitted": True,
        "first_steps": first_steps.of_coordinator(mine),
        "requests": Coordinator.objects.awaiting_admission().filter(institution=mine.institution).count(),
        "checks": Offer.objects.awaiting_check().checkable_by(user).count(),
        "has_call": mine.institution.calls.open(programme_today()).exists(),
        "counts": counts,
        "views": views_of(user, "cases"),
        "mine": rows_of(keys_in_order(own, proposals_of(mine).none(), mine)[:ON_THE_DESK], mine),
        "today": programme_today(),
        "stats": [
            _stat(_("waiting for you"), counts["todo"], f"{reverse('cases')}?whose=todo"),
            _stat(
                ngettext("case open", "cases open", counts["open"]), counts["open"], f"{reverse('cases')}?state=open"
            ),
            _stat(
                ngettext("stay planned", "stays planned", stays["planned"]),
                stays["planned"],
                f"{reverse('placements')}?state=planned",
            ),
            _stat(_("running now"), stays["running"], f"{reverse('placements')}?state=running"),
        ],
    }


def administrator(user) -> dict | None:
    if not user.is_administrator:
        return None
    offers = Offer.objects.awaiting_check().count()
    coordinators = Coordinator.objects.awaiting_admission().count()
    schools = Institution.objects.unconfirmed().count()
    mails = Notification.objects.due().count()
    return {
        "first_steps": first_steps.of_administrator(user),
        "mailbox": mailbox.is_kept(),
        "stats": [
            _stat(ngettext("offer to check", "offers to check", offers), offers, reverse("check_queue")),
            _stat(
                ngettext("coordinator to admit", "coordinators to admit", coordinators),
                coordinators,
                reverse("admissions"),
            ),
            _stat(ngettext("school to confirm", "schools to confirm", schools), schools, reverse("schools")),
            _stat(ngettext("mail not sent yet", "mails not sent yet", mails), mails),
        ],
    }


SECTIONS = (trainee, host, coordinator, administrator)
