"""One-time links: what lets somebody without an account do one act on one thing, once."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OneTimeLink(models.Model):
    act = models.CharField(_("act"), max_length=100)  # "<app>.<name of the view that does it>"
    about_label = models.CharField(max_length=100)
    about_id = models.CharField(max_length=64)
    address = models.CharField(_("sent to"), max_length=320)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256; the token itself is known to its reader alone
    created = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        indexes = [models.Index(fields=["act", "about_label", "about_id"], name="links_of_a_thing")]

    def __str__(self):
        return f"{self.act} {self.about_label} {self.about_id}"

    @property
    def about(self):
        """What it is about; raises DoesNotExist when that is gone."""
        return apps.get_model(self.about_label)._base_manager.get(pk=self.about_id)
