"""What the coordinator decides; the approval stage calls these with its findings."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.lifecycle.machine import perform
from mechanisms.notifications.posting import post
from placements.applications.models import Application, ApplicationStep, host_of
from placements.applications.transitions.trainee import free_held_place, refuse_begun, refuse_overlap


@transaction.atomic
def approve(*, application: Application, by: User) -> ApplicationStep:
    """Raises MoveRefused after the first day, or when the trainee has another approved stay on these days."""

    def fits(application):
        refuse_begun(application, _("Refuse, and say which dates you could approve."))
        # Of two approvals for one trainee at the same moment, the second waits here, and then sees the first.
        Trainee.objects.select_for_update(of=("self",), no_key=True).get(pk=application.trainee_id)
        refuse_overlap(application, _("Refuse this one, or cancel the other first."))

    step = perform(application, "approve", by=by, guard=fits)
    told = [application.trainee.user, *host_of(application)]
    post("applications.approved", to=told, about=application, once=f"step:{step.pk}")
    return step


@transaction.atomic
def cancel(*, application: Application, by: User, why: str) -> ApplicationStep:
    """Its stay is cancelled (the approval stage says so, and to whom): it takes no days and no months any more."""
    return perform(application, "cancel", by=by, why=why)


@transaction.atomic
def refuse(*, application: Application, by: User, why: str) -> ApplicationStep:
    """The trainee reads the reason; the host reads only that it was not approved, and has its place back."""
    step = perform(application, "refuse", by=by, why=why)
    free_held_place(application, step)
    post(
        "applications.refused",
        to=[application.trainee.user],
        about=application,
        once=f"step:{step.pk}",
        context={"why": why},
    )
    post("applications.not_approved", to=host_of(application), about=application, once=f"step:{step.pk}")
    return step
