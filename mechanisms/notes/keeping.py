"""What a person does with notes and tags. Whether they may, the view has asked the registry."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from mechanisms.notes.models import Note, Tag, Tagged, key_of

PRESSED_TWICE = timedelta(minutes=1)


def _ends(row: Model, body: Model) -> dict[str, Any]:
    return {
        "about_label": row._meta.label_lower,
        "about_id": row.pk,
        "body_label": body._meta.label_lower,
        "body_id": body.pk,
    }


@transaction.atomic
def write(*, row: Model, body: Model, by: Any, text: str) -> Note:
    """The same words of the same person a moment later are the same note: the button was pressed twice."""
    get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # the second waits here
    said = _ends(row, body) | {"author": by, "text": text}
    before = Note.objects.filter(**said, deleted_at=None, created__gt=timezone.now() - PRESSED_TWICE)
    return before.first() or Note.objects.create(**said)


def rewrite(*, note: Note, text: str) -> None:
    """The page says that it was changed, and when; the same words are no change."""
    if text != note.text:
        Note.objects.filter(pk=note.pk).update(text=text, changed=timezone.now())


def delete(*, note: Note) -> None:
    """It can be brought back for some minutes, and is then forgotten."""
    Note.objects.filter(pk=note.pk, deleted_at=None).update(deleted_at=timezone.now())


def restore(*, note: Note) -> None:
    """Bring back what was deleted and is not forgotten yet."""
    Note.objects.filter(pk=note.pk).update(deleted_at=None)


def forget_deleted() -> int:
    """The number of notes that nobody can bring back any more and that are gone now."""
    return Note.objects.forgettable().delete()[0]


def tag(*, row: Model, body: Model, word: str) -> Tag:
    """Give the row this word; one that is written otherwise ("urgent", "Urgent") is the same."""
    ends = _ends(row, body)
    of_body = {name: ends.pop(name) for name in ("body_label", "body_id")}
    given, _new = Tag.objects.get_or_create(**of_body, sort_key=key_of(word), defaults={"word": word})
    Tagged.objects.get_or_create(tag=given, **ends)
    return given


@transaction.atomic
def untag(*, row: Model, body: Model, tag: Tag) -> None:
    """Take the word away; one that nothing bears any more is no longer suggested."""
    Tagged.objects.about(row).filter(tag=tag, tag__in=Tag.objects.kept_by(body)).delete()
    Tag.objects.kept_by(body).filter(pk=tag.pk, uses=None).delete()
