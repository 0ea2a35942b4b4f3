"""What happens because a day has passed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import post
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
def lapse_proposal(*, proposal: Proposal) -> ProposalStep:
    step = perform(proposal, "lapse", by=None)
    post("applications.proposal_lapsed", to=[proposal.trainee.user], about=proposal, once=f"step:{step.pk}")
    return step
