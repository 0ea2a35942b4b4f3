"""From when to when a stay may end, so that dates can be offered rather than refused (rules 2.1, 2.2, R4 to R6, R9)."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programme.rules.cycles import months_allowed
from programme.rules.days import earliest_end, latest_end, months_of
from programme.rules.facts import Facts
from programme.rules.participants import GRADUATES, HE_LEARNERS, last_day_after
from programme.rules.stays import FORMS, Form, forms_for


@dataclass(frozen=True)
class AllowedEnd:
    """A stay of this form may end on any day from `earliest` to `latest`."""

    form: Form
    earliest: date
    latest: date


def allowed_dates(facts: Facts, start: date) -> tuple[AllowedEnd, ...]:
    """The ends allowed for a stay begun at `start`, a range per form of stay; the dates in `facts` are not asked.

    Earlier months or a graduation date that are not known do not narrow the ranges. Empty if no stay fits.
    """
    forms = (
        (FORMS[facts.form],)
        if facts.form
        else forms_for(facts.kind, facts.eqf, facts.virtual_part, elsewhere=facts.elsewhere)
    )
    ranges = (_range(facts, start, form) for form in forms)
    return tuple(allowed for allowed in ranges if allowed.earliest <= allowed.latest)


def _range(facts: Facts, start: date, form: Form) -> AllowedEnd:
    most = form.most
    if facts.kind in HE_LEARNERS and facts.months_used is not None:
        most = min(most, _days_in(months_allowed(one_cycle=facts.one_cycle) - facts.months_used))
    earliest = earliest_end(start, form.least, form.count)
    latest = latest_end(start, most, form.count)
    if facts.kind in GRADUATES and facts.graduation_date is not None:
        latest = min(latest, last_day_after(facts.graduation_date))
    return AllowedEnd(form, earliest, latest)


def _days_in(months: Decimal) -> int:
    """The most days that are not more than so many months, as R5 compares them."""
    return max(0, bisect_right(range(1000), months, key=months_of) - 1)
