"""The inbox: the same words as the mail, rendered for the page."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of
from mechanisms.notifications.rendering import Words, words_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    row: Notification
    words: Words | None  # None when what it was about is gone


def unread_count(user: Any) -> int:
    return Notification.objects.visible_to(user).unread().count()


def entries(rows: Iterable[Notification]) -> list[Entry]:
    """These rows with their words, with one query per kind of thing they are about."""
    rows = list(rows)
    related: dict[str, set[str]] = {}
    for row in rows:
        related.setdefault(row.about_label, set()).update(notice_of(row.kind).related)
    abouts = {}
    for label, names in related.items():
        ids = {row.about_id for row in rows if row.about_label == label}
        model = next(row.about_model for row in rows if row.about_label == label)
        for about in model._base_manager.filter(pk__in=ids).select_related(*sorted(names)):
            abouts[label, str(about.pk)] = about
    return [Entry(row, _words_or_none(row, abouts.get((row.about_label, row.about_id)))) for row in rows]


def _words_or_none(row: Notification, about: Any) -> Words | None:
    if about is None:
        return None
    try:
        return words_of(row, about)
    except Exception:  # one notice with a broken text must not close the inbox
        log.exception("Notification %s cannot be rendered", row.pk)
        return None
