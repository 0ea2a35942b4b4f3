"""What a person has typed into a form and not sent yet."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DraftQuerySet(models.QuerySet):
    def older_than(self, moment):
        return self.filter(changed__lt=moment)


class Draft(models.Model):
    """One form of one person; nobody else ever reads it.

    `parts` holds the posted values of each part of the form (a step, or the one page) as a browser sends them:
    {part: {field: [values]}}. `marks` names the page that kept each part last: a page that was opened before
    another one kept the part must not write over it. `sent_to` is where the form led once it was sent: the row
    stays empty for a while, so that a button pressed twice leads to the same place.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)  # "offers.new_offer", "offers.change_offer:12"
    parts = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    sent_to = models.CharField(max_length=300, blank=True)
    changed = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="drafts_one_per_form")]

    def __str__(self):
        return self.key
