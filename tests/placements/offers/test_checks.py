import pytest
from django.urls import reverse

from accounts.coordinators.transitions import take_countries
from accounts.hosts.models import HostMember
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.deadlines import desk_items
from placements.offers.models import Offer, checkers_of
from placements.offers.transitions import confirm, return_offer, submit
from tests.people import day


def queue(client, user):
    client.force_login(user)
    return client.get(reverse("check_queue"))


def test_who_checks_which_offer(world, coordinator, other_coordinator, administrator, host, stranger, trainee):
    offer = world.offer_in("submitted")  # of a host in the Netherlands, which `coordinator` takes
    may = {user: offer in Offer.objects.checkable_by(user) for user in (coordinator, administrator)}
    may_not = {user: offer in Offer.objects.checkable_by(user) for user in (other_coordinator, host, stranger, trainee)}
    assert (set(may.values()), set(may_not.values())) == ({True}, {False})
    assert checkers_of(offer) == [coordinator]


def test_the_institution_that_invited_the_host_checks_too(world, other_coordinator):
    offer = world.offer_in("submitted")
    offer.host.invited_by = world.other_university
    offer.host.save()
    assert offer in Offer.objects.checkable_by(other_coordinator)
    assert checkers_of(offer) == [other_coordinator]


def test_without_a_coordinator_the_administrators_are_asked(world, administrator):
    offer = world.offer_in("submitted")
    assert checkers_of(offer) == [administrator]


def test_nobody_checks_the_own_organisation(client, world, coordinator):
    offer = world.offer_in("submitted")
    HostMember.objects.create(host=offer.host, user=coordinator)
    assert offer not in Offer.objects.checkable_by(coordinator)
    assert coordinator not in checkers_of(offer)
    client.force_login(coordinator)
    assert client.post(reverse("confirm_offer", args=[offer.pk])).status_code == 404
    with pytest.raises(MoveRefused):
        confirm(offer=offer, by=coordinator)


def test_a_coordinator_who_gives_a_country_up_no_longer_checks(world, coordinator):
    offer = world.offer_in("submitted")
    take_countries(coordinator=coordinator.coordinator, by=coordinator, countries=[])
    assert offer not in Offer.objects.checkable_by(coordinator)


def test_the_queue_is_for_those_who_check(client, world, coordinator, host, stranger):
    offer = world.offer_in("submitted")
    assert offer.title in queue(client, coordinator).text
    assert [queue(client, user).status_code for user in (host, stranger)] == [403, 403]


def test_an_empty_queue_is_a_friendly_sentence(client, other_coordinator):
    assert "Nothing to check" in queue(client, other_coordinator).text


def test_the_queue_goes_by_the_promised_day(client, world, administrator):
    late, soon = world.offer_in("submitted", since=-9), world.offer_in("submitted")
    page = queue(client, administrator).text
    assert page.index(late.title) < page.index(soon.title)
    assert "4 days late" in page
    assert "in 5 days" in page


@pytest.mark.parametrize("offers", [1, 3])
def test_the_queue_takes_as_many_queries_whatever_it_holds(
    client, world, administrator, django_assert_num_queries, offers
):
    for _number in range(offers):
        world.offer_in("submitted")
    client.force_login(administrator)
    with django_assert_num_queries(5):  # session, user, count, offers, unread
        page = client.get(reverse("check_queue"))
    assert page.text.count("row") >= 1


def test_the_check_shows_both_lists_and_the_host(client, world, coordinator):
    offer = world.offer_in("submitted")
    client.force_login(coordinator)
    page = client.get(reverse("check_offer", args=[offer.pk])).text
    for words in ("Data entry", "Office tasks", "Orangerie Robotics B.V.", "Not verified yet", "supervisor@example.eu"):
        assert words in page
    assert page.count('data-state="DS') == 7
    assert page.count("state-ok") == 1  # DS2 is claimed


def test_an_offer_for_staff_is_checked_by_its_competences(client, world, coordinator):
    offer = world.offer_in("submitted", kind="staff")
    client.force_login(coordinator)
    page = client.get(reverse("check_offer", args=[offer.pk])).text
    assert "Creating and modifying digital resources" in page
    assert "Data entry" not in page


def test_a_reason_is_needed_and_what_was_typed_stays(client, world, coordinator):
    offer = world.offer_in("submitted")
    client.force_login(coordinator)
    url = reverse("return_offer", args=[offer.pk])
    assert "This field is required." in client.post(url, {"why": ""}).text
    page = client.post(url, {"why": "Too long " * 200})
    assert page.status_code == 200
    assert "Too long Too long" in page.text
    assert "at most 1000 characters" in page.text


def test_who_comes_second_reads_a_sentence(client, world, coordinator, administrator):
    offer = world.offer_in("submitted")
    confirm(offer=offer, by=administrator)
    client.force_login(coordinator)
    check = client.get(reverse("check_offer", args=[offer.pk]), follow=True)
    assert "no longer waits for a check" in check.text
    assert "already been checked" in client.post(reverse("confirm_offer", args=[offer.pk]), follow=True).text
    returned = client.post(reverse("return_offer", args=[offer.pk]), {"why": "Late"}, follow=True)
    assert "no longer waits for a check" in returned.text
    offer.refresh_from_db()
    assert (offer.state, offer.checked_by) == ("published", administrator)


def test_it_stands_on_the_desk_of_who_checks(world, coordinator, other_coordinator):
    offer = world.offer_in("submitted")
    items = [item for item in desk_items(coordinator, day(0)) if item.row == offer]
    assert [(item.due, item.days_left) for item in items] == [(day(5), 5)]
    assert desk_items(other_coordinator, day(0)) == []


def test_the_desk_names_the_host_of_what_is_to_be_checked(world, coordinator):
    offer = world.offer_in("submitted")
    assert [item.about for item in desk_items(coordinator, day(0))] == [f"{offer.title}, Orangerie Robotics B.V."]


def test_the_second_check_shows_why_it_came_back(client, world, coordinator):
    offer = world.offer_in("submitted")
    client.force_login(coordinator)
    url = reverse("check_offer", args=[offer.pk])
    assert "with this reason</h2>" not in client.get(url).text
    return_offer(offer=offer, by=coordinator, why="Say which tools are used.")
    submit(offer=offer, by=world.host)
    page = client.get(url).text
    assert "with this reason</h2>" in page
    assert "Say which tools are used." in page


@pytest.mark.parametrize(("kind", "words"), [("", "What the trainee does"), ("staff", "What the guest does there")])
def test_the_check_speaks_to_who_checks(client, world, coordinator, kind, words):
    offer = world.offer_in("submitted", kind=kind)
    client.force_login(coordinator)
    page = client.get(reverse("check_offer", args=[offer.pk])).text
    assert words in page
    assert "What you do" not in page
    assert "will ask you" not in page
