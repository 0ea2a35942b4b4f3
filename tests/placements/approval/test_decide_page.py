"""The decision and the placement, by pages; the queue has tests of its own."""

from html import unescape

import pytest
from django.urls import reverse

from accounts.coordinators.transitions import admit
from mechanisms.notifications.models import Notification
from placements.applications.models import Application
from placements.approval.models import Decision, Placement
from tests.people import day, on, term


@pytest.fixture
def confirmed(world):
    return world.application_in("confirmed")


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def decide(office, application, **data):
    page = office.post(reverse("decide", args=[application.pk]), data, follow=True)
    application.refresh_from_db()
    return page


def read(office, application):
    return office.get(reverse("decide", args=[application.pk]))


def not_digital(application):
    """R1, the one rule that a coordinator may go over."""
    application.offer.activities.clear()


def too_short(application):
    """R4, which nobody goes over."""
    Application.objects.filter(pk=application.pk).update(ends=application.starts)


# --- what is read ------------------------------------------------------------------------------------------


def test_findings_have_their_figures_and_source(office, confirmed):
    page = read(office, confirmed).text
    for words in ("Passed", "R3", "host country: NL", "sending country: CZ", "least: 60", "kind of stay: Long stay"):
        assert words in page
    assert f"kind of host: {term('host_kind', 'ENT').label}" in unescape(page)
    assert f"activities: {term('activity', 'DS2').label}" in unescape(page)
    assert "Sketch, build and test our web shop." in page
    assert "DS2" in page


def test_neither_yes_nor_no_is_chosen_beforehand(office, confirmed):
    page = read(office, confirmed)
    assert page.context["form"]["is_digital"].value() is None
    assert " checked" not in page.text


def test_the_day_of_the_decision_is_the_day_of_the_selection(office, world):
    """R6: a graduate is selected by this decision."""
    sent = world.application_in("confirmed")
    Application.objects.filter(pk=sent.pk).update(kind="he_graduate", degree_date=day(50))
    assert "12 months after the graduation" in read(office, sent).text
    page = decide(office, sent, act="approve", is_digital="yes")
    assert "Approved." in page.text


# --- what is decided ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "counted"), [("yes", True), ("no", False)])
def test_yes_or_no_to_digital_goes_with_the_placement(office, confirmed, answer, counted):
    decide(office, confirmed, act="approve", is_digital=answer)
    assert confirmed.state == "approved"
    assert (Decision.objects.get().is_digital, Placement.objects.get().is_digital) == (counted, counted)


def test_an_approval_without_that_answer_is_none(office, confirmed):
    page = decide(office, confirmed, act="approve", reason="All is well.")
    assert "Say yes or no before you approve." in page.text
    assert "All is well." in page.text
    assert confirmed.state == "confirmed"


def test_a_refusal_needs_a_reason(office, confirmed):
    assert "Say why you refuse" in decide(office, confirmed, act="refuse").text
    assert "Say why you refuse" in decide(office, confirmed, act="refuse", reason=" \n ").text
    assert confirmed.state == "confirmed"
    page = decide(office, confirmed, act="refuse", reason="It falls into your examinations.")
    assert "Refused." in page.text
    assert confirmed.state == "refused"
    told = {kind: Notification.objects.get(kind=kind).person.given_name for kind in SAID_OF_A_REFUSAL}
    assert told == {"applications.refused": "Trainee", "applications.not_approved": "Host"}
    assert "examinations" not in str(Notification.objects.get(kind="applications.not_approved").context)


SAID_OF_A_REFUSAL = ("applications.refused", "applications.not_approved")


@pytest.mark.parametrize("reason", ["x" * 10_000, "a\x00b"])
def test_bad_words_get_a_sentence(office, confirmed, reason):
    page = decide(office, confirmed, act="refuse", reason=reason)
    assert list(page.context["form"].errors) == ["reason"]
    assert page.context["form"]["reason"].value() == reason
    assert confirmed.state == "confirmed"


@pytest.mark.parametrize("data", [{}, {"act": "dance"}, {"act": "approve", "is_digital": "maybe"}])
def test_an_answer_that_is_none(office, confirmed, data):
    page = decide(office, confirmed, **data)
    assert page.context["form"].errors
    assert confirmed.state == "confirmed"


def test_a_blocked_rule_stops_the_approval(office, confirmed):
    too_short(confirmed)
    page = read(office, confirmed).text
    assert "A rule is blocked that nobody can override:" in page
    assert 'value="approve"' not in page
    page = decide(office, confirmed, act="approve", is_digital="yes", reason="I insist.")
    assert "R4: " in page.text
    assert confirmed.state == "confirmed"
    assert not Decision.objects.exists()
    decide(office, confirmed, act="refuse", reason="It is too short.")
    assert confirmed.state == "refused"


def test_r1_is_overridden_with_a_reason(office, confirmed):
    not_digital(confirmed)
    page = decide(office, confirmed, act="approve", is_digital="no")
    assert "Say why you approve although a rule is blocked." in page.text
    assert confirmed.state == "confirmed"
    decide(office, confirmed, act="approve", is_digital="no", reason="A drawing office; it still runs.")
    assert confirmed.state == "approved"
    decision = Decision.objects.get()
    assert decision.reason == "A drawing office; it still runs."
    assert {row["rule"]: row["outcome"] for row in decision.findings}["R1"] == "blocked"


def test_what_was_decided_stands_as_it_was(office, confirmed, world):
    decide(office, confirmed, act="approve", is_digital="yes", reason="Well prepared.")
    confirmed.offer.activities.clear()
    page = read(office, confirmed).text
    for words in ("Coordinator Example", "Well prepared.", "As it stood when it was decided.", "host country: NL"):
        assert words in page
    assert "Blocked" not in page
    assert 'value="refuse"' not in page


def test_a_stale_page_gets_a_sentence(office, confirmed, world, client):
    client.force_login(world.trainee)
    client.post(reverse("withdraw_application", args=[confirmed.pk]))
    client.force_login(world.coordinator)
    page = decide(office, confirmed, act="approve", is_digital="yes", reason="Typed for long.")
    assert "the state is now “Withdrawn”" in page.text
    assert not Placement.objects.exists()


def test_another_institution_finds_nothing(client, confirmed, other_coordinator):
    client.force_login(other_coordinator)
    assert read(client, confirmed).status_code == 404
    assert client.post(reverse("decide", args=[confirmed.pk]), {"act": "approve"}).status_code == 404
    assert client.get(confirmed.get_absolute_url()).status_code == 404
    assert "Trainee Example" not in client.get(reverse("cases")).text


def test_nobody_decides_on_the_own_case(client, world, confirmed):
    admit(coordinator=world.asking(world.trainee, world.university), by=world.administrator)
    client.force_login(world.trainee)
    assert read(client, confirmed).status_code == 404
    queue = client.get(reverse("cases")).text
    assert confirmed.get_absolute_url() not in queue
    assert reverse("decide", args=[confirmed.pk]) not in queue


# --- lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_placements(office, world, count, django_assert_num_queries):
    for number in range(count):
        world.placement_in("planned", by=world.student(f"Number{number}").user)
    with django_assert_num_queries(5):  # session, person, unread notices, how many, placements
        page = office.get(reverse("placements"))
    assert page.text.count('data-state="planned"') == count
    assert "No placements here" in office.get(reverse("placements"), {"state": "cancelled"}).text


# --- a placement ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["planned", "running", "completed", "cancelled"])
def test_a_placement_says_where_it_stands(client, world, state):
    placement = world.placement_in(state)
    for reader in (world.trainee, world.host, world.coordinator, world.administrator):
        client.force_login(reader)
        page = client.get(placement.get_absolute_url())
        assert f'data-state="{state}"' in page.text
        last = page.context["steps"][-1].status
        assert last == {"planned": "next", "running": "now", "completed": "done", "cancelled": "stop"}[state]
        may_cancel = reader == world.coordinator and state in {"planned", "running"}
        assert (reverse("cancel_placement", args=[placement.pk]) in page.text) == may_cancel
        assert ("The trainee fell ill." in page.text) == (state == "cancelled")


def test_cancelling_needs_a_reason_and_frees_the_place(office, world):
    placement = world.placement_in("planned")
    offer = placement.application.offer
    where = reverse("cancel_placement", args=[placement.pk])
    assert "This field is required." in office.post(where, {"why": ""}).text
    for _press in range(2):
        page = office.post(where, {"why": "The trainee fell ill."}, follow=True)
        assert "The placement is cancelled." in page.text
    placement.refresh_from_db()
    offer.refresh_from_db()
    assert (placement.state, offer.places_held, placement.steps.count()) == ("cancelled", 0, 1)
    page = office.get(placement.application.get_absolute_url()).text
    for words in ('data-state="cancelled"', "The trainee fell ill."):
        assert words in page
    told = Notification.objects.filter(kind="approval.cancelled")
    assert {notice.person for notice in told} == {world.trainee, world.host}


def test_only_the_office_cancels(client, world):
    placement = world.placement_in("planned")
    where = reverse("cancel_placement", args=[placement.pk])
    for other in (world.trainee, world.host, world.other_coordinator, world.stranger):
        client.force_login(other)
        assert client.post(where, {"why": "I want to."}).status_code == 404
    placement.refresh_from_db()
    assert placement.state == "planned"


def test_a_stay_that_ended_is_not_cancelled(office, world):
    placement = world.placement_in("completed")
    page = office.post(reverse("cancel_placement", args=[placement.pk]), {"why": "Too late."}, follow=True)
    assert "the state is now “Completed”" in page.text


def test_days_are_counted_in_words(office, world):
    placement = world.placement_in("planned")
    assert "Begins in 40 days." in office.get(placement.get_absolute_url()).text
    with on(39):
        office.force_login(world.coordinator)
        assert "Begins in 1 day." in office.get(placement.get_absolute_url()).text
    running = world.placement_in("running", by=world.student("Runner").user)
    left = (running.ends - day(0)).days
    assert f"Ends in {left} days." in office.get(running.get_absolute_url()).text
