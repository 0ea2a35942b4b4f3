"""What is said about a host organisation."""

from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(Notice(kind="hosts.verified", model="hosts.Host", action=_("Open your organisation")))
