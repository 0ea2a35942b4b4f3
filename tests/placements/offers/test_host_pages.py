import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.hosts.models import Host
from mechanisms.notifications.deadlines import desk_items
from mechanisms.notifications.models import Notification
from placements.offers.forms.offer import OfferForm
from placements.offers.models import Offer
from placements.offers.transitions import save_offer, submit
from tests.people import day, on
from tests.placements.offers.written import as_posted, for_staff


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def post(client, name, offer, data=None):
    return client.post(reverse(name, args=[offer.pk]), data or {}, follow=True)


def test_from_draft_to_the_public_list(desk, client, host, coordinator, administrator):
    page = desk.post(reverse("new_offer"), as_posted(), follow=True)
    offer = Offer.objects.get()
    assert page.redirect_chain == [(reverse("offer", args=[offer.pk]), 302)]
    assert "Only your organisation sees it" in page.text

    assert "You have an answer by" in post(desk, "submit_offer", offer).text
    asked = Notification.objects.filter(kind="offers.submitted")
    assert [notice.person for notice in asked] == [coordinator]

    client.force_login(coordinator)
    page = post(client, "return_offer", offer, {"why": "What is digital about it?"})
    assert "Returned." in page.text

    client.force_login(host)
    page = client.get(offer.get_absolute_url())
    assert "What is digital about it?" in page.text
    changed = as_posted(title="Build a page that books")
    assert client.post(reverse("change_offer", args=[offer.pk]), changed).url == offer.get_absolute_url()
    post(client, "submit_offer", offer)

    client.force_login(administrator)
    assert "is open for applications" in post(client, "confirm_offer", offer).text
    assert Host.objects.get().verified_by == administrator

    client.logout()
    assert "Build a page that books" in client.get(reverse("offers")).text
    assert list(offer.steps.values_list("move", flat=True)) == ["submit", "return", "submit", "confirm"]
    told = Notification.objects.filter(person=host).values_list("kind", flat=True)
    assert sorted(told) == ["hosts.verified", "offers.confirmed", "offers.returned"]


def test_a_wrong_form_keeps_what_was_typed(desk):
    desk.post(reverse("new_offer"), as_posted(work_place="remote", title="Ὀδύσσεια <b>", question_2="Why?"))
    page = desk.get(reverse("new_offer") + "?step=summary")
    for kept in ("Ὀδύσσεια &lt;b&gt;", "glazing of pots", "Why?", "450.50", "every form of stay has a physical part"):
        assert kept in page.text
    assert not Offer.objects.exists()


def test_pressed_twice_is_one_draft(desk):
    for _press in range(4):
        desk.post(reverse("new_offer"), as_posted())
    assert Offer.objects.count() == 1


def test_an_offer_for_staff(desk):
    url = reverse("new_offer") + "?audience=staff"
    assert "Competences to develop" in desk.get(url + "&step=work").text
    desk.post(url, for_staff())
    assert Offer.objects.get().kinds == ["staff"]


def test_the_same_mentor_is_warned_of_and_saved(desk):
    same = as_posted(mentor_name="Sam Supervisor", mentor_email="sam@example.eu")
    assert "the same person" in desk.post(reverse("new_offer"), same, follow=True).text
    assert Offer.objects.count() == 1


def test_a_short_offer_says_who_alone_can_come(desk):
    page = desk.post(reverse("new_offer"), as_posted(ends_by=day(60)), follow=True)
    assert "Only doctoral candidates can stay under two months" in page.text


def test_writing_an_offer_waits_for_no_host(host):
    """The check locks an offer, then its host: in the other order two could wait for each other for ever."""
    form = OfferForm(as_posted(), instance=Offer(host=host.host_member.host))
    assert form.is_valid()
    with CaptureQueriesContext(connection) as queries:
        save_offer(offer=form.instance, by=host, **form.listed())
    locks = [query["sql"] for query in queries if "FOR " in query["sql"] and "UPDATE" in query["sql"]]
    assert [("hosts_host" in lock, "users_user" in lock) for lock in locks] == [(False, True)]


def test_who_hosts_nothing_is_led_to_the_organisation(client, stranger):
    client.force_login(stranger)
    for name in ("host_offers", "new_offer"):
        assert client.get(reverse(name)).url == reverse("host_profile")


@pytest.mark.parametrize("name", ["submit_offer", "take_back_offer", "publish_offer", "close_offer", "change_offer"])
def test_nobody_else_touches_an_offer(client, world, other_host, stranger, name):
    offer = world.offer_in("draft")
    for person in (other_host, stranger):
        client.force_login(person)
        assert client.post(reverse(name, args=[offer.pk]), as_posted()).status_code == 404
    offer.refresh_from_db()
    assert (offer.state, offer.steps.count()) == ("draft", 0)


def test_what_is_open_or_being_checked_cannot_be_changed(desk, world):
    for state in ("submitted", "published"):
        offer = world.offer_in(state)
        page = post(desk, "change_offer", offer, as_posted())
        assert "can no longer be changed" in page.text
        offer.refresh_from_db()
        assert offer.title != as_posted()["title"]


def test_taken_back_to_change(desk, world):
    offer = world.offer_in("submitted")
    assert "Taken back." in post(desk, "take_back_offer", offer).text
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_a_stale_button_is_a_sentence(desk, world):
    offer = world.offer_in("published")
    assert "This is not possible any more" in post(desk, "submit_offer", offer).text


def test_past_its_deadline_it_cannot_be_sent(client, world, host):
    offer = world.offer_in("draft")
    with on(31):
        client.force_login(host)
        assert "The last day to apply has passed" in post(client, "submit_offer", offer).text


def test_a_trusted_host_publishes_at_once_and_stays_in_the_queue(desk, client, world, host, coordinator):
    offer = world.offer_in("draft")
    Host.objects.update(verified_at=offer.state_since, stays_completed=1)
    page = desk.get(offer.get_absolute_url()).text
    assert reverse("publish_offer", args=[offer.pk]) in page
    assert reverse("submit_offer", args=[offer.pk]) not in page
    assert "Everybody can see it now." in post(desk, "publish_offer", offer).text
    assert offer in Offer.objects.published()
    client.force_login(coordinator)
    assert "already open" in client.get(reverse("check_queue")).text
    post(client, "confirm_offer", offer)
    assert offer.title not in client.get(reverse("check_queue")).text
    assert offer in Offer.objects.published()


def test_an_ordinary_host_cannot_publish(desk, world):
    offer = world.offer_in("draft")
    assert "This is for somebody else to do." in post(desk, "publish_offer", offer).text
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_closing_asks_for_a_reason_and_keeps_it(desk, client, world):
    offer = world.offer_in("published")
    assert "This field is required." in post(desk, "close_offer", offer, {"why": " "}).text
    assert "at most 1000 characters" in post(desk, "close_offer", offer, {"why": "x" * 10_000}).text
    page = post(desk, "close_offer", offer, {"why": "We move to another town."})
    assert "We move to another town." in page.text
    assert "Only an offer that is open can be closed." in post(desk, "close_offer", offer, {"why": "Again"}).text
    client.logout()
    page = client.get(offer.get_absolute_url()).text
    assert "This offer was closed early" in page
    assert "We move to another town." not in page


def test_an_administrator_may_close(client, world, administrator):
    offer = world.offer_in("published")
    client.force_login(administrator)
    post(client, "close_offer", offer, {"why": "The host no longer exists."})
    offer.refresh_from_db()
    assert (offer.state, offer.state_label) == ("closed", "Closed early")
    told = Notification.objects.get(kind="offers.closed")
    assert (told.person, told.context) == (world.host, {"why": "The host no longer exists."})


def test_who_closes_the_own_offer_is_not_told_of_it(world):
    world.offer_in("closed")
    assert not Notification.objects.filter(kind="offers.closed").exists()


@pytest.mark.parametrize("offers", [1, 3])
def test_the_list_takes_as_many_queries_whatever_it_holds(desk, world, django_assert_num_queries, offers):
    for state in ("draft", "submitted", "published")[:offers]:
        world.offer_in(state)
    with django_assert_num_queries(7):  # session, user, host, count, offers, half-written ones, unread
        page = desk.get(reverse("host_offers"))
    assert page.text.count("0 of 2") == offers


def test_the_list_of_a_new_host_says_what_to_do(desk):
    assert "No offers yet" in desk.get(reverse("host_offers")).text


def test_the_administration_only_looks(client, world, administrator):
    offer = world.offer_in("published")
    client.force_login(administrator)
    assert client.get(reverse("admin:offers_offer_changelist")).status_code == 200
    assert client.get(reverse("admin:offers_offer_change", args=[offer.pk])).status_code == 200
    assert client.post(reverse("admin:offers_offer_change", args=[offer.pk]), {"title": "x"}).status_code == 403
    assert client.get(reverse("admin:offers_offer_add")).status_code == 403


def test_what_came_back_stands_on_the_desk_until_it_is_sent_again(client, world, host, other_host):
    offer = world.offer_in("returned")
    (item,) = desk_items(host, day(0))
    assert (item.row, item.due, item.about) == (offer, None, offer.title)
    assert item.url == reverse("change_offer", args=[offer.pk])
    assert desk_items(other_host, day(0)) == []
    client.force_login(host)
    assert "Change the offer" in client.get(reverse("desk")).text
    assert offer.last_return.why in client.get(item.url).text
    submit(offer=offer, by=host)
    assert desk_items(host, day(0)) == []


def test_changing_comes_before_sending_again(client, world, host):
    offer = world.offer_in("returned")
    client.force_login(host)
    page = client.get(offer.get_absolute_url()).text
    change, send = (page.index(reverse(name, args=[offer.pk])) for name in ("change_offer", "submit_offer"))
    assert change < send
    assert page.partition("<main")[2].partition("</main>")[0].count("btn btn-primary") == 1
