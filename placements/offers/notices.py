"""What is said about offers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register
from placements.offers.states import OfferState


def _check_page(offer, person):
    return reverse("check_offer", args=[offer.pk])


register(
    Notice(
        kind="offers.submitted",
        model="offers.Offer",
        holds=lambda offer, person: offer.awaits_check,
        link=_check_page,
        action=_("Check the offer"),
    )
)
register(Notice(kind="offers.confirmed", model="offers.Offer", action=_("See your offer")))
register(Notice(kind="offers.returned", model="offers.Offer", action=_("Change the offer")))
register(Notice(kind="offers.closed", model="offers.Offer", action=_("See your offer")))
register(Notice(kind="offers.expired", model="offers.Offer", action=_("See your offer")))
register(
    Notice(
        kind="offers.check_due",
        model="offers.Offer",
        holds=lambda offer, person: offer.awaits_check,
        link=_check_page,
        action=_("Check the offer"),
    )
)
register(
    Notice(
        kind="offers.returned_due",
        model="offers.Offer",
        holds=lambda offer, person: offer.state == OfferState.RETURNED,
        link=lambda offer, person: reverse("change_offer", args=[offer.pk]),
        action=_("Change the offer"),
    )
)
