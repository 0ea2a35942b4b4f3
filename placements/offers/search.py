"""The words an offer is found by: plain, in any script, with or without accents."""

from placements.offers.models import Offer, OfferQuerySet
from programme.codelists.ordering import search_key

MAX_WORDS = 8  # more words than anybody types; keeps a pasted page from becoming a slow query


def search_text_of(offer: Offer) -> str:
    """What `search_text` holds, with the lists in every language; needs the saved many-to-many lists.

    The host's own words stand in its search_key.
    """
    parts = [
        *(words for text in offer.versions for words in (text.title, text.tasks)),
        *offer.field.every_label,
        *(label for skill in offer.skills_taught.all() for label in skill.every_label),
        *(label for skill in offer.skills_wanted.all() for label in skill.every_label),
        *offer.own_skills_taught,
        *offer.own_skills_wanted,
    ]
    return search_key(*parts)


def containing(offers: OfferQuerySet, text: str) -> OfferQuerySet:
    """Offers in which every word of `text` occurs, or in their host; wildcards in the text are plain characters.

    Two lists put together, not "one or the other": so the database uses the index of each.
    """
    for word in search_key(text).split()[:MAX_WORDS]:
        own = Offer.objects.filter(search_text__contains=word[:60])
        of_host = Offer.objects.filter(host__search_key__contains=word[:60])
        offers = offers.filter(pk__in=own.order_by().values("pk").union(of_host.order_by().values("pk"), all=True))
    return offers
