"""What allauth mails about an account, and how long somebody stays signed in."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from mechanisms.notifications.rendering import Words


def keep_signed_in(request) -> None:
    """From now on for the full time. The end is a moment, not a span: so every page can say when it is."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


class AccountMails(DefaultAccountAdapter):
    """The mails about an account look like all others: one button, where the text names the link."""

    def login(self, request, user):
        super().login(request, user)
        keep_signed_in(request)

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        link = next((line for line in message.body.splitlines() if line.startswith(("http://", "https://"))), "")
        words = Words(subject=message.subject, text=message.body, path=link, action=gettext("Go on"))
        message.attach_alternative(words.as_html(), "text/html")
        return message
