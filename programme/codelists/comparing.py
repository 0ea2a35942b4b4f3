"""What a list would change in the database, and the change itself in a few statements, never one per row."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, models

ROWS_AT_ONCE = 1000
EXAMPLES = 10  # of each kind, enough to see whether an import means what it says
UNSEEN = ("search_key", "sort_key", "label_keys")  # follow from the other columns, so they are no news to a reader

Key = Hashable
Progress = Callable[[int, int], None]  # called with how many are done, and of how many


@dataclass
class Comparison:
    """The rows of one list against those in the database.

    `new`, `changed` and `unchanged` hold rows of the list by their key; changed and unchanged ones carry the primary
    key of the row they meet. `gone` holds the primary keys of rows that only the database has. `left_out` counts
    rows of the list that speak of something we do not hold.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    new: dict[Key, models.Model] = field(default_factory=dict)
    changed: dict[Key, models.Model] = field(default_factory=dict)
    unchanged: dict[Key, models.Model] = field(default_factory=dict)
    gone: dict[Key, Any] = field(default_factory=dict)
    before: dict[Key, dict[str, Any]] = field(default_factory=dict)
    left_out: int = 0

    @property
    def nothing_changed(self) -> bool:
        return not (self.new or self.changed or self.gone)

    def counts(self) -> dict[str, int]:
        return {kind: len(getattr(self, kind)) for kind in ("new", "changed", "gone", "unchanged")}

    def summary(self) -> dict[str, Any]:
        """Counts and the first examples, in types that JSON knows."""
        return self.counts() | {
            "left_out": self.left_out,
            "examples": {
                "new": [{"key": _words(key), "name": str(row)} for key, row in _first(self.new)],
                "changed": [
                    {"key": _words(key), "name": str(row), "columns": self._news(key, row)}
                    for key, row in _first(self.changed)
                ],
                "gone": [{"key": _words(key), "name": self._name_before(key)} for key, _pk in _first(self.gone)],
            },
        }

    def write(self, progress: Progress | None = None, also: tuple[str, ...] = ()) -> None:
        """Insert the new rows and update the changed ones; what is gone is the caller's decision.

        `also` names columns that are written with a changed row, but do not make it one.
        """
        done, total = 0, len(self.new) + len(self.changed)
        # Every model meets its row by the primary key: a unique column with NULLs or a condition could not.
        pk = self.model._meta.pk.name
        for rows, upsert in (
            (self.new, {}),
            (self.changed, {"update_conflicts": True, "unique_fields": [pk], "update_fields": (*self.columns, *also)}),
        ):
            waiting = list(rows.values())
            for start in range(0, len(waiting), ROWS_AT_ONCE):
                chunk = waiting[start : start + ROWS_AT_ONCE]
                self.model._default_manager.bulk_create(chunk, **upsert)
                done += len(chunk)
                if progress:
                    progress(done, total)

    def _news(self, key: Key, row: models.Model) -> dict[str, list]:
        before = self.before[key]
        return {
            column: [_plain(before[column]), _plain(getattr(row, column))]
            for column in self.columns
            if column not in UNSEEN and before[column] != getattr(row, column)
        }

    def _name_before(self, key: Key) -> str:
        before = self.before[key]
        return str(before.get("name") or before.get("label_en") or _words(key))


def compare(
    model: type[models.Model],
    rows: Mapping[Key, models.Model],
    held: models.QuerySet,
    *,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    may_go: Callable[[dict[str, Any]], bool] = lambda before: before.get("withdrawn_on") is None,
) -> Comparison:
    """Compare `rows` (unsaved, by key) with `held`, whose `key` columns make the same keys, over `columns`.

    One query. A key of one column stands alone, a longer one is a tuple. `may_go` says of a row that is missing from
    `rows` whether it counts as gone.
    """
    found = Comparison(model, columns)
    missing = set(rows)
    for pk, *values in held.values_list("pk", *key, *columns).iterator(chunk_size=5000):
        row_key = values[0] if len(key) == 1 else tuple(values[: len(key)])
        before = values[len(key) :]
        row = rows.get(row_key)
        if row is None:
            was = dict(zip(columns, before, strict=True))
            if may_go(was):
                found.gone[row_key] = pk
                found.before[row_key] = was
            continue
        missing.discard(row_key)
        row.pk = pk
        if before == [getattr(row, column) for column in columns]:
            found.unchanged[row_key] = row
        else:
            found.changed[row_key] = row
            found.before[row_key] = dict(zip(columns, before, strict=True))
    found.new = {row_key: row for row_key, row in rows.items() if row_key in missing}
    return found


def one_at_a_time() -> None:
    """Wait until no other transaction loads or imports code lists; held until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('codelists'))")


def _first(rows: dict[Key, Any]) -> list[tuple[Key, Any]]:
    return sorted(rows.items(), key=lambda item: _words(item[0]))[:EXAMPLES]


def _words(key: Key) -> str:
    return " / ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value.replace("\n", " | ") if isinstance(value, str) else value
