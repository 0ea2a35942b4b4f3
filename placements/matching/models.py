"""Finding each other: what a trainee keeps in view."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.trainees.models import Trainee
from placements.offers.models import Offer
from programme.rules.today import programme_today


class InterestQuerySet(models.QuerySet):
    def saved(self):
        return self.filter(saved_at__isnull=False)

    def still_possible(self):
        """Saved, still open, not applied for: worth a reminder before it closes."""
        return self.saved().filter(
            applied_at__isnull=True, offer__state="published", offer__deadline__gte=programme_today()
        )


class Interest(models.Model):
    """One row per trainee and offer: saved for later, applied for, or both."""

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="interests")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="interests")
    saved_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        constraints = [models.UniqueConstraint(fields=["trainee", "offer"], name="matching_one_interest_per_offer")]

    def __str__(self):
        return f"{self.trainee}: {self.offer}"

    def get_absolute_url(self):
        return self.offer.get_absolute_url()
