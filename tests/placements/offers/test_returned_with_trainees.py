"""What a trusted host opens at once is checked all the same, and may have trainees before it is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.hosts.models import Host
from mechanisms.lifecycle.machine import MoveRefused, open_moves
from placements.applications.transitions.host import accept
from placements.offers.models import Offer
from placements.offers.transitions import close, confirm, publish, return_offer, save_offer, submit, take_back
from tests.placements.offers.written import as_posted


@pytest.fixture
def opened(world):
    """Published at once by a trusted host, with two places and two applicants, one of them accepted."""
    Host.objects.filter(members__user=world.host).update(verified_at=timezone.now(), stays_completed=1)
    offer = world.written_offer(world.host, places=2)
    offer = Offer.objects.get(pk=offer.pk)
    publish(offer=offer, by=world.host)
    for name in ("One", "Two"):
        world.application_in("submitted", by=world.student(name).user, at=offer)
    accept(application=offer.applications.first(), by=world.host)
    return Offer.objects.get(pk=offer.pk)


def fill(world):
    accept(application=Offer.objects.get().applications.get(state="submitted"), by=world.host)
    return Offer.objects.get()


@pytest.fixture
def returned(world, opened):
    return_offer(offer=opened, by=world.administrator, why="What is digital about it?")
    return Offer.objects.get(pk=opened.pk)


def test_fewer_places_than_trainees_is_said_at_the_field(client, world, returned):
    fill(world)
    client.force_login(world.host)
    page = client.post(reverse("change_offer", args=[returned.pk]), as_posted(places=1))
    assert page.context["form"].errors == {"places": ["There are fewer places than trainees already accepted."]}
    assert page.context["form"]["places"].value() == "1"


def test_a_place_given_while_the_form_was_open_stays_held(world, returned):
    fill(world)
    save_offer(offer=returned, by=world.host)
    assert Offer.objects.get().places_held == 2


def test_places_taken_while_the_form_was_open_cannot_be_cut(world, returned):
    fill(world)
    returned.places = 1
    with pytest.raises(MoveRefused, match="fewer places than trainees"):
        save_offer(offer=returned, by=world.host)


def test_filled_before_its_check_it_is_still_to_check(client, world, opened):
    offer = fill(world)
    assert offer.state == "filled"
    client.force_login(world.administrator)
    assert "all places taken" in client.get(reverse("check_queue")).text
    page = client.post(reverse("confirm_offer", args=[offer.pk]), follow=True)
    assert f"All places of “{offer.title}” are taken." in page.text
    assert offer.title not in client.get(reverse("check_queue")).text
    offer = Offer.objects.get()
    assert (offer.state, offer.checked_by, offer.awaits_check) == ("filled", world.administrator, False)


def test_filled_before_its_check_it_can_be_returned(world, opened):
    offer = fill(world)
    return_offer(offer=offer, by=world.administrator, why="What is digital about it?")
    assert (offer.state, offer.places_held) == ("returned", 2)


def test_closed_before_its_check_it_needs_none(world, opened):
    close(offer=opened, by=world.host, why="We move.")
    assert not opened.awaits_check
    assert not Offer.objects.awaiting_check().exists()


def test_what_came_back_is_checked_before_it_is_open_again(world, returned):
    for _again in range(2):
        with pytest.raises(MoveRefused):
            publish(offer=returned, by=world.host)
        submit(offer=returned, by=world.host)
        take_back(offer=returned, by=world.host)
        assert returned.state == "draft"
    assert {move.name for move in open_moves(returned, world.host)} == {"submit"}


def test_full_when_confirmed_it_is_filled(world, returned):
    offer = fill(world)
    submit(offer=offer, by=world.host)
    confirm(offer=offer, by=world.administrator)
    assert (offer.state, offer.places_left) == ("filled", 0)
