from datetime import date
from decimal import Decimal

import pytest

from programme.rules.cycles import Cycle, EarlierStay, cycle_of, months_used

STUDY = EarlierStay("Erasmus+", "first", date(2024, 9, 1), date(2025, 1, 31))  # 150 days of 30-day months
BLENDED = EarlierStay("Erasmus+", "first", date(2025, 7, 1), date(2025, 7, 10), short=True)
MASTER = EarlierStay("Erasmus+", "second", date(2026, 2, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("eqf", "one_cycle", "cycle"),
    [
        (5, False, Cycle.FIRST),
        (6, False, Cycle.FIRST),
        (7, False, Cycle.SECOND),
        (8, False, Cycle.THIRD),
        (7, True, Cycle.ONE_CYCLE),
    ],
)
def test_cycle_of_a_level(eqf, one_cycle, cycle):
    assert cycle_of(eqf, one_cycle=one_cycle) == cycle


def test_vet_levels_have_no_cycle():
    with pytest.raises(ValueError, match="EQF 4"):
        cycle_of(4)


@pytest.mark.parametrize(
    ("stays", "cycle", "months"),
    [
        ([], "first", "0.00"),
        ([STUDY], "first", "5.00"),
        ([STUDY, BLENDED], "first", "5.33"),  # short stays count as days / 30
        ([STUDY, BLENDED, MASTER], "first", "5.33"),  # only this cycle
        ([STUDY, BLENDED, MASTER], "second", "2.00"),  # 60 counted days, 59 of the calendar
        ([BLENDED, BLENDED, BLENDED], "first", "1.00"),  # rounded once: not three times 0.33
    ],
)
def test_months_used_in_a_cycle(stays, cycle, months):
    assert months_used(stays, cycle) == Decimal(months)
