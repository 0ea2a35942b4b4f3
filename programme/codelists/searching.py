"""Type-ahead over a code list, forgiving accents, word order and typing errors."""

from typing import Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Q, Value, When

from programme.codelists.ordering import search_key

LONGEST = 100  # characters of a search that are looked at; nobody types more into a type-ahead
MOST_WORDS = 8
MOST_COMPARED = 3  # words that are compared letter by letter, each of which reads the whole list
ALIKE = 0.4  # found by trial: lets "pyhton" find Python


class SearchableQuerySet(models.QuerySet):
    """Rows with a `search_key`; `best_first` says how rows that match equally well are ordered."""

    best_first: tuple[str, ...] = ("search_key",)

    def search(self, text: str) -> Self:
        """The rows that `text` may mean, best first; none for an empty text. Filter before, limit after.

        First the whole name, then names and words that begin with the text, then rows that hold all its words.
        Only where there are none of these, rows that look alike (trigrams): that reads the whole list, while words
        are found by the index. To know, this asks the database once.

        Any text is safe: it is cut, and signs and unstorable characters are dropped.
        """
        key = search_key(text[:LONGEST])
        if not key:
            return self.none()
        words = key.split()[:MOST_WORDS]
        holds_all_words = Q()
        for word in words:
            holds_all_words &= Q(search_key__contains=word)
        matching = self.filter(holds_all_words)
        if not matching.exists():
            compared = words[:MOST_COMPARED]
            alike = sum(TrigramWordSimilarity(word, "search_key") for word in compared) / len(compared)
            return self.annotate(alike=alike).filter(alike__gte=ALIKE).order_by("-alike", *self.best_first)
        place = Case(
            When(Q(search_key=key) | Q(search_key__startswith=f"{key} / "), then=Value(0)),
            When(Q(search_key__startswith=key) | Q(search_key__contains=f" {key}"), then=Value(1)),
            default=Value(2),
        )
        return matching.annotate(place=place).order_by("place", *self.best_first)
