"""The words an offer is found by: plain, in any script, with or without accents."""

from placements.offers.models import Offer, OfferQuerySet
from programme.codelists.ordering import search_key

MAX_WORDS = 8  # more words than anybody types; keeps a pasted page from becoming a slow query


def search_text_of(offer: Offer) -> str:
    """What `search_text` holds; needs the saved many-to-many lists."""
    parts = [
        offer.title,
        offer.tasks,
        offer.host.legal_name,
        offer.host.city_name,
        offer.host.country.name,
        offer.field.label,
        *offer.skills_taught_labels,
        *offer.skills_wanted_labels,
    ]
    return search_key(*parts)


def containing(offers: OfferQuerySet, text: str) -> OfferQuerySet:
    """Offers in which every word of `text` occurs; wildcards in the text are plain characters."""
    for word in search_key(text).split()[:MAX_WORDS]:
        offers = offers.filter(search_text__contains=word[:60])
    return offers
