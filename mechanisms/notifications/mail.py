"""Django's mail backend for the portal: a mail of a library becomes a row in the caller's transaction.

So a sign-up that is rolled back sends nothing, and a mail server that is down keeps nobody waiting.
"""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from mechanisms.notifications.models import LIBRARY_MAIL, Notification
from mechanisms.notifications.posting import insert


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        insert([row for message in email_messages for row in _rows(message)])
        return len(email_messages)


def _rows(message: Any) -> list[Notification]:
    """One row per recipient; their addresses are not shown to each other."""
    if message.attachments or message.content_subtype != "plain":
        raise ValueError("The outbox takes plain text with an HTML alternative, and no attachment")
    html = [content for content, mimetype in getattr(message, "alternatives", []) if mimetype == "text/html"]
    return [
        Notification(
            kind=LIBRARY_MAIL,
            address=recipient,
            subject=" ".join(str(message.subject).split())[:300],
            body=str(message.body),
            html=html[0] if html else "",
            reply_to=", ".join(message.reply_to)[:320],
            context={"language": get_language()},  # of the text: what stands below it speaks the same
        )
        for recipient in message.recipients()
    ]
