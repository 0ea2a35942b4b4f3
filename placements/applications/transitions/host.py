"""What the host answers."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from mechanisms.lifecycle.machine import perform
from mechanisms.lifecycle.undoing import undo_until
from mechanisms.notifications.posting import post
from placements.applications.models import Application, ApplicationStep
from placements.applications.transitions.trainee import before_the_stay, free_held_place, refuse_begun
from placements.offers.transitions import hold_place


def _tell_trainee(kind: str, application: Application, step: ApplicationStep, **context) -> None:
    to, once = [application.trainee.user], f"step:{step.pk}"
    post(kind, to=to, about=application, once=once, context=context, not_before=undo_until(step))


@transaction.atomic
def shortlist(*, application: Application, by: User) -> ApplicationStep:
    step = perform(application, "shortlist", by=by)
    _tell_trainee("applications.shortlisted", application, step)
    return step


@transaction.atomic
def invite_to_talk(*, application: Application, by: User, note: str) -> ApplicationStep:
    """`note` says when, where and with whom, in the host's words."""

    def remember(application):
        application.talk_note = note

    step = perform(application, "invite_to_talk", by=by, guard=remember)
    _tell_trainee("applications.talk", application, step, note=note)
    return step


@transaction.atomic
def accept(*, application: Application, by: User) -> ApplicationStep:
    """The host takes this trainee: a place is held from now on.

    Raises MoveRefused when none is left, or after the first day of the stay.
    """

    def ask_trainee(application):
        refuse_begun(application, _("Ask the trainee to withdraw and apply again with later dates, or decline."))
        application.confirm_by = before_the_stay(application, settings.TRAINEE_CONFIRM_DAYS)

    step = perform(application, "accept", by=by, guard=ask_trainee)
    hold_place(offer=application.offer)
    _tell_trainee("applications.accepted", application, step)
    return step


@transaction.atomic
def decline(*, application: Application, by: User, why: str) -> ApplicationStep:
    """The host says no, with a reason the trainee reads."""
    step = perform(application, "decline", by=by, why=why)
    free_held_place(application, step)
    _tell_trainee("applications.declined", application, step, why=why)
    return step
