from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from placements.calls.models import Call
from placements.calls.transitions import open_call
from programme.codelists.models import Country
from tests.placements.calls.rounds import TODAY, terms


@pytest.mark.parametrize(("day", "is_open"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_call_is_open_from_its_first_to_its_last_day(call, day, is_open):
    assert Call.objects.open(TODAY() + timedelta(day)).exists() is is_open


@pytest.mark.parametrize(
    ("action", "kinds"),
    [
        ("KA131", {"he_student", "he_graduate", "staff"}),
        ("KA171", {"he_student", "he_graduate", "staff"}),
        ("KA121", {"vet_learner", "vet_graduate"}),
        ("KA122", {"vet_learner", "vet_graduate"}),
    ],
)
def test_a_call_is_for_those_whom_its_action_pays(coordinator, institution, action, kinds):
    open_call(by=coordinator, institution=institution, **terms(action=action))
    everybody = ["he_student", "he_graduate", "vet_learner", "vet_graduate", "staff"]
    assert {kind for kind in everybody if Call.objects.for_kind(kind).exists()} == kinds


def test_an_application_falls_under_the_open_call_that_closes_first(coordinator, institution, call):
    sooner = open_call(by=coordinator, institution=institution, **terms(closes=10, title="Last places"))
    open_call(by=coordinator, institution=institution, **terms(opens=1, closes=5, title="Not open yet"))
    open_call(by=coordinator, institution=institution, **terms(opens=-9, closes=-1, title="Over"))
    open_call(by=coordinator, institution=institution, **terms(closes=5, action="KA121"))
    assert found_by(institution) == sooner
    assert found_by(institution, on=TODAY() + timedelta(20)) == call


def found_by(institution, kind="he_student", on=None, country="NL"):
    return Call.objects.for_application(institution, kind, on or TODAY(), host_country=Country.objects.get(pk=country))


def test_an_application_finds_no_call_of_another_institution(call, elsewhere):
    assert found_by(elsewhere) is None


def test_the_call_pays_for_the_country_of_the_host(coordinator, institution, call):
    """Rules 2.4: KA131 inside the programme countries, KA171 outside, which closes first here."""
    outside = open_call(by=coordinator, institution=institution, **terms(closes=10, action="KA171"))
    assert (found_by(institution, country="NL"), found_by(institution, country="CH")) == (call, outside)
    assert (found_by(institution, "staff", country="NL"), found_by(institution, "staff", country="UA")) == (
        call,
        outside,
    )


def test_a_vet_call_pays_for_any_country(coordinator, institution):
    call = open_call(by=coordinator, institution=institution, **terms(action="KA122"))
    assert [found_by(institution, "vet_learner", country=code) for code in ("NL", "CH")] == [call, call]


def test_everybody_may_see_a_call_and_few_run_it(call, coordinator, coordinator_elsewhere, administrator, stranger):
    for user in [coordinator, coordinator_elsewhere, administrator, stranger, AnonymousUser()]:
        assert call in Call.objects.visible_to(user)
    assert [call in Call.objects.run_by(user) for user in [coordinator, administrator]] == [True, True]
    assert [call in Call.objects.run_by(user) for user in [coordinator_elsewhere, stranger]] == [False, False]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"opens": 1, "closes": 0}, "closes before it opens"),
        ({"year": 2020}, "between 2021 and 2027"),
        ({"year": 2028}, "between 2021 and 2027"),
    ],
)
def test_a_call_that_cannot_be_says_why(institution, changes, complaint):
    with pytest.raises(ValidationError, match=complaint):
        Call(institution=institution, **terms(**changes)).validate_constraints()
