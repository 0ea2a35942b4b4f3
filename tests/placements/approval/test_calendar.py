"""Stays begin and end by the calendar."""

import pytest

from mechanisms.lifecycle.machine import MoveRefused
from placements.approval import tasks, transitions
from placements.approval.models import Placement
from placements.approval.tasks import follow_the_calendar
from placements.approval.transitions import begin, cancel
from tests.people import on


def test_a_stay_begins_on_its_first_day_and_is_complete_after_its_last(world):
    placement = world.placement_in("planned")
    host = placement.application.offer.host
    length = (placement.ends - placement.starts).days
    states = []
    for days in (39, 40, 40 + length, 41 + length, 41 + length):
        with on(days):
            follow_the_calendar()
        placement.refresh_from_db()
        states.append(placement.state)
    assert states == ["planned", "running", "running", "completed", "completed"]
    host.refresh_from_db()
    assert host.stays_completed == 1


def test_a_cancelled_stay_never_begins(world):
    placement = world.placement_in("planned")
    cancel(placement=placement, by=world.coordinator, why="The trainee fell ill.")
    with on(60):
        follow_the_calendar()
    placement.refresh_from_db()
    assert placement.state == "cancelled"
    with pytest.raises(MoveRefused, match="Cancelled"):
        begin(placement=placement)


def test_a_stay_cancelled_while_it_runs_keeps_its_place(world):
    """The trainee has been there; nobody else comes for the rest."""
    placement = world.placement_in("running")
    cancel(placement=placement, by=world.coordinator, why="The trainee fell ill.")
    offer = placement.application.offer
    offer.refresh_from_db()
    assert offer.places_held == 1


def test_one_that_cannot_move_does_not_stop_the_others(world, monkeypatch):
    placements = [world.placement_in("planned"), world.placement_in("planned", by=world.student("Other").user)]
    starting = list(Placement.objects.with_parties())
    cancel(placement=Placement.objects.get(pk=placements[0].pk), by=world.coordinator, why="The trainee fell ill.")
    rows = type("Rows", (), {"with_parties": lambda self: starting})()
    monkeypatch.setattr(type(Placement.objects.all()), "starting", lambda queryset: rows)
    follow_the_calendar()
    assert sorted(Placement.objects.values_list("state", flat=True)) == ["cancelled", "running"]


def test_one_that_fails_does_not_stop_those_after_it(world, monkeypatch, caplog):
    first, second = (world.placement_in("planned", by=world.student(name).user) for name in ("One", "Two"))

    def begin(placement):
        if placement == first:
            raise RuntimeError("broken")
        transitions.begin(placement=placement)

    monkeypatch.setattr(tasks, "begin", begin)
    with on(50):
        tasks.follow_the_calendar()
    for placement in (first, second):
        placement.refresh_from_db()
    assert (first.state, second.state) == ("planned", "running")
    assert f"Placement {first.pk} could not begin" in caplog.text
