"""What happens because a day has passed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import post
from placements.applications.models import Application, ApplicationStep, Proposal, ProposalStep
from placements.applications.states import ApplicationState
from placements.applications.transitions.trainee import free_held_place


@transaction.atomic
def lapse(*, application: Application) -> ApplicationStep:
    """Close what nobody answered in time, and give a held place back."""

    def still_overdue(application):
        if not Application.objects.overdue().filter(pk=application.pk).exists():
            raise MoveRefused(_("This application is not overdue."))

    step = perform(application, "lapse", by=None, guard=still_overdue)
    free_held_place(application, step)
    once = f"step:{step.pk}"
    kind = "applications.draft_lapsed" if step.from_state == ApplicationState.DRAFT else "applications.lapsed"
    post(kind, to=[application.trainee.user], about=application, once=once)
    if step.from_state != ApplicationState.DRAFT:
        post("applications.lapsed", to=application.offer.host.people(), about=application, once=once)
    return step


@transaction.atomic
def lapse_proposal(*, proposal: Proposal) -> ProposalStep:
    step = perform(proposal, "lapse", by=None)
    post("applications.proposal_lapsed", to=[proposal.trainee.user], about=proposal, once=f"step:{step.pk}")
    return step
