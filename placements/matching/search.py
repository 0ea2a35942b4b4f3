"""Which offers a search means."""

from datetime import date

from placements.offers.models import Offer, OfferQuerySet
from placements.offers.search import containing
from programme.rules.days import add_months

LONGEST = 200  # characters of a search that are looked at


def narrowed(offers: OfferQuerySet, wanted: dict) -> OfferQuerySet:
    """`wanted` is what SearchForm understood; each part narrows, several fields or activities widen each other."""
    simple = {
        "field": "field__code__in",
        "country": "host__country",
        "paid": "is_paid",
        "virtual": "virtual_part",
    }
    offers = offers.filter(**{simple[name]: value for name, value in wanted.items() if name in simple})
    if "q" in wanted:
        offers = containing(offers, wanted["q"][:LONGEST])
    if "kind" in wanted:
        offers = offers.filter(kinds__contains=[wanted["kind"]])
    if "activity" in wanted:
        offers = offers.filter(pk__in=Offer.objects.filter(activities__code__in=wanted["activity"]).values("pk"))
    if "language" in wanted:
        offers = offers.filter(languages__language__code=wanted["language"])
    if "start" in wanted:
        offers = starting_in(offers, date.fromisoformat(f"{wanted['start']}-01"))
    return offers


def starting_in(offers: OfferQuerySet, month: date) -> OfferQuerySet:
    """Those whose period has begun by the end of the month and goes on after it has begun."""
    return offers.filter(starts_from__lt=add_months(month, 1), ends_by__gt=month)
