"""Counting the days of a stay (rules 3.6), and turning days into months and back into dates.

Both ends of a stay belong to it. A stay is always counted whole: counted in parts it gains a day
where a part begins on a 31st, and loses one or two where a part ends with February.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from decimal import ROUND_HALF_UP, Decimal

Count = Callable[[date, date], int]

DAYS_IN_A_MONTH = 30
_LONGEST_SEARCH = 800  # days; above any limit of rules 2.1


def counted_days_360(start: date, end: date) -> int:
    """Days of a long student stay: a year has 360 days, a month 30, and a 31st counts as a 30th.

    The Commission's own formula (rules 3.6). It can give more days than the calendar (February)
    or fewer (a stay over a 31st). Raises ValueError if the stay ends before it starts.
    """
    _check_order(start, end)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months * DAYS_IN_A_MONTH + min(end.day, 30) - min(start.day, 30) + 1


def calendar_days(start: date, end: date) -> int:
    """Days of a short student stay and of every staff stay, as the calendar has them (rules 3.6).

    Raises ValueError if the stay ends before it starts.
    """
    _check_order(start, end)
    return (end - start).days + 1


def months_of(days: int) -> Decimal:
    """Days as months of 30 days, to two decimals, as the Beneficiary Module stores them (rules 2.2)."""
    return (Decimal(days) / DAYS_IN_A_MONTH).quantize(Decimal("0.01"), ROUND_HALF_UP)


def earliest_end(start: date, least: int, count: Count) -> date:
    """The first day on which a stay begun at `start` has `least` days by `count`."""
    days_on = range(_room_after(start))
    return start + timedelta(bisect_left(days_on, least, key=lambda n: count(start, start + timedelta(n))))


def latest_end(start: date, most: int, count: Count) -> date:
    """The last day on which a stay begun at `start` still has at most `most` days by `count` (`most` >= 1)."""
    days_on = range(_room_after(start))
    return start + timedelta(bisect_right(days_on, most, key=lambda n: count(start, start + timedelta(n))) - 1)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of that month: 29 February + 12 = 28 February."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def _room_after(start: date) -> int:
    """How many days to search, without running past the end of the calendar."""
    return min(_LONGEST_SEARCH, (date.max - start).days)


def _check_order(start: date, end: date) -> None:
    if end < start:
        raise ValueError(f"The stay ends ({end}) before it starts ({start}).")
