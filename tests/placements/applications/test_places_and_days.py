"""Held places, what lapses, and what people are reminded of."""

from datetime import timedelta

import pytest

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.lifecycle.reactions import react
from mechanisms.notifications.deadlines import desk_items, remind_due
from mechanisms.notifications.delivery import deliver
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, Proposal
from placements.applications.tasks import lapse_overdue
from placements.applications.transitions.calendar import lapse, lapse_proposal
from placements.applications.transitions.host import accept, decline, shortlist
from placements.applications.transitions.trainee import change, confirm, draft, submit, withdraw
from placements.approval.transitions import refuse
from placements.matching.models import Interest
from placements.offers.transitions import close
from programme.rules.today import programme_today
from tests.people import day, on


@pytest.fixture
def offer(world):
    return world.offer_in("published", places=1)


def places(offer) -> tuple[int, str]:
    offer.refresh_from_db()
    return offer.places_held, offer.state


# --- places ----------------------------------------------------------------------------------------------


def test_withdrawing_frees_the_place(world, offer):
    sent = world.application_in("accepted", at=offer)
    assert places(offer) == (1, "filled")
    withdraw(application=sent, by=world.trainee)
    assert places(offer) == (0, "published")


def test_declining_after_all_frees_the_place(world, offer):
    sent = world.application_in("accepted", at=offer)
    decline(application=sent, by=world.host, why="Our funding ended.")
    assert places(offer) == (0, "published")


def test_a_refusal_frees_the_place(world, offer):
    sent = world.application_in("confirmed", at=offer)
    refuse(application=sent, by=world.coordinator, reason="It falls into your examinations.")
    assert places(offer) == (0, "published")


def test_a_lapse_frees_the_place(world):
    offer = world.offer_in("published", places=1, deadline=day(90), starts_from=day(100))
    sent = world.application_in("accepted", at=offer, starts=110)
    with on(8):
        lapse(application=sent)
    assert places(offer) == (0, "published")


def test_declining_before_a_place_was_held_frees_none(world, offer):
    world.application_in("accepted", at=offer)
    waiting = world.application_in("submitted", by=world.student("Second").user, at=world.offer_in("published"))
    decline(application=waiting, by=world.host, why="We chose somebody else.")
    assert places(offer) == (1, "filled")


def test_a_host_may_not_accept_more_than_its_places(world):
    offer = world.offer_in("published", places=1)
    first = world.application_in("submitted", at=offer)
    second = world.application_in("submitted", by=world.student("Second").user, at=offer)
    accept(application=first, by=world.host)
    with pytest.raises(MoveRefused, match="All places of this offer are taken"):
        accept(application=second, by=world.host)
    second.refresh_from_db()
    assert second.state == "submitted"
    assert not second.steps.filter(move="accept").exists()


# --- the verbs refuse ------------------------------------------------------------------------------------


def test_nobody_applies_for_somebody_else(world, offer):
    with pytest.raises(MoveRefused, match="only apply for yourself"):
        draft(offer=offer, trainee=world.trainee.trainee, by=world.host, kind="he_student")
    sent = world.application_in("draft")
    with pytest.raises(MoveRefused, match="Only the trainee can change"):
        change(application=sent, by=world.coordinator, motivation="x")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": None}, "Say from when to when"),
        ({"motivation": " "}, "Write why"),
        ({"cv": None}, "Add your CV"),
        ({"kind": "staff"}, "other kinds of participants"),
        ({"kind": "he_graduate"}, "before your degree"),
        ({"answers": [""]}, "Answer the host's questions"),
        ({"ends": lambda: day(400)}, "inside the offer's period"),
        ({"starts": lambda: day(-3)}, "lies in the past"),
    ],
)
def test_an_incomplete_draft_is_not_sent_by_any_door(world, changes, sentence):
    sent = world.application_in("draft")
    changes = {name: value() if callable(value) else value for name, value in changes.items()}
    Application.objects.filter(pk=sent.pk).update(**changes)
    with pytest.raises(MoveRefused, match=sentence):
        submit(application=sent, by=world.trainee)
    sent.refresh_from_db()
    assert sent.state == "draft"


def test_sending_marks_the_offer_as_applied_for(world):
    sent = world.application_in("submitted")
    assert Interest.objects.get(offer=sent.offer).applied_at


# --- what lapses -------------------------------------------------------------------------------------------


def test_what_nobody_answered_lapses_and_what_waits_stays(world):
    silent = world.application_in("submitted", since=-29, starts=90)
    late = world.application_in("submitted", by=world.student("Late").user, since=-20, starts=90)
    untaken = world.application_in("accepted", by=world.student("Untaken").user, since=-8, starts=90)
    waiting = world.application_in("confirmed", by=world.student("Waiting").user, since=-20, starts=90)
    unsent = world.application_in("draft", by=world.student("Unsent").user, since=-31, starts=90)
    fresh = world.application_in("draft", by=world.student("Fresh").user)
    asked = world.proposal_in("asked")
    Proposal.objects.filter(pk=asked.pk).update(answer_by=day(-1))
    for _twice in range(2):
        lapse_overdue()
    states = {
        name: Application.objects.get(pk=sent.pk).state
        for name, sent in {
            "silent": silent, "late": late, "untaken": untaken, "waiting": waiting, "unsent": unsent, "fresh": fresh,
        }.items()
    }  # fmt: skip
    assert states == {
        "silent": "lapsed",
        "late": "submitted",
        "untaken": "lapsed",
        "waiting": "confirmed",
        "unsent": "lapsed",
        "fresh": "draft",
    }
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    told = Notification.objects.filter(kind="applications.lapsed", about_id=str(silent.pk))
    assert {notice.person for notice in told} == {world.trainee, world.host}
    drafts = Notification.objects.filter(kind="applications.draft_lapsed")
    assert {notice.person.given_name for notice in drafts} == {"Unsent"}


def test_nothing_lapses_that_was_answered_meanwhile(world):
    sent = world.application_in("submitted")
    with pytest.raises(MoveRefused, match="not overdue"):
        lapse(application=sent)
    with pytest.raises(MoveRefused, match="Confirmed by the host"):
        lapse_proposal(proposal=world.proposal_in("confirmed"))


def test_a_task_goes_on_after_one_that_was_answered(world, monkeypatch):
    world.application_in("accepted", since=-8, starts=90)
    world.application_in("accepted", by=world.student("Other").user, since=-8, starts=90)
    stale = list(Application.objects.overdue().with_parties())
    confirm(application=stale[0], by=stale[0].trainee.user)
    monkeypatch.setattr(type(Application.objects.all()), "overdue", _once(stale, Application.objects.none().overdue))
    lapse_overdue()
    assert sorted(Application.objects.values_list("state", flat=True)) == ["accepted", "confirmed"]


def _once(stale, _overdue):
    """The rows as a task read them a moment ago; `lapse` itself asks the database again and finds none."""
    answers = iter([type("Rows", (), {"with_parties": lambda self: stale})()])

    def overdue(queryset):
        return next(answers, queryset.none())

    return overdue


# --- who is reminded -----------------------------------------------------------------------------------------


def reminded(kind) -> list[str]:
    rows = Notification.objects.filter(kind=kind).order_by("created")
    return sorted(notice.person.given_name for notice in rows)


CASES = {
    "applications.draft_due": ("draft", "trainee", "deadline"),
    "applications.answer_due": ("submitted", "host", "answer_by"),
    "applications.confirmation_due": ("accepted", "trainee", "confirm_by"),
    "applications.decision_due": ("confirmed", "coordinator", "decide_by"),
}


@pytest.mark.parametrize("kind", CASES)
def test_whose_turn_it_is_is_reminded_once(world, kind):
    state, who, due = CASES[kind]
    sent = world.application_in(state)
    due = sent.offer.deadline if due == "deadline" else getattr(sent, due)
    lead = 5 if state == "draft" else 3
    for before in (lead + 2, lead, lead, 0):
        remind_due(due - timedelta(days=before))
    assert reminded(kind) == [who.title()] * 2


def test_a_decision_that_is_late_reaches_the_administrator(world):
    world.administrator  # noqa: B018  there is one
    sent = world.application_in("confirmed", starts=90)
    remind_due(sent.decide_by + timedelta(days=7))
    assert reminded("applications.decision_due") == ["Administrator", "Coordinator"]


def test_a_reminder_is_said_only_while_it_is_true(world, mailoutbox):
    sent = world.application_in("submitted")
    remind_due(sent.answer_by - timedelta(days=3))
    notice = Notification.objects.get(kind="applications.answer_due")
    decline(application=sent, by=world.host, why="We chose somebody else.")
    assert deliver([notice.pk]) == 0
    notice.refresh_from_db()
    assert notice.state == "dropped"


def test_received_is_not_said_once_the_host_has_acted(world):
    sent = world.application_in("submitted")
    notice = Notification.objects.get(kind="applications.received")
    shortlist(application=sent, by=world.host)
    deliver([notice.pk])
    notice.refresh_from_db()
    assert notice.state == "dropped"


def test_the_desk_lists_what_awaits_each(world):
    sent = world.application_in("submitted")
    taken = world.application_in("confirmed", by=world.student("Taker").user)
    today = programme_today()
    assert [item.url for item in desk_items(world.host, today)] == [sent.get_absolute_url()]
    assert [item.row for item in desk_items(world.coordinator, today)] == [taken]
    assert desk_items(world.trainee, today) == []


def test_those_who_write_a_draft_are_told_that_the_offer_closed(world):
    unsent = world.application_in("draft")
    sent = world.application_in("submitted", by=world.student("Sender").user, at=unsent.offer)
    step = close(offer=unsent.offer, by=world.host, why="We move to another town.")
    for _twice in range(2):
        react("placements.applications.reactions.tell_drafts_that_the_offer_closed", step.pk)
    notice = Notification.objects.get(kind="applications.offer_closed")
    assert (notice.person, notice.context["why"]) == (world.trainee, "We move to another town.")
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_a_withdrawal_is_told_to_those_whose_turn_it_is(world):
    withdraw(application=world.application_in("confirmed"), by=world.trainee, why="I am ill.")
    told = Notification.objects.filter(kind="applications.withdrawn")
    assert {notice.person for notice in told} == {world.host, world.coordinator}
    withdraw(application=world.application_in("draft"), by=world.trainee)
    assert told.count() == 2
