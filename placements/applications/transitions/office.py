"""What the coordinator decides; the approval stage calls these with its findings."""

from django.db import transaction

from accounts.users.models import User
from mechanisms.lifecycle.machine import perform
from mechanisms.notifications.posting import post
from placements.applications.models import Application, ApplicationStep
from placements.applications.transitions.trainee import free_held_place


def _tell_both(kind: str, application: Application, step: ApplicationStep, **context) -> None:
    people = [application.trainee.user, *application.offer.host.people()]
    post(kind, to=people, about=application, once=f"step:{step.pk}", context=context)


@transaction.atomic
def approve(*, application: Application, by: User) -> ApplicationStep:
    step = perform(application, "approve", by=by)
    _tell_both("applications.approved", application, step)
    return step


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
    post("applications.not_approved", to=application.offer.host.people(), about=application, once=f"step:{step.pk}")
    return step
