"""What allauth mails about an account."""

from allauth.account.adapter import DefaultAccountAdapter

from mechanisms.notifications.rendering import Words


class AccountMails(DefaultAccountAdapter):
    """The mails about an account look like all others: one button, which says what the subject says."""

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        link = next((line for line in message.body.splitlines() if line.startswith(("http://", "https://"))), "")
        words = Words(subject=message.subject, text=message.body, path=link, action=message.subject)
        message.attach_alternative(words.as_html(), "text/html")
        return message
