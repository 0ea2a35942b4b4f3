"""What every importer gives back: a plan that can be looked at, and carried out."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from programme.codelists.comparing import ROWS_AT_ONCE, Comparison, Progress, one_at_a_time
from programme.rules.today import programme_today


class Plan(ABC):
    """The understood rows of the files of an official list. Nothing is written before `apply`.

    Both methods answer {list: {"new", "changed", "gone", "unchanged", "left_out": counts, "examples": {...}}}, in
    types that JSON knows.
    """

    @abstractmethod
    def comparisons(self) -> Iterator[tuple[str, Comparison]]:
        """Each list against the database of this moment. `apply` writes one before it asks for the next."""

    @abstractmethod
    def __len__(self) -> int:
        """How many rows the files have."""

    def differences(self) -> dict[str, Any]:
        """What `apply` would do now."""
        return {name: comparison.summary() for name, comparison in self.comparisons()}

    @transaction.atomic
    def apply(self, progress: Progress | None = None) -> dict[str, Any]:
        """Write what is new and changed, mark what is gone as withdrawn; all or nothing.

        Compares afresh, so it is right also when the database changed since somebody looked at the differences.
        """
        one_at_a_time()
        today = programme_today()
        done, answer = 0, {}
        for name, comparison in self.comparisons():
            done += len(comparison.unchanged)
            for row in (*comparison.new.values(), *comparison.changed.values()):
                row.official_on = today
            comparison.write(_further(progress, done, len(self)), also=("official_on",))
            done += len(comparison.new) + len(comparison.changed)
            _mark(comparison, today)
            answer[name] = comparison.summary()
        return answer


def tell_now_and_then(progress: Progress | None, done: int, total: int) -> None:
    """Call `progress` for every thousandth row."""
    if progress and done % ROWS_AT_ONCE == 0:
        progress(min(done, total), total)


def _further(progress: Progress | None, before: int, total: int) -> Progress | None:
    """`progress` for a part of the work that begins after `before` of `total` rows."""
    return (lambda done, _part: progress(min(before + done, total), total)) if progress else None


def _mark(comparison: Comparison, today: date) -> None:
    """Withdraw what is gone, and note of rows that were right before that the official list has now decided."""
    rows = comparison.model._default_manager.order_by()
    if comparison.gone:
        rows.filter(pk__in=comparison.gone.values()).update(withdrawn_on=today, official_on=today)
    undecided = set(rows.filter(official_on=None).values_list("pk", flat=True))
    if undecided := undecided.intersection(row.pk for row in comparison.unchanged.values()):
        rows.filter(pk__in=undecided).update(official_on=today)
