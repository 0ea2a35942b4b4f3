"""Five questions, a dot for each yes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from placements.matching.scoring import NEAR_TO, Facts, Wish, best_first, fit

START = date(2027, 3, 1)
WISH = Wish(
    skills=frozenset({1, 2}), competences=frozenset({7}), study="0222", countries=frozenset({"NL"}), begins=START
)
OFFER = Facts(
    pk=1,
    wanted=frozenset({1}),
    taught=frozenset({3}),
    competences=frozenset(),
    field="web-design",
    country="NL",
    starts=START,
    ends=START + timedelta(days=200),
    deadline=START - timedelta(days=30),
)


def test_all_five():
    assert fit(WISH, OFFER).dots == 5


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("uses", {"wanted": frozenset({9})}),
        ("uses", {"wanted": frozenset()}),
        ("teaches", {"taught": frozenset({1, 2})}),
        ("field", {"field": "quantum-technology"}),
        ("country", {"country": "ES"}),
        ("dates", {"starts": START + timedelta(days=32)}),
        ("dates", {"ends": START + timedelta(days=59)}),
    ],
)
def test_each_question_is_one_dot(part, changes):
    found = fit(WISH, replace(OFFER, **changes))
    assert (getattr(found, part), found.dots) == (False, 4)


def test_staff_learn_the_competences_they_want():
    assert fit(WISH, replace(OFFER, taught=frozenset(), competences=frozenset({7, 8}))).teaches
    assert not fit(WISH, replace(OFFER, taught=frozenset(), competences=frozenset({8}))).teaches


def test_who_says_nothing_gets_what_teaches_something():
    assert fit(Wish(), OFFER).dots == 1


def test_best_first_then_what_asks_for_the_least_then_what_closes_first():
    poor = replace(OFFER, pk=2, country="ES")
    asks = replace(OFFER, pk=3, wanted=frozenset({1, 8, 9}))
    later = replace(OFFER, pk=4, deadline=OFFER.deadline + timedelta(days=1))
    assert [found.pk for found in best_first(WISH, [poor, asks, later, OFFER])] == [1, 4, 3, 2]


def test_a_better_fitting_offer_never_stands_lower():
    best, *others = best_first(WISH, [replace(OFFER, pk=pk, country=code) for pk, code in ((5, "ES"), (6, "NL"))])
    assert (best.pk, best.dots > others[0].dots) == (6, True)


def test_each_broad_field_of_study_has_fields_near_to_it():
    assert {f"{code:02}" for code in range(11)} == set(NEAR_TO)
    assert all(NEAR_TO.values())
