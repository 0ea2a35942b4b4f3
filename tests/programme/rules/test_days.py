from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.days import add_months, calendar_days, counted_days_360, earliest_end, latest_end, months_of

STARTS = st.dates(date(2021, 1, 1), date(2029, 12, 31))
LENGTHS = st.integers(0, 500).map(timedelta)
COUNTS = st.sampled_from([counted_days_360, calendar_days])


@pytest.mark.parametrize(
    ("start", "end", "counted", "calendar"),
    [
        (date(2023, 1, 1), date(2023, 4, 15), 105, 105),  # the Commission's own example
        (date(2026, 2, 1), date(2026, 3, 31), 60, 59),
        (date(2026, 10, 5), date(2026, 12, 3), 59, 60),
        (date(2026, 7, 1), date(2026, 8, 31), 60, 62),
        (date(2026, 1, 31), date(2026, 3, 30), 61, 59),
        (date(2026, 9, 1), date(2027, 8, 31), 360, 365),
        # and where months end
        (date(2026, 3, 31), date(2026, 3, 31), 1, 1),
        (date(2026, 3, 30), date(2026, 3, 31), 1, 2),
        (date(2026, 2, 28), date(2026, 3, 1), 4, 2),
        (date(2028, 2, 29), date(2028, 3, 1), 3, 2),
    ],
)
def test_days_of_a_stay(start, end, counted, calendar):
    assert counted_days_360(start, end) == counted
    assert calendar_days(start, end) == calendar


@pytest.mark.parametrize("count", [counted_days_360, calendar_days])
def test_a_stay_cannot_end_before_it_starts(count):
    with pytest.raises(ValueError, match="before it starts"):
        count(date(2026, 3, 2), date(2026, 3, 1))


@given(STARTS, LENGTHS, COUNTS)
def test_adding_a_day_never_shortens(start, length, count):
    end = start + length
    assert 1 <= count(start, end) <= count(start, end + timedelta(1))


@given(STARTS, LENGTHS, LENGTHS)
def test_counting_in_parts_changes_the_sum_only_around_a_31st_and_the_end_of_february(start, first, second):
    middle, rest = start + first, start + first + timedelta(1)
    parts = counted_days_360(start, middle) + counted_days_360(rest, rest + second)
    lost = 30 - middle.day if (middle.month, rest.month) == (2, 3) else 0
    gained = 1 if rest.day == 31 else 0
    assert parts - counted_days_360(start, rest + second) == gained - lost


@given(STARTS, st.integers(1, 400), COUNTS)
def test_ends_found_for_a_length_are_the_first_and_the_last_that_fit(start, days, count):
    first, last = earliest_end(start, days, count), latest_end(start, days, count)
    assert count(start, first) >= days
    assert first == start or count(start, first - timedelta(1)) < days
    assert count(start, last) <= days < count(start, last + timedelta(1))


def test_ends_stop_where_the_calendar_stops():
    assert earliest_end(date(9999, 12, 1), 60, calendar_days) <= date.max
    assert latest_end(date(9999, 12, 1), 360, counted_days_360) <= date.max


@pytest.mark.parametrize(
    ("days", "months"), [(0, "0.00"), (1, "0.03"), (29, "0.97"), (100, "3.33"), (110, "3.67"), (360, "12.00")]
)
def test_days_as_months(days, months):
    assert months_of(days) == Decimal(months)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 6, 30), 12, date(2027, 6, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(9999, 5, 1), 12, date.max),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later
