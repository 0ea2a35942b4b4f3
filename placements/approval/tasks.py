import logging

from celery import shared_task

from mechanisms.lifecycle.machine import MoveRefused
from placements.approval.models import Placement
from placements.approval.transitions import begin, complete

log = logging.getLogger(__name__)


@shared_task(name="approval.follow_the_calendar")
def follow_the_calendar() -> None:
    """Stays begin on their first day and are complete after their last; each in its own transaction.

    One that was cancelled a moment ago, or fails, does not stop the others.
    """
    for verb, placements in ((begin, Placement.objects.starting()), (complete, Placement.objects.ending())):
        for placement in placements.with_parties():
            try:
                verb(placement=placement)
            except MoveRefused:  # cancelled a moment ago
                continue
            except Exception:
                log.exception("Placement %s could not %s", placement.pk, verb.__name__)
