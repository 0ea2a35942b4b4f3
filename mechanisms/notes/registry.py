"""On what notes can be kept, and by whom: the floors above say so when the portal starts.

register("hosts.Host", Noted(rows=..., keeper=...))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404


@dataclass(frozen=True)
class Noted:
    rows: Callable[[Any], QuerySet]  # those that this person may see
    keeper: Callable[[Any, Any], Model | None]  # (row, user): for which body this person keeps notes on it, if any


_noted: dict[str, Noted] = {}


def register(label: str, noted: Noted) -> None:
    if label.lower() in _noted:
        raise ValueError(f"Notes on {label!r} are registered twice")
    _noted[label.lower()] = noted


def keeper_of(row: Model, user: Any) -> Model | None:
    """The body for which `user` keeps notes on `row`; None for everybody who is no colleague of one."""
    noted = _noted.get(row._meta.label_lower)
    return noted.keeper(row, user) if noted and user.is_authenticated else None


def row_and_body(label: str, pk: int, user: Any) -> tuple[Model, Model]:
    """Both ends of a note. Raises Http404 where this person keeps none."""
    if label not in _noted:
        raise Http404
    row = get_object_or_404(_noted[label].rows(user), pk=pk)
    body = keeper_of(row, user)
    if body is None:
        raise Http404
    return row, body
