from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.allowed_dates import allowed_dates
from programme.rules.days import months_of
from programme.rules.eligibility import findings
from programme.rules.facts import Facts
from programme.rules.findings import Outcome

TODAY = date(2026, 11, 20)
START = date(2027, 2, 1)


def ends(start=START, **facts):
    allowed = allowed_dates(Facts(today=TODAY, **facts), start)
    return {a.form.code: (a.earliest, a.latest) for a in allowed}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"kind": "he_student", "eqf": 6, "virtual_part": False},
            {"he_long": (date(2027, 3, 30), date(2028, 1, 31))},
        ),
        (
            {"kind": "he_student", "eqf": 6, "virtual_part": True},
            {
                "he_blended": (date(2027, 2, 5), date(2027, 3, 2)),
                "he_long": (date(2027, 3, 30), date(2028, 1, 31)),
            },
        ),
        (
            {"kind": "he_student", "eqf": 8, "form": "he_doctoral"},
            {"he_doctoral": (date(2027, 2, 5), date(2027, 3, 2))},
        ),
        (  # 9.5 months used: 75 days are left
            {"kind": "he_student", "eqf": 6, "virtual_part": False, "months_used": Decimal("9.50")},
            {"he_long": (date(2027, 3, 30), date(2027, 4, 15))},
        ),
        (  # one day less than two months is left
            {"kind": "he_student", "eqf": 6, "virtual_part": False, "months_used": Decimal("10.03")},
            {},
        ),
        (
            {"kind": "he_student", "eqf": 6, "months_used": Decimal("13")},
            {},
        ),
        (
            {"kind": "he_graduate", "eqf": 6, "graduation_date": date(2026, 7, 10)},
            {"he_long": (date(2027, 3, 30), date(2027, 7, 10))},
        ),
        (
            {"kind": "vet_learner"},
            {
                "vet_short": (date(2027, 2, 10), date(2027, 4, 30)),
                "vet_long": (date(2027, 5, 1), date(2028, 1, 31)),
            },
        ),
        (
            {"kind": "vet_graduate", "graduation_date": date(2026, 4, 1)},
            {"vet_short": (date(2027, 2, 10), date(2027, 4, 1))},
        ),
        ({"kind": "staff"}, {"staff": (date(2027, 2, 2), date(2027, 4, 1))}),
        (
            {"kind": "staff", "host_country_in_programme": False},
            {"staff_elsewhere": (date(2027, 2, 5), date(2027, 4, 1))},
        ),
    ],
)
def test_ends_allowed_for_a_start(facts, expected):
    assert ends(**facts) == expected


@given(
    start=st.dates(date(2026, 12, 1), date(2027, 12, 31)),
    used_days=st.integers(0, 400),
    pick=st.floats(0, 1),
    one_cycle=st.booleans(),
)
def test_dates_allowed_are_dates_no_rule_blocks(start, used_days, pick, one_cycle):
    """And one day past the range, some rule does."""
    known = {
        "kind": "he_graduate",
        "today": TODAY,
        "eqf": 7,
        "one_cycle": one_cycle,
        "months_used": months_of(used_days),
        "graduation_date": date(2027, 6, 30),
        "selected_on": TODAY,
    }

    def blocked(end):
        rules = findings(Facts(**known, start=start, end=end))
        return {f.rule for f in rules if f.outcome is Outcome.BLOCKED}

    for allowed in allowed_dates(Facts(**known), start):
        width = (allowed.latest - allowed.earliest).days
        assert not blocked(date.fromordinal(allowed.earliest.toordinal() + round(width * pick)))
        assert blocked(date.fromordinal(allowed.earliest.toordinal() - 1))
        assert blocked(date.fromordinal(allowed.latest.toordinal() + 1))
