"""Keeping an offer in view."""

from django.utils import timezone

from accounts.trainees.models import Trainee
from placements.matching.models import Interest
from placements.offers.models import Offer


def save_for_later(*, offer: Offer, trainee: Trainee) -> None:
    """Remember the offer; a reminder comes before it closes. Safe to repeat."""
    Interest.objects.update_or_create(trainee=trainee, offer=offer, defaults={"saved_at": timezone.now()})


def forget(*, offer: Offer, trainee: Trainee) -> None:
    Interest.objects.filter(trainee=trainee, offer=offer).update(saved_at=None)


def mark_applied(*, offer: Offer, trainee: Trainee) -> None:
    """Called when an application is sent, so that nobody is reminded of what is done."""
    Interest.objects.update_or_create(trainee=trainee, offer=offer, defaults={"applied_at": timezone.now()})


def mark_withdrawn(*, offer: Offer, trainee: Trainee) -> None:
    """Called when an application is withdrawn: this person may apply again."""
    Interest.objects.filter(trainee=trainee, offer=offer).update(applied_at=None)
