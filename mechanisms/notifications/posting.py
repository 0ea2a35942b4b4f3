"""Telling somebody: rows in the caller's transaction; a worker is asked after commit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models, transaction

from mechanisms.lifecycle.doorbell import ring_on_commit
from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of

INSERTED_AT_ONCE = 1000
DELIVERED_AT_ONCE = 100  # mails in one task, so that several workers share a large batch


class Posting(NamedTuple):
    """One thing to say to some people: users, or addresses of those who are not."""

    to: Iterable[Any]
    about: models.Model
    once: str = ""
    context: Mapping[str, Any] | None = None
    not_before: datetime | None = None


def post(
    kind: str,
    *,
    to: Iterable[Any],
    about: models.Model,
    once: str = "",
    context: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """Say `kind` to each of `to`, at most once per (kind, about, recipient, once).

    `context` is stored as JSON and reaches the template; its key "link", a path, replaces the
    notice's own link (a one-time link, say). For an address its values are wiped once sent. With
    `not_before` it waits, and is not said before, neither by mail nor in the inbox; see take_back.
    """
    post_many(kind, [Posting(to, about, once, context, not_before)])


def take_back(*, about: models.Model, once: str) -> bool:
    """Unsay what still waits, in the caller's transaction; False when some of it was said already."""
    rows = Notification.objects.select_for_update(of=("self",)).filter(
        about_label=about._meta.label_lower, about_id=str(about.pk), once=once
    )
    states = set(rows.values_list("state", flat=True))
    rows.filter(state=Notification.State.WAITING).delete()
    return Notification.State.SENT not in states


def post_many(kind: str, postings: Iterable[Posting]) -> None:
    """Like post, about many things in one go: one insert per INSERTED_AT_ONCE rows."""
    model = notice_of(kind).model.lower()
    rows = []
    for posting in postings:
        if posting.about._meta.label_lower != model:
            raise ValueError(f"{kind} is about {model}, not {posting.about._meta.label_lower}")
        rows += [
            Notification(
                kind=kind,
                about_label=model,
                about_id=str(posting.about.pk),
                once=posting.once,
                context=dict(posting.context or {}),
                **({"not_before": posting.not_before, "created": posting.not_before} if posting.not_before else {}),
                **({"address": recipient} if isinstance(recipient, str) else {"person": recipient}),
            )
            for recipient in dict.fromkeys(posting.to)
        ]
    insert(rows)


def insert(rows: list[Notification]) -> None:
    """Rows that were said before are left out silently; the worker finds nothing under their ids."""
    with transaction.atomic():
        Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=INSERTED_AT_ONCE)
        for start in range(0, len(rows), DELIVERED_AT_ONCE):
            ids = [str(row.pk) for row in rows[start : start + DELIVERED_AT_ONCE]]
            ring_on_commit("notifications.deliver", ids)
