"""Type-ahead over a code list, forgiving accents, word order and typing errors."""

import re
from typing import Any, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, F, Func, Q, TextField, Value, When
from django.db.models.functions import Length

from programme.codelists.ordering import search_key

LONGEST = 100  # characters of a search that are looked at; nobody types more into a type-ahead
MOST_WORDS = 8
MOST_COMPARED = 3  # words that are compared letter by letter, each of which reads the whole list
ALIKE = 0.4  # found by trial: lets "pyhton" find Python


class SearchableQuerySet(models.QuerySet):
    """Rows with a `search_key`, whose first text is the name that is shown."""

    def shown(self) -> Any:
        """The key of the name that a reader sees."""
        return Func(F("search_key"), Value(" / "), Value(1), function="split_part", output_field=TextField())

    def best_first(self, key: str) -> tuple[Any, ...]:
        """How rows that match equally well are ordered: first the shortest name that holds the text."""
        pattern = Value(f"[^/]*{re.escape(key)}[^/]*")
        name = Func(F("search_key"), pattern, function="substring", output_field=TextField())
        return Length(name), "search_key"

    def search(self, text: str) -> Self:
        """The rows that `text` may mean, best first; none for an empty text. Filter before, limit after.

        The name that the reader sees counts more than the others, a whole name more than a part, and the beginning of
        a name more than what follows. Only where no row holds all the words, rows that look alike (trigrams): that
        reads the whole list, while words are found by the index. To know, this asks the database once.

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
            return self.annotate(alike=alike).filter(alike__gte=ALIKE).order_by("-alike", *self.best_first(key))
        place = Case(*(When(match, then=Value(place)) for place, match in enumerate(places(key))), default=Value(9))
        return matching.annotate(shown=self.shown(), place=place).order_by("place", *self.best_first(key))


def places(key: str) -> tuple[Q, ...]:
    """How a row may match, the best way first."""
    return (
        Q(shown=key),
        Q(shown__startswith=f"{key} "),
        Q(search_key__startswith=f"{key} / ")
        | Q(search_key__endswith=f" / {key}")
        | Q(search_key__contains=f" / {key} / "),
        Q(shown__startswith=key),
        Q(shown__contains=f" {key} ") | Q(shown__endswith=f" {key}"),
        Q(shown__contains=f" {key}"),
        Q(search_key__startswith=key) | Q(search_key__contains=f" {key}"),
    )
