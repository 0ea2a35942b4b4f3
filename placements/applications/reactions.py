"""What follows for applications from what happens to offers."""

from mechanisms.lifecycle.reactions import follow
from mechanisms.notifications.posting import post
from placements.applications.models import Application
from placements.offers.models import OfferStep


@follow("offers.close")
def tell_drafts_that_the_offer_closed(step_id: int) -> None:
    """Somebody is still writing: tell them now, not when they press send."""
    step = OfferStep.objects.get(pk=step_id)
    for application in Application.objects.drafts().filter(offer=step.subject_id).with_parties():
        post(
            "applications.offer_closed",
            to=[application.trainee.user],
            about=application,
            once=f"step:{step_id}",
            context={"why": step.why},
        )
