"""What a host offers, and the languages in which it can be read."""

from placements.offers.models.checkers import checkers_of, checkers_of_each
from placements.offers.models.offer import Offer, OfferLanguage, OfferQuerySet, OfferStep
from placements.offers.models.text import OfferText, language_name, own_language_name

__all__ = [
    "Offer",
    "OfferLanguage",
    "OfferQuerySet",
    "OfferStep",
    "OfferText",
    "checkers_of",
    "checkers_of_each",
    "language_name",
    "own_language_name",
]
