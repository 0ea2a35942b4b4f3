from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    name = "mechanisms.lifecycle"
    verbose_name = _("Lifecycle")

    def ready(self):
        from mechanisms.lifecycle import checks  # noqa: F401  registers itself, once models can be imported
