"""What administrators are told about messages from outside."""

from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        kind="pages.feedback",
        model="pages.Feedback",
        holds=lambda feedback, person: feedback.answered_at is None,
        action=_("Open the messages"),
    )
)
