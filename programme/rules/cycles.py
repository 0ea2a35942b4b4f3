"""The account of months abroad in one study cycle (rules 2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from programme.rules.days import calendar_days, counted_days_360, months_of

MONTHS_PER_CYCLE = 12
MONTHS_IN_ONE_CYCLE_STUDIES = 24  # medicine and the like


class Cycle(StrEnum):
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    ONE_CYCLE = "one_cycle"


@dataclass(frozen=True)
class EarlierStay:
    """A stay under the programme or one before it, with or without a grant: both use up months.

    `short`: a blended, doctoral or other stay counted in calendar days.
    """

    programme: str
    cycle: str
    start: date
    end: date
    short: bool = False

    @property
    def days(self) -> int:
        return (calendar_days if self.short else counted_days_360)(self.start, self.end)


def cycle_of(eqf: int, *, one_cycle: bool = False) -> Cycle:
    """EQF 5 and 6 are the first cycle, 7 the second, 8 the third. Raises ValueError below EQF 5."""
    if one_cycle:
        return Cycle.ONE_CYCLE
    cycles = {5: Cycle.FIRST, 6: Cycle.FIRST, 7: Cycle.SECOND, 8: Cycle.THIRD}
    if eqf not in cycles:
        raise ValueError(f"EQF {eqf} is not a level of higher education.")
    return cycles[eqf]


def months_allowed(*, one_cycle: bool) -> int:
    return MONTHS_IN_ONE_CYCLE_STUDIES if one_cycle else MONTHS_PER_CYCLE


def months_used(stays: Iterable[EarlierStay], cycle: str) -> Decimal:
    """Months already used in this cycle, to two decimals; rounded once, after adding up the days."""
    return months_of(sum(stay.days for stay in stays if stay.cycle == cycle))
