"""Taking back the last move: by who made it, while it is fresh and nothing else has happened since."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mechanisms.lifecycle.machine import MoveRefused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from mechanisms.lifecycle.models import HasLifecycle, Step

UNDO = "undo: "  # and the name of the move: how taking it back stands in the history


def undo_until(step: "Step") -> datetime | None:
    """Until when this step can be taken back; None for one that cannot be. Before, nobody else is told of it."""
    if step.move.startswith(UNDO) or step.by_id is None or not settings.UNDO_MINUTES:
        return None
    move = step.subject.machine.move(step.move)
    return step.at + timedelta(minutes=settings.UNDO_MINUTES) if move.undoable else None


def undo(step: "Step", *, by: "AbstractBaseUser", guard: Callable[[Any], None] | None = None) -> "Step":
    """Take this step back, in the caller's transaction, under the same lock as the move itself.

    The verb that calls this gives back, in the same transaction, what its move took, and takes back what it posted.
    Raises MoveRefused for another person than who made the step, when it is too late, or no longer the latest.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("undo() needs its verb's transaction.atomic()")
    subject: HasLifecycle = step.subject
    try:
        subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(of=("self",)))
    except ObjectDoesNotExist:
        raise MoveRefused(_("This no longer exists.")) from None
    until = undo_until(step)
    if until is None or step.by_id != by.pk:
        raise MoveRefused(_("Only who did this can undo it."))
    steps = subject.steps.order_by("-at", "-pk")
    if steps[0].pk != step.pk or subject.state != step.to_state:
        raise MoveRefused(_("This cannot be undone any more: something else has happened since."))
    if timezone.now() >= until:
        raise MoveRefused(_("It is too late to undo this: the others are told by now."))
    if guard is not None:
        guard(subject)
    now = timezone.now()
    # It stands again where it stood, since the move that brought it there: not since an earlier undo.
    moves = steps.filter(to_state=step.from_state).exclude(pk=step.pk).exclude(move__startswith=UNDO)
    before = moves.first()
    subject.state, subject.state_since = step.from_state, before.at if before else now
    subject.save()
    undone: Step = subject.steps.create(
        move=f"{UNDO}{step.move}", from_state=step.to_state, to_state=step.from_state, by=by, at=now
    )
    return undone
