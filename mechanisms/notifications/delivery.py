"""Sending what was posted: each row in its own transaction, under lock, exactly once."""

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from mechanisms.notifications.deadlines import still_due
from mechanisms.notifications.models import LIBRARY_MAIL, Notification
from mechanisms.notifications.registry import notice_of
from mechanisms.notifications.rendering import Words, as_read_by, words_of

log = logging.getLogger(__name__)

ATTEMPTS = 10  # waiting longer each time, about 15 hours in all
SWEPT_AT_ONCE = 500


class Drop(Exception):
    """The row is not to be sent; the text says why."""


class MailServerDown(Exception):
    """Nothing can be sent now; no row is to blame."""


def deliver(ids: Iterable[Any]) -> int:
    """Send those of these rows that still wait; returns how many were sent.

    A row that another worker holds is left to it. A row that fails is tried again later and keeps
    nobody waiting; when the mail server itself does not answer, all rows are left to the sweep.
    """
    connection = get_connection(settings.MAIL_TRANSPORT)
    sent = 0
    try:
        for pk in ids:
            try:
                sent += _deliver_one(pk, connection)
            except MailServerDown as error:
                log.warning("The mail server cannot be reached, the sweep tries again: %s", error)
                break
            except Exception as error:
                log.exception("Notification %s could not be sent", pk)
                _try_later(pk, error)
                if _lost_the_server(error):
                    break  # or each of the others would wait for its own timeout
                connection.close()  # it may be broken; the next row opens it again
    finally:
        connection.close()
    return sent


def _lost_the_server(error: Exception) -> bool:
    """The line broke while this mail was sent; an answer of the server, even a refusal, is about the mail."""
    answers = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
    return isinstance(error, OSError) and not isinstance(error, answers)


def sweep() -> int:
    """Send what was committed and never rung, or failed and is due again."""
    return deliver(list(Notification.objects.due().order_by("not_before").values_list("pk", flat=True)[:SWEPT_AT_ONCE]))


@transaction.atomic
def _deliver_one(pk: Any, connection: Any) -> bool:
    row = Notification.objects.due().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if row is None:
        return False
    try:
        message = _message(row)
    except Drop as reason:
        row.state, row.not_sent_because = Notification.State.DROPPED, str(reason)[:300]
    else:
        _send(message, connection)
        row.state, row.sent_at, row.not_sent_because = Notification.State.SENT, timezone.now(), ""
    _wipe_secrets(row)
    row.save()
    return row.state == Notification.State.SENT


def _send(message: EmailMultiAlternatives, connection: Any) -> None:
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are OSErrors too
        raise MailServerDown(str(error)) from error
    connection.send_messages([message])


def _message(row: Notification) -> EmailMultiAlternatives:
    """The mail this row stands for. Raises Drop when there is no reason any more to send it."""
    if row.kind == LIBRARY_MAIL:
        words = Words(row.subject, row.body, path="", action="", answers_to=row.reply_to)
    else:
        notice = notice_of(row.kind)
        about = notice.subjects().filter(pk=row.about_id).first()
        if about is None:
            raise Drop("What it was about is gone")
        if row.person is not None and not row.person.is_active:
            raise Drop("The person's account is closed")
        with as_read_by(row.person):
            if not (
                notice_of(row.kind).holds(about, row.person) and still_due(row.kind, about, row.person, row.context)
            ):
                raise Drop("Its reason no longer held")
            words = words_of(row, about)
    spoken = row.context.get("language") if row.kind == LIBRARY_MAIL else ""
    with as_read_by(row.person, language=spoken or ""):
        message = EmailMultiAlternatives(
            words.subject,
            words.as_mail(),
            settings.DEFAULT_FROM_EMAIL,
            [row.person.email if row.person else row.address],
            reply_to=[words.answers_to] if words.answers_to else None,
            # The same mail keeps its number if a worker is lost between sending it and saying so.
            headers={
                "Message-ID": f"<{row.pk}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(row.html or words.as_html(), "text/html")
    return message


def _wipe_secrets(row: Notification) -> None:
    """Mails of libraries and mails to an address carry sign-in and one-time links; nobody reads those rows again."""
    row.body = row.html = ""
    if row.person is None:
        row.context = {}


def _try_later(pk: Any, error: Exception) -> None:
    with transaction.atomic():
        row = Notification.objects.due().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
        if row is None:
            return
        row.attempts += 1
        row.not_sent_because = f"{type(error).__name__}: {error}"[:300]
        row.not_before = timezone.now() + min(timedelta(minutes=2**row.attempts), timedelta(hours=6))
        if row.attempts >= ATTEMPTS:
            row.state = Notification.State.FAILED
            _wipe_secrets(row)
        row.save()
