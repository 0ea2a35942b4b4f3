"""Found by `manage.py check`, before a worker stumbles over it."""

from typing import Any

from django.core.checks import Error, register

from mechanisms.lifecycle.reactions import all_followers, models_with_lifecycle


@register
def check_followers(**_options: Any) -> list[Error]:
    moves = {
        f"{model.machine.name}.{move.name}": move for model in models_with_lifecycle() for move in model.machine.moves
    }
    return [
        Error(f"{follower} follows {move!r}, which is no move of any lifecycle", id="lifecycle.E001")
        for follower, move in all_followers()
        if move not in moves
    ] + [
        Error(f"{follower} follows {move!r}, which can be undone: a reaction cannot", id="lifecycle.E002")
        for follower, move in all_followers()
        if move in moves and moves[move].undoable
    ]
