"""What happens because a day has passed."""

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import Posting, post, post_many
from placements.applications.models import (
    Application,
    ApplicationStep,
    Proposal,
    ProposalStep,
    host_of,
    office_of,
)
from placements.applications.states import ApplicationState
from placements.applications.transitions.trainee import free_held_place
from placements.calls.models import Call
from placements.offers.states import OfferState
from programme.rules.participants import KINDS_OF_ACTION, actions_to
from programme.rules.today import programme_today


@transaction.atomic
def lapse(*, application: Application) -> ApplicationStep:
    """Close what nobody answered in time, and give a held place back.

    The office is told where the first day came before everybody had agreed: it may have been its turn.
    """

    def still_overdue(application):
        if not Application.objects.overdue().filter(pk=application.pk).exists():
            raise MoveRefused(_("This application is not overdue."))

    step = perform(application, "lapse", by=None, guard=still_overdue)
    free_held_place(application, step)
    once = f"step:{step.pk}"
    if step.from_state == ApplicationState.DRAFT:
        post("applications.draft_lapsed", to=[application.trainee.user], about=application, once=once)
        return step
    too_late = application.starts < programme_today()
    told = [application.trainee.user, *host_of(application), *(office_of(application) if too_late else [])]
    post("applications.lapsed", to=told, about=application, once=once, context={"too_late": too_late})
    return step


@transaction.atomic
def tell_of_open_calls() -> None:
    """Trainees whose draft waited for a call hear that it can be sent: once for each draft and call."""
    for action in KINDS_OF_ACTION:
        post_many(
            "applications.call_opened",
            [
                Posting(
                    [draft.trainee.user],
                    draft,
                    once=f"call:{draft.call_opened}",
                    context={"institution": draft.trainee.institution.name, "closes": draft.call_closes},
                )
                for draft in _drafts_with_a_new_call(action)
            ],
        )


def _drafts_with_a_new_call(action: str) -> QuerySet[Application]:
    """Drafts to open offers that were begun before a call of this action opened that pays for them.

    Each has the call that closes first as `call_opened`, its last day as `call_closes`.
    """
    today = programme_today()
    began = OuterRef("state_since")
    opened_since = Q(opens__gt=OuterRef("state_since__date")) | Q(created__gt=began)
    calls = Call.objects.open(today).filter(opened_since, action=action, institution=OuterRef("trainee__institution"))
    calls = calls.order_by("closes", "pk")
    paid = [inside for inside in (True, False) if action in actions_to(in_programme=inside)]
    return (
        Application.objects.drafts()
        .filter(kind__in=KINDS_OF_ACTION[action], offer__host__country__programme_country__in=paid)
        .filter(offer__state=OfferState.PUBLISHED, offer__deadline__gte=today)
        .annotate(call_opened=Subquery(calls.values("pk")[:1]), call_closes=Subquery(calls.values("closes")[:1]))
        .filter(call_opened__isnull=False)
        .select_related("trainee__user", "trainee__institution")
    )


@transaction.atomic
def lapse_proposal(*, proposal: Proposal) -> ProposalStep:
    step = perform(proposal, "lapse", by=None)
    post("applications.proposal_lapsed", to=[proposal.trainee.user], about=proposal, once=f"step:{step.pk}")
    return step
