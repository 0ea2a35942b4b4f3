from celery import shared_task

from mechanisms.lifecycle.machine import MoveRefused
from placements.approval.models import Placement
from placements.approval.transitions import begin, complete


@shared_task(name="approval.follow_the_calendar")
def follow_the_calendar() -> None:
    """Stays begin on their first day and are complete after their last; each in its own transaction."""
    for verb, placements in ((begin, Placement.objects.starting()), (complete, Placement.objects.ending())):
        for placement in placements.with_parties():
            try:
                verb(placement=placement)
            except MoveRefused:  # cancelled a moment ago
                continue
