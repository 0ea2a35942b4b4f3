"""The whole way by pages, for a student, a VET learner and a member of staff; and who is told what."""

import re

import pytest
from django.urls import reverse

from mechanisms.notifications.models import Notification
from placements.applications.models import Application
from placements.approval.models import Placement
from tests.people import day
from tests.placements.applications.written import application


def told(kind) -> set:
    return {notice.person.given_name for notice in Notification.objects.filter(kind=kind)}


class Walk:
    """One browser, used in turn by those who act."""

    def __init__(self, client, sent):
        self.client, self.sent = client, sent

    def does(self, user, name, **data):
        self.client.force_login(user)
        page = self.client.post(reverse(name, args=[self.sent.pk]), data, follow=True)
        self.sent.refresh_from_db()
        return page

    def reads(self, user) -> str:
        self.client.force_login(user)
        return self.client.get(self.sent.get_absolute_url()).text


def forms(who):
    """How each kind of person fills in the form."""
    return {
        "trainee": application(),
        "learner": application(kind=None, ends=day(99)),
        "lecturer": application(kind=None, ends=day(44)),
    }[who]


@pytest.mark.parametrize("who", ["trainee", "learner", "lecturer"])
def test_from_the_form_to_the_placement(client, world, who):
    person, host = getattr(world, who), world.host
    office = world.school_coordinator if who == "learner" else world.coordinator
    offer = world.offer_in("published", kind=person.trainee.kind)
    client.force_login(person)
    client.post(reverse("apply", args=[offer.pk]), forms(who))
    walk = Walk(client, Application.objects.get())
    assert walk.sent.state == "submitted"
    assert told("applications.received") == {"Host"}
    assert told("applications.sent") == {who.title()}

    page = walk.reads(host)
    assert "You answer" in page
    assert re.search(r'data-state="submitted">\s*<span[^>]*></span>New', page)
    assert "If you accept, a place is held, and the trainee has" in page
    assert "If you accept" not in walk.reads(person)
    walk.does(host, "shortlist_application")
    assert told("applications.shortlisted") == {who.title()}
    walk.does(host, "talk_application", note="Tuesday at 15:00, by video.")
    assert "Tuesday at 15:00, by video." in walk.reads(person)
    assert told("applications.talk") == {who.title()}
    walk.does(host, "accept_application")
    assert told("applications.accepted") == {who.title()}
    offer.refresh_from_db()
    assert offer.places_held == 1

    page = walk.reads(person)
    assert "You take the place" in page
    assert reverse("personal_details") in page
    walk.does(person, "confirm_application")
    assert told("applications.to_decide") == {office.given_name}
    assert told("applications.confirmed") == {"Host"}

    assert reverse("decide", args=[walk.sent.pk]) in walk.reads(office)
    page = walk.does(office, "decide", act="approve", is_digital="yes", reason="")
    assert "Approved. The trainee and the host are told." in page.text
    assert told("applications.approved") == {who.title(), "Host"}
    placement = Placement.objects.get()
    assert (placement.state, placement.starts, placement.is_digital) == ("planned", walk.sent.starts, True)
    for reader in (person, host, office, world.administrator):
        client.force_login(reader)
        assert client.get(placement.get_absolute_url()).status_code == 200
        assert placement.get_absolute_url() in client.get(reverse("placements")).text
    for reader in (person, host):  # from the application to the stay; the office reads both on one page
        assert placement.get_absolute_url() in walk.reads(reader)
    for reader in (office, world.administrator):
        assert "Begins in" in walk.reads(reader)


def test_each_button_on_the_page_leads_to_its_act(client, world):
    shown = {}
    for state, reader in [
        ("draft", "trainee"), ("submitted", "trainee"), ("accepted", "trainee"), ("confirmed", "trainee"),
        ("submitted", "host"), ("shortlisted", "host"), ("talk", "host"), ("accepted", "host"), ("confirmed", "host"),
        ("confirmed", "coordinator"), ("submitted", "coordinator"), ("submitted", "administrator"),
    ]:  # fmt: skip
        sent = world.application_in(state)
        client.force_login(getattr(world, reader))
        page = client.get(sent.get_absolute_url())
        shown[state, reader] = [str(act.label) for act in page.context["acts"]]
        for act in page.context["acts"]:
            assert f'="{act.url}"' in page.text
    assert shown == {
        ("draft", "trainee"): ["Send application", "Change", "Withdraw"],
        ("submitted", "trainee"): ["Withdraw"],
        ("accepted", "trainee"): ["Take the place", "Withdraw"],
        ("confirmed", "trainee"): ["Withdraw"],
        ("submitted", "host"): ["Accept", "Shortlist", "Invite to a talk", "Decline"],
        ("shortlisted", "host"): ["Accept", "Invite to a talk", "Decline"],
        ("talk", "host"): ["Accept", "Decline"],
        ("accepted", "host"): ["Decline"],
        ("confirmed", "host"): [],
        ("confirmed", "coordinator"): ["Decide"],
        ("submitted", "coordinator"): [],
        ("submitted", "administrator"): [],
    }


def test_the_line_of_dots_says_where_it_stands(client, world):
    def dots(state):
        sent = world.application_in(state)
        client.force_login(world.trainee)
        return [(dot.label, dot.status) for dot in client.get(sent.get_absolute_url()).context["steps"]]

    later = [("Coordinator decides", "next"), ("Stay", "next")]
    assert dots("draft") == [("Send it", "now"), ("Host answers", "next"), ("You take the place", "next"), *later]
    assert dots("talk") == [("Sent", "done"), ("Host answers", "now"), ("You take the place", "next"), *later]
    assert dots("declined") == [("Sent", "done"), ("Declined by the host", "stop")]
    accepted = [("Sent", "done"), ("Host accepted", "done")]
    assert dots("accepted") == [*accepted, ("You take the place", "now"), *later]
    assert dots("lapsed") == [*accepted, ("Lapsed", "stop")]
    taken = [*accepted, ("Place taken", "done")]
    assert dots("refused") == [*taken, ("Not approved", "stop")]
    assert dots("approved") == [*taken, ("Approved", "done"), ("Stay", "next")]


# --- what went on elsewhere --------------------------------------------------------------------------


def test_a_stale_page_gets_a_sentence(client, world):
    walk = Walk(client, world.application_in("withdrawn", by=world.student("Gone").user))
    sent = world.application_in("submitted")
    walk = Walk(client, sent)
    walk.does(world.trainee, "withdraw_application", why="")
    assert "the state is now “Withdrawn”" in walk.does(world.host, "accept_application").text
    page = walk.does(world.host, "decline_application", why="We chose somebody else.")
    assert "the state is now “Withdrawn”" in page.text
    assert sent.state == "withdrawn"


@pytest.mark.parametrize(
    ("state", "who", "name", "data"),
    [
        ("submitted", "host", "accept_application", {}),
        ("submitted", "host", "shortlist_application", {}),
        ("submitted", "host", "talk_application", {"note": "Tuesday."}),
        ("submitted", "host", "decline_application", {"why": "We chose somebody else."}),
        ("submitted", "trainee", "withdraw_application", {"why": ""}),
        ("accepted", "trainee", "confirm_application", {}),
        ("confirmed", "coordinator", "decide", {"act": "approve", "is_digital": "no"}),
        ("confirmed", "coordinator", "decide", {"act": "refuse", "reason": "It falls into your examinations."}),
    ],
)
def test_a_button_pressed_twice_acts_once(client, world, state, who, name, data):
    walk = Walk(client, world.application_in(state))
    first = walk.does(getattr(world, who), name, **data)
    steps = walk.sent.steps.count()
    second = walk.does(getattr(world, who), name, **data)
    assert walk.sent.steps.count() == steps
    assert [message.level_tag for message in first.context["messages"]] == ["success"]
    assert [message.level_tag for message in second.context["messages"]] == ["success"]


def test_a_reason_is_asked_for_and_kept(client, world):
    walk = Walk(client, world.application_in("submitted"))
    page = walk.does(world.host, "decline_application", why="")
    assert "This field is required." in page.text
    page = walk.does(world.host, "decline_application", why="x" * 10_000)
    assert "at most 1000 characters" in page.text
    assert "x" * 10_000 in page.text
    assert "Null characters" in walk.does(world.host, "decline_application", why="a\x00b").text
    assert walk.sent.state == "submitted"
    walk.does(world.host, "decline_application", why="We chose <b>somebody</b> else.")
    assert "We chose &lt;b&gt;somebody&lt;/b&gt; else." in walk.reads(world.trainee)
    assert walk.sent.state == "declined"


def test_a_talk_without_a_word_is_no_invitation(client, world):
    walk = Walk(client, world.application_in("submitted"))
    assert "This field is required." in walk.does(world.host, "talk_application", note=" ").text
    assert walk.sent.state == "submitted"


# --- personal details ----------------------------------------------------------------------------------


def test_personal_details_are_asked_after_acceptance_only(client, world):
    where = reverse("personal_details")
    world.application_in("submitted")
    client.force_login(world.trainee)
    page = client.get(where, follow=True)
    assert page.redirect_chain == [(reverse("my_applications"), 302)]
    assert "only once a host has accepted you" in page.text
    world.application_in("accepted")
    assert client.get(where).status_code == 200
    details = {
        "birth_date": "2003-05-17", "nationality": "Czech", "gender": "0", "postal_code": "110 00",
        "city_name": "Praha", "country": "CZ", "phone": "+420 123 456 789",
    }  # fmt: skip
    for street in ("Lipová 1", "Dlouhá 2"):  # the second time they are changed
        page = client.post(where, details | {"street": street}, follow=True)
        assert "Your personal details are saved." in page.text
    assert world.trainee.trainee.details.street == "Dlouhá 2"
