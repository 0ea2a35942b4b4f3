"""Finding an office, and writing to those who run the portal."""

import re

import pytest
from django.urls import reverse

from accounts.coordinators.models import Office
from accounts.coordinators.transitions import save_office
from dot_portal.pages import transitions
from dot_portal.pages.models import Feedback
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from tests.pages import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world):
    office = Office(
        institution=world.university,
        name="International office",
        email="office@example.eu",
        phone="+420 111 222",
        website="https://office.example.eu",
        address="Street 1\nPraha",
        hours="Mondays",
    )
    return save_office(office=office, by=world.coordinator)


def found(client, **query):
    return client.get(reverse("contact", query=query)).content.decode()


def test_the_office_of_an_institution(client, office, django_assert_num_queries):
    with django_assert_num_queries(3):
        page = found(client, q="univerzita karlova")
    for words in ("mailto:office@example.eu", "+420 111 222", "https://office.example.eu", "Street 1<br>", "Mondays"):
        assert words in page
    assert "Acts in this portal" in page
    assert "1 institution found" in page


def test_several_are_a_list_to_choose_from(client, office):
    page = found(client, q="praha")
    assert "5 institutions found" in page
    assert "office@example.eu" not in page
    link = re.search(r'href="(\?q=praha&amp;institution=\d+)">Univerzita Karlova', page)[1]
    assert "office@example.eu" in client.get(reverse("contact") + link.replace("&amp;", "&")).content.decode()


def test_more_than_fit_ask_for_more_letters(client):
    page = found(client, q="univers")
    assert "There are more" in page
    assert "10 institutions found" in page


def test_nobody_there_yet_says_what_to_do(client, world):
    page = found(client, q="CZ BRNO05")
    assert "Not in this portal yet" in page
    assert f"{reverse('account_signup')}?party=coordinator" in page
    client.force_login(world.stranger)
    assert "say so in your profile" in found(client, q="CZ BRNO05")


def test_the_own_institution_stands_there_at_once(client, world, office):
    client.force_login(world.trainee)
    assert "office@example.eu" in found(client)
    client.force_login(world.coordinator)
    assert "office@example.eu" in found(client)


def test_a_trainee_can_invite_the_own_office(client, world):
    from programme.codelists.models import Institution

    trainee = world.student("Waiting")
    trainee.institution = Institution.objects.get(erasmus_code="SI MARIBOR01")
    trainee.save()
    client.force_login(trainee.user)
    assert reverse("invite_office") in found(client)


@pytest.mark.parametrize("query", [{"q": "qqqqqqqq"}, {"institution": "999999999999"}, {"institution": "x"}])
def test_nothing_found_says_how_to_go_on(client, query):
    assert "We know no institution of this name" in found(client, **query)


def test_an_office_that_published_nothing(client, world):
    assert world.coordinator
    assert "has not published how it is reached" in found(client, q="univerzita karlova")


# --- our office ---------------------------------------------------------------------------------------


def test_a_coordinator_says_how_the_office_is_reached(client, world):
    client.force_login(world.coordinator)
    where = reverse("our_office")
    assert client.post(where, {"email": "office@example.eu", "website": "office.example.eu"}).url == where
    office = Office.objects.get(institution=world.university)
    assert office.website == "https://office.example.eu"
    assert "office@example.eu" in client.get(where).content.decode()
    assert "One thing to put right" in client.post(where, {"email": "no address"}).content.decode()
    assert Office.objects.get().email == "office@example.eu"


def test_two_colleagues_say_it_at_once(world):
    for address in ("first@example.eu", "second@example.eu"):  # neither page found an office when it was opened
        save_office(office=Office(institution=world.university, email=address), by=world.coordinator)
    assert Office.objects.get().email == "second@example.eu"


def test_nobody_speaks_for_another_office(world, office):
    office.email = "stolen@example.eu"
    for person in (world.other_coordinator, world.trainee, world.administrator):
        with pytest.raises(MoveRefused):
            save_office(office=office, by=person)
    assert Office.objects.get().email == "office@example.eu"


# --- messages -----------------------------------------------------------------------------------------

BARRIER = {"text": "I cannot reach the menu.", "page": "/offers/", "email": ""}


def test_a_barrier_is_told_without_an_account(client, world, django_assert_num_queries):
    assert world.administrator
    response = client.post(reverse("accessibility"), BARRIER)
    assert response.url == reverse("accessibility")
    assert "Your message has arrived" in client.get(response.url).content.decode()
    feedback = Feedback.objects.get()
    assert (feedback.topic, feedback.page, feedback.language) == ("accessibility", "/offers/", "en")
    told = Notification.objects.get(kind="pages.feedback")
    assert told.person == world.administrator


def test_the_form_knows_the_page_before(client):
    page = client.get(reverse("accessibility", query={"from": "/news/"})).content.decode()
    assert 'value="/news/"' in page
    page = client.get(reverse("accessibility"), headers={"referer": "http://testserver/money/"}).content.decode()
    assert 'value="http://testserver/money/"' in page
    page = client.get(reverse("accessibility"), headers={"referer": "https://elsewhere.example/"}).content.decode()
    assert "elsewhere" not in page


def test_a_question_needs_an_address_to_answer_to(client):
    page = client.post(reverse("contact"), {"text": "How?"}).content.decode()
    assert "One thing to put right" in page
    assert not Feedback.objects.exists()
    assert client.post(reverse("contact"), {"text": "How?", "email": "me@example.eu"}).status_code == 302
    assert Feedback.objects.get().topic == "question"


@pytest.mark.parametrize("name", ["contact", "accessibility"])
def test_who_fills_in_what_nobody_sees_is_not_heard(client, name):
    words = {"text": "Buy!", "email": "me@example.eu", "nickname": "x"}
    assert client.post(reverse(name), words).url == reverse(name)
    assert not Feedback.objects.exists()


def test_a_flood_is_stopped(client, monkeypatch):
    monkeypatch.setattr(transitions, "MOST_IN_AN_HOUR", 2)
    for _each in range(2):
        client.post(reverse("accessibility"), BARRIER)
    page = client.post(reverse("accessibility"), BARRIER).content.decode()
    assert "Very many messages" in page
    assert BARRIER["text"] in page
    assert Feedback.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_administrators_answer(client, world, django_assert_num_queries, number):
    for each in range(number):
        transitions.write_to_us(topic="question", text=f"Question {each}", email="me@example.eu")
    client.force_login(world.administrator)
    with django_assert_num_queries(5):
        page = client.get(reverse("feedback")).content.decode()
    assert page.count("Waits for an answer") == number
    act = next(form.action for form in forms_in(page) if form.action.endswith("/answered/"))
    assert client.post(act).url == reverse("feedback")
    first = Feedback.objects.get(text="Question 0")
    assert first.answered_by == world.administrator
    page = client.get(reverse("feedback")).content.decode()
    assert page.count("Waits for an answer") == number - 1
    assert "Answered on" in page


def test_only_administrators_mark_a_message(world):
    feedback = transitions.write_to_us(topic="question", text="How?", email="me@example.eu")
    with pytest.raises(MoveRefused):
        transitions.mark_answered(feedback=feedback, by=world.coordinator)
