"""The lifecycle of a thing as a table, and the one function that moves it.

A stage writes its table in `states.py`; its verbs call `perform`; its pages draw their buttons from
`open_moves`. Nobody else assigns `.state`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mechanisms.lifecycle.reactions import ring_followers

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.utils.functional import _StrOrPromise

    from mechanisms.lifecycle.models import HasLifecycle, Step

SYSTEM = "system"  # the party of by=None: deadlines and other things that nobody clicks


class MoveRefused(Exception):
    """The move is not possible now or not for this person; `sentence` is what to show them."""

    def __init__(self, sentence: "_StrOrPromise") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Move:
    name: str
    sources: tuple[str, ...]
    target: str
    by: Collection[str]  # parties, as the subject's parties_of() names them
    label: "_StrOrPromise" = ""  # the verb on the button
    undoable: bool = False  # who made it may take it back for settings.UNDO_MINUTES; until then the others are not told


@dataclass(frozen=True)
class Machine:
    name: str
    initial: str
    moves: tuple[Move, ...]
    labels: "Mapping[str, _StrOrPromise]" = field(default_factory=dict)  # the states in the reader's words

    def __post_init__(self) -> None:
        names = [move.name for move in self.moves]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.name}: two moves have the same name")

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table first names it."""
        named = [self.initial]
        for move in self.moves:
            named += [*move.sources, move.target]
        named += self.labels  # a thing may be born in a state that no move leads to
        return tuple(str(state) for state in dict.fromkeys(named))

    def move(self, name: str) -> Move:
        for move in self.moves:
            if move.name == name:
                return move
        raise LookupError(f"{self.name} has no move {name!r}")


def perform(
    subject: "HasLifecycle",
    move: str,
    *,
    by: "AbstractBaseUser | None",
    why: str = "",
    guard: "Callable[[Any], None] | None" = None,
) -> "Step":
    """Move `subject` and record who did it, in the caller's transaction.

    1. Lock the row and read it afresh into `subject` (unsaved changes of the caller are lost).
    2. Refuse, by MoveRefused, a person without the right party or a state that does not fit.
    3. Call `guard(subject)`: it may refuse by MoveRefused, and may set fields; they are saved together.
    4. Save the state, add the Step, and ring those who follow the move once all is committed.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("perform() needs its verb's transaction.atomic()")
    wanted = subject.machine.move(move)
    try:
        subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(of=("self",)))
    except ObjectDoesNotExist:
        raise MoveRefused(_("This no longer exists.")) from None
    if not _parties(subject, by) & set(wanted.by):
        raise MoveRefused(_("This is for somebody else to do."))
    if subject.state not in wanted.sources:
        raise MoveRefused(
            _("This is not possible any more: the state is now “%(state)s”.") % {"state": subject.state_label}
        )
    if guard is not None:
        guard(subject)

    from_state, subject.state, subject.state_since = subject.state, str(wanted.target), timezone.now()
    subject.save()
    step: Step = subject.steps.create(
        move=move, from_state=from_state, to_state=subject.state, by=by, why=why, at=subject.state_since
    )
    ring_followers(f"{subject.machine.name}.{move}", step.pk)
    return step


def open_moves(subject: "HasLifecycle", user: "AbstractBaseUser | None") -> list[Move]:
    """The moves this person could make now, in the order of the table: the buttons of a page."""
    parties = _parties(subject, user)
    return [move for move in subject.machine.moves if subject.state in move.sources and parties & set(move.by)]


def _parties(subject: "HasLifecycle", user: "AbstractBaseUser | None") -> set[str]:
    return {SYSTEM} if user is None else set(subject.parties_of(user))
