import pytest

from mechanisms.lifecycle.machine import MoveRefused
from placements.calls.models import Call
from placements.calls.transitions import change_call, open_call
from tests.placements.calls.rounds import terms


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_the_institutions_coordinator_and_an_administrator_open_a_call(request, institution, who):
    by = request.getfixturevalue(who)
    call = open_call(by=by, institution=institution, **terms())
    call.refresh_from_db()
    assert (call.institution, call.created_by, call.year) == (institution, by, 2026)


@pytest.mark.parametrize("who", ["coordinator_elsewhere", "stranger"])
def test_nobody_else_opens_or_changes_a_call(request, institution, call, who):
    by = request.getfixturevalue(who)
    with pytest.raises(MoveRefused, match="Only a coordinator"):
        open_call(by=by, institution=institution, **terms(title="Mine"))
    with pytest.raises(MoveRefused, match="Only a coordinator"):
        change_call(by=by, call=call, **terms(title="Mine"))
    assert [call.title for call in Call.objects.all()] == ["Traineeships in autumn"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"opens": 2, "closes": 1}, "closes before it opens"),
        ({"year": 2028}, "between 2021 and 2027"),
        ({}, "already a call with this title"),
    ],
)
def test_what_the_database_refuses_is_said_in_a_sentence(coordinator, institution, call, changes, sentence):
    with pytest.raises(MoveRefused, match=sentence):
        open_call(by=coordinator, institution=institution, **terms(**changes))
    assert Call.objects.count() == 1


def test_a_planned_call_can_change_wholly(coordinator, planned):
    changed = terms(opens=1, closes=2, year=2027, action="KA171", title="Later")
    change_call(by=coordinator, call=planned, **changed)
    planned.refresh_from_db()
    assert {name: getattr(planned, name) for name in changed} == changed


def test_an_open_call_can_be_renamed_and_prolonged(coordinator, call):
    change_call(by=coordinator, call=call, **terms(closes=60, title="Longer"))
    call.refresh_from_db()
    assert (call.title, call.closes) == ("Longer", terms(closes=60)["closes"])


@pytest.mark.parametrize("changes", [{"year": 2027}, {"action": "KA171"}, {"opens": -1}, {"opens": 3}])
def test_terms_are_fixed_once_the_call_has_opened(coordinator, call, changes):
    with pytest.raises(MoveRefused, match="has opened"):
        change_call(by=coordinator, call=call, **terms(**changes))
