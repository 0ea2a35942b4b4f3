"""What the rules answer: a verdict each, kept as a finding with its figures and its source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.formats import date_format, localize

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

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


def _shown(figure: Figure) -> str:
    """A date as pages write it, several values with commas, everything else as the reader's language does."""
    if isinstance(figure, date):
        return date_format(figure, "DATE_FORMAT")
    return ", ".join(figure) if isinstance(figure, tuple) else str(localize(figure))
