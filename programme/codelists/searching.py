"""Type-ahead over a code list, forgiving accents, word order and typing errors."""

from typing import Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, F, Q, Value, When

from programme.codelists.ordering import search_key

LONGEST = 100  # characters of a search that are looked at; nobody types more into a type-ahead
MOST_WORDS = 8
ALIKE = 0.42  # found by trial: lets "pyhton" find Python, and "prague" not find Prato


class SearchableQuerySet(models.QuerySet):
    """Rows with a `search_key`; `best_first` says how rows that match equally well are ordered."""

    best_first: tuple[str, ...] = ("search_key",)

    def search(self, text: str) -> Self:
        """Rows that `text` may mean, best first; none for an empty text. The caller limits how many.

        First the whole name, then names and words that begin with the text, then rows that hold all its words,
        then rows that look alike (trigrams). Any text is safe: it is cut, and unstorable characters are dropped.
        """
        key = search_key(text[:LONGEST])
        if not key:
            return self.none()
        words = key.split()[:MOST_WORDS]
        starts = Q(search_key__startswith=key) | Q(search_key__contains=f" {key}")
        holds_all = Q()
        for word in words:
            holds_all &= Q(search_key__contains=word)
        return (
            self.annotate(alike=TrigramWordSimilarity(key, "search_key"))
            .filter(holds_all | Q(alike__gte=ALIKE))
            .annotate(
                place=Case(
                    When(Q(search_key=key) | Q(search_key__startswith=f"{key} / "), then=Value(0)),
                    When(starts, then=Value(1)),
                    When(holds_all, then=Value(2)),
                    default=Value(3),
                    output_field=models.SmallIntegerField(),
                ),
                # Only what looks alike is ordered by how much; what truly matches goes by `best_first`.
                unlike=Case(
                    When(holds_all, then=Value(0.0)), default=1.0 - F("alike"), output_field=models.FloatField()
                ),
            )
            .order_by("place", "unlike", *self.best_first)
        )
