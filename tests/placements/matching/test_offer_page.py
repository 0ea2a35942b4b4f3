from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from accounts.users.models import User
from mechanisms.notifications.deadlines import remind_due
from mechanisms.notifications.models import Notification
from placements.matching.models import Interest
from placements.matching.transitions import mark_applied
from programme.codelists.models import Skill
from tests.people import day, on


def page_of(client, offer, user=None):
    if user:
        client.force_login(user)
    return client.get(offer.get_absolute_url())


PUBLIC = ("published", "filled", "closed", "expired")


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "private", *PUBLIC])
def test_who_may_see_an_offer(client, world, stranger, other_host, administrator, state):
    offer = world.offer_in(state)
    seen = 200 if state in PUBLIC else 404
    assert page_of(client, offer).status_code == seen
    assert page_of(client, offer, stranger).status_code == seen
    assert page_of(client, offer, other_host).status_code == seen
    assert page_of(client, offer, administrator).status_code == 200
    if state != "private":
        assert page_of(client, offer, world.host).status_code == 200


def test_all_that_matters_stands_there(client, world):
    offer = world.offer_in("published", in_kind="A room", own_skills_wanted=["juggling"])
    page = page_of(client, offer).text
    for words in (
        *("Sketch, build and test our web shop.", "Orangerie Robotics B.V.", "Wageningen", "Netherlands", "English B1"),
        *("A room", "2 of 2 free", "What would you like to learn?", "38 hours a week", "juggling", "Web design"),
    ):
        assert words in page
    assert "supervisor@example.eu" not in page  # people's addresses are for those who need them


def test_anonymous_is_asked_to_sign_in_and_comes_back(client, world):
    offer = world.offer_in("published")
    page = page_of(client, offer).text
    assert "Sign in to apply" in page
    assert f"?next={reverse('apply', args=[offer.pk])}" in page
    assert "Save for later" not in page


def test_a_trainee_may_apply_and_save(client, world, trainee):
    offer = world.offer_in("published")
    page = page_of(client, offer, trainee).text
    assert reverse("apply", args=[offer.pk]) in page
    assert "Save for later" in page


def test_what_the_trainee_knows_is_used_the_rest_is_asked_for(client, world, trainee):
    known, new = Skill.objects.plain()[0], Skill.objects.plain()[5]
    offer = world.offer_in("published")
    offer.skills_wanted.set([known, new])
    page = page_of(client, offer, trainee).text
    assert f"<b>Uses</b> {known.label}" in page
    assert f"<b>Asks for</b> {new.label}" in page
    client.logout()
    assert "<b>Uses</b>" not in page_of(client, offer).text


def test_who_hosts_or_checks_does_not_apply(client, world, host, coordinator):
    offer = world.offer_in("published")
    apply = reverse("apply", args=[offer.pk])
    for user in (host, coordinator):
        assert apply not in page_of(client, offer, user).text


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ("filled", "All places are taken"),
        ("closed", "This offer was closed early"),
        ("expired", "The last day to apply was"),
    ],
)
def test_what_is_no_longer_open_says_so(client, world, trainee, state, note):
    offer = world.offer_in(state)
    page = page_of(client, offer, trainee).text
    assert note in page
    assert reverse("apply", args=[offer.pk]) not in page


def test_on_the_day_after_the_deadline_nobody_applies(client, world):
    offer = world.offer_in("published")
    with on(31):
        page = page_of(client, offer).text
    assert "The last day to apply was" in page
    assert "Sign in to apply" not in page


def test_the_host_finds_what_it_can_do(client, world, host):
    buttons = {
        "draft": ["submit_offer", "change_offer"],
        "submitted": ["take_back_offer"],
        "returned": ["submit_offer", "change_offer"],
        "published": ["close_offer"],
        "filled": ["close_offer"],
        "closed": [],
        "expired": [],
    }
    every = {name for names in buttons.values() for name in names}
    for state, names in buttons.items():
        offer = world.offer_in(state)
        page = page_of(client, offer, host).text
        assert {name for name in every if reverse(name, args=[offer.pk]) in page} == set(names), state


def test_who_checks_finds_the_way_to_the_check(client, world, coordinator):
    offer = world.offer_in("submitted")
    assert reverse("check_offer", args=[offer.pk]) in page_of(client, offer, coordinator).text


# --- saved offers ------------------------------------------------------------------------------------


def post(client, name, offer):
    return client.post(reverse(name, args=[offer.pk]), follow=True)


def test_saved_twice_is_kept_once_and_forgotten(client, world, trainee):
    offer = world.offer_in("published")
    client.force_login(trainee)
    for _press in range(2):
        assert "We remind you" in post(client, "save_offer", offer).text
    assert Interest.objects.saved().count() == 1
    assert offer.title in client.get(reverse("saved_offers")).text
    page = post(client, "forget_offer", offer).text
    assert "No offers saved yet" in page
    assert not Interest.objects.saved().exists()


def test_a_draft_of_somebody_cannot_be_saved(client, world, trainee):
    offer = world.offer_in("draft")
    client.force_login(trainee)
    assert post(client, "save_offer", offer).status_code == 404


def test_without_a_profile_one_is_led_to_it(client, world, stranger):
    offer = world.offer_in("published")
    client.force_login(stranger)
    answers = [
        client.get(reverse("saved_offers")),
        client.post(reverse("save_offer", args=[offer.pk])),
        client.post(reverse("forget_offer", args=[offer.pk])),
    ]
    assert [answer.url for answer in answers] == [reverse("profile")] * 3


@pytest.mark.parametrize("offers", [1, 3])
def test_the_list_takes_as_many_queries_whatever_it_holds(client, world, trainee, django_assert_num_queries, offers):
    client.force_login(trainee)
    for _number in range(offers):
        post(client, "save_offer", world.offer_in("published"))
    with django_assert_num_queries(9):  # session, user, trainee, count, offers, languages, skills, texts, unread
        page = client.get(reverse("saved_offers"))
    assert page.text.count('<article class="offer-card">') == offers


def test_a_saved_offer_that_ended_says_so(client, world, trainee):
    offer = world.offer_in("published")
    client.force_login(trainee)
    post(client, "save_offer", offer)
    offer.state = "closed"
    offer.save()
    assert "Closed early" in client.get(reverse("saved_offers")).text


def test_a_reminder_comes_before_it_closes_unless_one_has_applied(client, world, trainee):
    offer, applied = world.offer_in("published"), world.offer_in("published")
    client.force_login(trainee)
    for each in (offer, applied):
        post(client, "save_offer", each)
    mark_applied(offer=applied, trainee=trainee.trainee)
    assert "You applied on" in page_of(client, applied, trainee).text
    with on(25):
        remind_due(day(0))
    reminders = Notification.objects.filter(kind="matching.saved_offer_due")
    assert [row.about_id for row in reminders] == [str(Interest.objects.get(offer=offer).pk)]


@pytest.mark.parametrize(("clock", "is_open"), [("23:30", True), ("00:30", False)])
def test_it_closes_at_one_moment_for_readers_everywhere(client, world, clock, is_open):
    """The last day ends by the programme's clock; it is another day already, or still, where these readers are."""
    offer = world.offer_in("published")
    hour, minute = map(int, clock.split(":"))
    last_day = offer.deadline if is_open else offer.deadline + timedelta(1)
    moment = datetime(last_day.year, last_day.month, last_day.day, hour, minute, tzinfo=ZoneInfo("Europe/Brussels"))
    for number, zone in enumerate(("Pacific/Kiritimati", "Atlantic/Azores", "Europe/Brussels")):
        reader = world.student(f"Reader{number}").user
        User.objects.filter(pk=reader.pk).update(time_zone=zone)
        with time_machine.travel(moment, tick=False):
            client.force_login(reader)
            page = client.get(offer.get_absolute_url()).text
            listed = client.get(reverse("offers")).text
            application = client.get(reverse("apply", args=[offer.pk]))
        assert (reverse("apply", args=[offer.pk]) in page, "The last day to apply was" in page) == (
            is_open,
            not is_open,
        )
        assert (offer.title in listed, application.status_code == 200) == (is_open, is_open)


def test_what_decides_comes_before_the_long_texts(client, world):
    offer = world.offer_in("published")
    page = page_of(client, offer).text
    order = ["In short", "38 hours a week", "English B1", "Apply by</dt>", "What you do", "The host</h2>"]
    places = [page.rindex(words) for words in order]
    assert places == sorted(places)
