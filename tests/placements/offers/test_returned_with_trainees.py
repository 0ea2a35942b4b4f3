"""An offer that was open before the check sent it back may have trainees already."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.hosts.models import Host
from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.transitions.host import accept
from placements.offers.models import Offer
from placements.offers.transitions import publish, return_offer, save_offer
from tests.placements.offers.written import as_posted


@pytest.fixture
def returned(world):
    """Published at once by a trusted host, and returned with one of its two places held."""
    Host.objects.filter(members__user=world.host).update(verified_at=timezone.now(), stays_completed=1)
    offer = world.written_offer(world.host, places=2)
    offer = Offer.objects.get(pk=offer.pk)
    publish(offer=offer, by=world.host)
    for name in ("One", "Two"):
        world.application_in("submitted", by=world.student(name).user, at=offer)
    accept(application=offer.applications.first(), by=world.host)
    return_offer(offer=Offer.objects.get(pk=offer.pk), by=world.administrator, why="What is digital about it?")
    return Offer.objects.get(pk=offer.pk)


def test_fewer_places_than_trainees_is_said_at_the_field(client, world, returned):
    accept(application=returned.applications.get(state="submitted"), by=world.host)
    client.force_login(world.host)
    page = client.post(reverse("change_offer", args=[returned.pk]), as_posted(places=1))
    assert page.context["form"].errors == {"places": ["There are fewer places than trainees already accepted."]}
    assert page.context["form"]["places"].value() == "1"


def test_a_place_given_while_the_form_was_open_stays_held(world, returned):
    accept(application=Offer.objects.get().applications.get(state="submitted"), by=world.host)
    save_offer(offer=returned, by=world.host)
    assert Offer.objects.get().places_held == 2


def test_places_taken_while_the_form_was_open_cannot_be_cut(world, returned):
    accept(application=Offer.objects.get().applications.get(state="submitted"), by=world.host)
    returned.places = 1
    with pytest.raises(MoveRefused, match="fewer places than trainees"):
        save_offer(offer=returned, by=world.host)
