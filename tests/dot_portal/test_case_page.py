"""A case on one page for the office, its smaller view for the trainee and the host; the page of a person, of a host."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mechanisms.notes import keeping
from placements.applications.transitions.trainee import withdraw
from placements.applications.transitions.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def read(client, person, thing):
    client.force_login(person)
    return client.get(thing.get_absolute_url())


def test_the_office_reads_everything_on_one_page(office, world):
    placement = world.placement_in("planned")
    case = placement.application
    page = office.get(placement.get_absolute_url()).text
    assert page.count("<h1") == 1
    for words in (
        world.trainee.email,
        world.host.email,
        "supervisor@example.eu",
        "Sketch, build and test our web shop.",
        "I would like to use what I learn",
        "To show a finished piece of work.",
        "What the rules said when it was decided",
        "90 days by the calendar",
        reverse("application_cv", args=[case.pk]),
        reverse("cancel_placement", args=[placement.pk]),
        reverse("person", args=[case.trainee_id]),
        reverse("host", args=[case.offer.host_id]),
    ):
        assert words in page, words


def test_the_history_has_the_steps_of_every_stage_with_who_and_why(office, world):
    proposal = world.proposal_in("confirmed")
    history = office.get(proposal.application.get_absolute_url()).context["history"]
    assert {event.state for event in history} == {"confirmed", "accepted"}
    assert any("@" in event.why for event in history)
    cancelled = world.placement_in("cancelled")
    page = office.get(cancelled.application.get_absolute_url())
    states = [event.state for event in page.context["history"]]
    assert states[0] == "cancelled"
    assert {"submitted", "accepted", "confirmed", "approved"} <= set(states)
    moments = [event.at for event in page.context["history"]]
    assert moments == sorted(moments, reverse=True)
    assert world.coordinator in {event.by for event in page.context["history"]}


def test_the_reason_of_what_was_taken_back_is_nobody_elses(office, world):
    case = world.application_in("submitted")
    step = withdraw(application=case, by=world.trainee, why="I was angry.")
    undo(step=step, by=world.trainee)
    page = office.get(case.get_absolute_url())
    assert [event.state for event in page.context["history"]][:2] == ["submitted", "withdrawn"]
    assert "I was angry." not in page.text


def test_what_was_said_is_a_subject_and_a_name_never_a_text(office, world):
    case = world.application_in("confirmed")
    told = office.get(case.get_absolute_url()).context["told"]
    assert {one.person for one in told} == {world.trainee, world.host, world.coordinator}
    assert all(one.subject for one in told)


def test_whose_turn_it_is(office, world):
    for state, whose in (("submitted", world.host), ("accepted", world.trainee), ("confirmed", world.coordinator)):
        case = world.application_in(state)
        (due,) = office.get(case.get_absolute_url()).context["deadlines"]
        assert (due.due, due.whose) == (case.next_due, [whose])
    ended = world.application_in("declined")
    assert office.get(ended.get_absolute_url()).context["deadlines"] == []


def test_the_trainee_and_the_host_read_less(client, world):
    placement = world.placement_in("planned")
    for person in (world.trainee, world.host):
        for thing in (placement, placement.application):
            page = read(client, person, thing).text
            assert world.coordinator.email not in page
            for words in ("Messages sent", "What the rules said", reverse("cancel_placement", args=[placement.pk])):
                assert words not in page


def test_the_application_leads_to_its_stay(client, world):
    placement = world.placement_in("planned")
    for person in (world.trainee, world.host):
        assert placement.get_absolute_url() in read(client, person, placement.application).text


def test_a_person_page_shows_no_draft_and_no_passport(office, world):
    draft, sent = world.application_in("draft"), world.application_in("submitted")
    page = office.get(reverse("person", args=[sent.trainee_id])).text
    assert sent.get_absolute_url() in page
    assert draft.get_absolute_url() not in page
    assert "birth" not in page


def test_a_host_page_shows_everybody_the_open_offers_alone(client, world):
    case, draft = world.application_in("submitted"), world.offer_in("draft")
    where = reverse("host", args=[case.offer.host_id])
    page = client.get(where).text
    assert case.offer.title in page
    assert draft.title not in page
    for person in (world.stranger, world.other_coordinator):
        client.force_login(person)
        assert case.get_absolute_url() not in client.get(where).text
    client.force_login(world.coordinator)
    assert case.get_absolute_url() in client.get(where).text


def test_a_host_without_an_open_offer_is_found_only_by_who_has_to_do_with_it(client, world):
    world.written_offer(world.other_host)
    where = reverse("host", args=[world.other_host.host_member.host.pk])
    assert client.get(where).status_code == 404
    client.force_login(world.trainee)
    assert client.get(where).status_code == 404
    client.force_login(world.other_host)
    assert client.get(where).status_code == 200


# --- as many queries whatever there is --------------------------------------------------------------------


def grown(world, case, number):
    for one in range(number):
        keeping.write(row=case, body=world.university, by=world.coordinator, text=f"Note {one}")
        keeping.tag(row=case, body=world.university, word=f"word {one}")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_case(office, world, rows, django_assert_num_queries):
    placement = world.placement_in("planned")
    grown(world, placement.application, rows)
    cache.clear()
    with django_assert_num_queries(33):
        office.get(placement.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_person(office, world, rows, django_assert_num_queries):
    for _one in range(rows):
        world.application_in("submitted")
    with django_assert_num_queries(12):
        office.get(reverse("person", args=[world.trainee.trainee.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_host(office, world, rows, django_assert_num_queries):
    for _one in range(rows):
        world.application_in("submitted")
    with django_assert_num_queries(14):
        office.get(reverse("host", args=[world.host.host_member.host.pk]))
