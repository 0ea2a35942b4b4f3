"""What the rules answer: a verdict each, kept as a finding with its figures and its source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format, localize

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Figure = int | str | bool | Decimal | date | tuple[str, ...] | None


class Outcome(StrEnum):
    PASSED = "passed"
    TO_CHECK = "to_check"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one rule; `text` names figures in braces."""

    outcome: Outcome
    text: "Text"
    figures: dict[str, Figure]


def passed(text: "Text", **figures: Figure) -> Verdict:
    return Verdict(Outcome.PASSED, text, figures)


def to_check(text: "Text", **figures: Figure) -> Verdict:
    return Verdict(Outcome.TO_CHECK, text, figures)


def blocked(text: "Text", **figures: Figure) -> Verdict:
    return Verdict(Outcome.BLOCKED, text, figures)


def worst(*verdicts: Verdict) -> Verdict:
    """The most severe verdict; of equal ones the first."""
    return max(verdicts, key=lambda verdict: list(Outcome).index(verdict.outcome))


@dataclass(frozen=True)
class Finding:
    """What one rule says of one stay. `overridable`: a coordinator may go on although it is blocked."""

    rule: str
    outcome: Outcome
    text: "Text"
    figures: dict[str, Figure]
    source: "Text"
    overridable: bool

    @property
    def sentence(self) -> str:
        """The text with its figures, in the language and the formats of whoever reads it now."""
        return str(self.text).format(**{name: _shown(value) for name, value in self.figures.items()})

    @property
    def figure_texts(self) -> dict[str, str]:
        """The figures as a person reads them; what is not known, or empty, is left out."""
        return {name: _shown(value) for name, value in self.figures.items() if value not in (None, "", ())}

    def kept(self) -> dict:
        """As JSON, in no language: whoever reads it later may read another than who found it."""
        with translation.override(None):
            return {
                "rule": self.rule,
                "outcome": str(self.outcome),
                "text": str(self.text),
                "figures": {name: _kept(value) for name, value in self.figures.items()},
                "source": str(self.source),
                "overridable": self.overridable,
            }

    @classmethod
    def read(cls, row: dict) -> "Finding":
        """What `kept` kept, in the reader's language. Rows from before kept the sentence that was read then."""
        return cls(
            row["rule"],
            Outcome(row["outcome"]),
            translation.gettext(row["text"] if "text" in row else row["sentence"]),
            {name: _read(value) for name, value in row["figures"].items()},
            translation.gettext(row["source"]),
            row.get("overridable", False),
        )


def _kept(figure: Figure) -> object:
    if isinstance(figure, date):
        return {"date": figure.isoformat()}
    return {"number": str(figure)} if isinstance(figure, Decimal) else figure


def _read(kept: object) -> Figure:
    match kept:
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"number": str(number)}:
            return Decimal(number)
        case list(codes):
            return tuple(str(code) for code in codes)
        case int() | str() | None:
            return kept
    raise ValueError(f"{kept!r} is no figure of a finding")


def _shown(figure: Figure) -> str:
    """A date as pages write it, several values with commas, everything else as the reader's language does."""
    if isinstance(figure, date):
        return date_format(figure, "DATE_FORMAT")
    return ", ".join(figure) if isinstance(figure, tuple) else str(localize(figure))
