from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "mechanisms.notifications"
    verbose_name = _("Notifications")

    def ready(self):
        # What each stage says, when it reminds, and what it follows: found like admin.py.
        autodiscover_modules("notices", "deadlines", "reactions")

        from mechanisms.notifications import checks  # noqa: F401  registers itself, once models can be imported
