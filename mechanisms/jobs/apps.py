from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "mechanisms.jobs"
    verbose_name = _("Background work")

    def ready(self):
        autodiscover_modules("imports", "exports", "bulk")  # where the stages keep their long work
