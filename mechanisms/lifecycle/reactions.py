"""A later stage follows a move of an earlier one.

    @follow("coordinators.admit")
    def tell_those_who_wait(step_id: int) -> None: ...

The function runs in a worker, in its own transaction, after the move was committed, exactly once
per step; it cannot veto. The name of the function is what is remembered: renaming it makes it
react again to the steps of the last REMEMBERED.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mechanisms.lifecycle.doorbell import ring_on_commit

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=7)  # how far back the sweep looks for steps nobody reacted to
SWEPT_AT_ONCE = 500

Reaction = Callable[[int], None]
_followers: dict[str, tuple[str, Reaction]] = {}  # follower -> (machine.move, function)


def follow(move: str) -> Callable[[Reaction], Reaction]:
    def register(function: Reaction) -> Reaction:
        _followers[f"{function.__module__}.{function.__qualname__}"] = (move, function)
        return function

    return register


def followers_of(move: str) -> list[str]:
    return [follower for follower, followed in all_followers() if followed == move]


def all_followers() -> list[tuple[str, str]]:
    """(follower, the move it follows), sorted."""
    return sorted((name, move) for name, (move, _function) in _followers.items())


def ring_followers(move: str, step_id: int) -> None:
    for follower in followers_of(move):
        ring_on_commit("lifecycle.react", follower, step_id)


def react(follower: str, step_id: int) -> bool:
    """Run the follower for this step unless that was done; says whether it ran now."""
    # Here, not above: models need machine, and machine rings the followers of this module.
    from mechanisms.lifecycle.models import Followed

    move, function = _followers[follower]
    step_model = _step_model(move)
    with transaction.atomic():
        _row, is_new = Followed.objects.get_or_create(
            step_label=step_model._meta.label_lower, step_id=step_id, follower=follower
        )
        if is_new:
            function(step_id)
    return is_new


def sweep() -> int:
    """React to what was committed and never rung; returns how many reactions were made."""
    made = 0
    for follower, step_id in list(_missed()):
        try:
            made += react(follower, step_id)
        except Exception:  # one broken reaction must not keep the others waiting
            log.exception("%s failed for step %s; the next sweep tries again", follower, step_id)
    return made


def _missed() -> Iterator[tuple[str, int]]:
    from mechanisms.lifecycle.models import Followed

    for follower, (move, _function) in _followers.items():
        step_model = _step_model(move)
        done = Followed.objects.filter(
            step_label=step_model._meta.label_lower, step_id=OuterRef("pk"), follower=follower
        )
        steps = step_model._default_manager.filter(
            ~Exists(done), move=move.partition(".")[2], at__gte=timezone.now() - REMEMBERED
        )
        for step_id in steps.order_by("at", "pk").values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
            yield follower, step_id


def _step_model(move: str) -> Any:
    machine = move.partition(".")[0]
    for model in models_with_lifecycle():
        if model.machine.name == machine:
            return model._meta.get_field("steps").related_model
    raise LookupError(f"Nothing has the lifecycle {machine!r}")


def models_with_lifecycle() -> list[Any]:
    from mechanisms.lifecycle.models import HasLifecycle

    return sorted(
        (model for model in apps.get_models() if issubclass(model, HasLifecycle)), key=lambda model: model._meta.label
    )
