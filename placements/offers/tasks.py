import logging

from celery import shared_task

from mechanisms.lifecycle.machine import MoveRefused
from placements.offers.models import Offer
from placements.offers.transitions import expire

log = logging.getLogger(__name__)


@shared_task(name="offers.expire_past_deadline")
def expire_past_deadline() -> None:
    """Close what nobody can apply to any more; each in its own transaction, so that one cannot stop the others."""
    for offer in Offer.objects.past_deadline().select_related("host"):
        try:
            expire(offer=offer)
        except MoveRefused:  # moved by somebody else a moment ago: nothing left to do
            continue
        except Exception:
            log.exception("Offer %s cannot expire; the next run tries again", offer.pk)
