"""Nobody agrees to a stay after its first day, nor to two stays on the same days."""

import pytest
from django.urls import reverse

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import words_of
from placements.applications import tasks
from placements.applications.models import Application
from placements.applications.transitions.host import accept
from placements.applications.transitions.trainee import confirm
from placements.approval.transitions import approve, cancel
from tests.mechanisms.threads import at_once
from tests.people import day, on


def begun(world, state, since=-3):
    return world.application_in(state, since=since, starts=-1)


def test_nobody_agrees_after_the_first_day(world):
    with pytest.raises(MoveRefused, match=r"has passed\. Ask the trainee to withdraw and apply again"):
        accept(application=begun(world, "submitted"), by=world.host)
    with pytest.raises(MoveRefused, match=r"has passed\. Withdraw, and agree on later dates"):
        confirm(application=begun(world, "accepted"), by=world.trainee)
    late = begun(world, "confirmed")
    with pytest.raises(MoveRefused, match=r"has passed\. Refuse, and say which dates"):
        approve(application=late, by=world.coordinator, is_digital=True)
    late.refresh_from_db()
    assert late.state == "confirmed"


def test_on_the_first_day_it_is_not_too_late(world):
    application = world.application_in("confirmed", since=-3, starts=0)
    tasks.lapse_overdue()
    approve(application=application, by=world.coordinator, is_digital=True)
    assert application.state == "approved"


@pytest.mark.parametrize("state", ["submitted", "shortlisted", "talk", "accepted", "confirmed"])
def test_what_waits_after_the_first_day_lapses_and_all_are_told(world, state):
    application = begun(world, state)
    tasks.lapse_overdue()
    application.refresh_from_db()
    application.offer.refresh_from_db()
    assert (application.state, application.offer.places_held) == ("lapsed", 0)
    told = Notification.objects.filter(kind="applications.lapsed")
    assert {notice.person for notice in told} == {world.trainee, world.host, world.coordinator}
    for notice in told:
        assert "came before everybody had agreed" in words_of(notice, application).text


def test_a_stay_in_the_same_days_as_an_approved_one_is_neither_taken_nor_approved(world):
    taken = world.application_in("confirmed")
    accepted = world.application_in("accepted", starts=100)
    approved = world.application_in("approved", starts=60)
    sentence = "overlap with an approved stay at Orangerie Robotics B.V., from"
    with pytest.raises(MoveRefused, match=sentence):
        confirm(application=accepted, by=world.trainee)
    with pytest.raises(MoveRefused, match=sentence):
        approve(application=taken, by=world.coordinator, is_digital=True)
    cancel(placement=approved.placement, by=world.coordinator, why="The host has moved.")
    confirm(application=accepted, by=world.trainee)
    approve(application=taken, by=world.coordinator, is_digital=True)


def test_a_stay_before_an_approved_one_is_taken(world):
    before = world.application_in("accepted", starts=10)
    world.application_in("approved", starts=100)
    confirm(application=before, by=world.trainee)
    assert before.state == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_of_two_stays_in_the_same_days_one_is_approved_at_the_same_moment(world):
    waiting = [world.application_in("confirmed") for _number in range(4)]
    office = world.coordinator
    outcomes = at_once(lambda number: approve(application=waiting[number], by=office, is_digital=True), 4)
    assert sum(isinstance(outcome, MoveRefused) for outcome in outcomes) == 3
    assert Application.objects.approved().count() == 1


# --- months (R5) ---------------------------------------------------------------------------------------


def months(client, application) -> str:
    page = client.get(application.get_absolute_url())
    (sentence,) = [finding.sentence for finding in page.context["findings"] if finding.rule == "R5"]
    return sentence


@pytest.fixture
def trainees_page(client, trainee):
    client.force_login(trainee)
    return client


def test_a_stay_approved_here_uses_up_months(trainees_page, world):
    waiting = world.application_in("submitted", starts=150)
    assert "cycle: 0.00." in months(trainees_page, waiting)
    approved = world.application_in("approved")
    used = months(trainees_page, waiting)
    assert "cycle: 0.00." not in used
    cancel(placement=approved.placement, by=world.coordinator, why="The trainee fell ill.")
    assert "cycle: 0.00." in months(trainees_page, waiting)


def test_a_stay_that_is_also_named_in_the_profile_counts_once(trainees_page, world):
    waiting = world.application_in("submitted", starts=150)
    approved = world.application_in("approved")
    once = months(trainees_page, waiting)
    mobilities = world.trainee.trainee.earlier_mobilities
    mobilities.create(programme="Erasmus+", cycle=1, start=approved.starts, end=approved.ends)
    assert months(trainees_page, waiting) == once
    mobilities.create(programme="Erasmus+", cycle=1, start=day(-400), end=day(-300))
    assert months(trainees_page, waiting) != once


def test_a_stay_of_the_cycle_before_does_not_count(trainees_page, world):
    world.application_in("approved")
    person = world.trainee.trainee
    person.eqf = 7
    person.save()
    assert "cycle: 0.00." in months(trainees_page, world.application_in("submitted", starts=150))


def test_the_months_of_approved_stays_stop_the_approval(client, world):
    waiting = world.application_in("confirmed", starts=150)
    approved = world.application_in("approved")
    Application.objects.filter(pk=approved.pk).update(starts=day(-330))
    client.force_login(world.coordinator)
    data = {"act": "approve", "is_digital": "yes"}
    page = client.post(reverse("decide", args=[waiting.pk]), data, follow=True)
    assert "R5: " in page.text
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


# --- the tasks -----------------------------------------------------------------------------------------


def test_one_that_fails_does_not_stop_those_after_it(world, monkeypatch, caplog):
    first, second = (world.application_in("accepted", by=world.student(name).user) for name in ("One", "Two"))
    asked = [world.proposal_in("asked") for _number in range(2)]
    lapse, lapse_proposal = tasks.lapse, tasks.lapse_proposal

    def broken(application):
        if application == first:
            raise RuntimeError("broken")
        lapse(application=application)

    def broken_proposal(proposal):
        if proposal == asked[0]:
            raise RuntimeError("broken")
        lapse_proposal(proposal=proposal)

    monkeypatch.setattr(tasks, "lapse", broken)
    monkeypatch.setattr(tasks, "lapse_proposal", broken_proposal)
    with on(30):
        tasks.lapse_overdue()
    for row in (first, second, *asked):
        row.refresh_from_db()
    assert [row.state for row in (first, second, *asked)] == ["accepted", "lapsed", "asked", "lapsed"]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"Application {first.pk} could not lapse",
        f"Proposal {asked[0].pk} could not lapse",
    ]
