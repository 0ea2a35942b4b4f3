"""What a page shows of the notes and tags on one thing: components/notes.html and components/tags.html."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from mechanisms.notes.models import Note, Tag, tags_of
from mechanisms.notes.registry import keeper_of


@dataclass(frozen=True)
class Panel:
    label: str  # of the model of the row
    pk: int
    body: Model
    reader: Any
    notes: list[Note]
    tags: list[Tag]
    words: list[Tag]  # all that the body uses, to choose from


def panel_on(row: Model, user: Any) -> Panel | None:
    """None for whoever keeps no notes on it. Three queries, and those that ask who may."""
    body = keeper_of(row, user)
    if body is None:
        return None
    notes = Note.objects.about(row).kept_by(body).there_for(user).select_related("author")
    given = tags_of([row], body)[row.pk]
    free = [tag for tag in Tag.objects.kept_by(body) if tag not in given]
    return Panel(row._meta.label_lower, row.pk, body, user, list(notes), given, free)
