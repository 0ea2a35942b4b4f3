from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesksConfig(AppConfig):
    name = "dot_portal.desks"
    verbose_name = _("Desks")

    def ready(self):
        from dot_portal.desks import noted  # noqa: F401  registers itself, once models can be imported
