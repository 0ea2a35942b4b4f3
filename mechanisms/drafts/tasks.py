from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from mechanisms.drafts.models import Draft


@shared_task(name="drafts.discard_old")
def discard_old() -> None:
    """What nobody has touched for a long time is private and forgotten: it goes."""
    Draft.objects.older_than(timezone.now() - timedelta(days=settings.DRAFT_DAYS)).delete()
