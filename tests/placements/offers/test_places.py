import pytest

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from placements.offers import tasks
from placements.offers.models import Offer
from placements.offers.tasks import expire_past_deadline
from placements.offers.transitions import hold_place, release_place
from tests.mechanisms.threads import at_once
from tests.worlds import World, on


def test_the_last_place_fills_the_offer_and_a_place_back_opens_it(world):
    offer = world.offer_in("published", places=2)
    hold_place(offer=offer)
    assert (offer.places_left, offer.state) == (1, "published")
    hold_place(offer=offer)
    assert (offer.places_left, offer.state) == (0, "filled")
    with pytest.raises(MoveRefused, match="All places of this offer are taken"):
        hold_place(offer=offer)
    release_place(offer=offer)
    assert (offer.places_left, offer.state) == (1, "published")


def test_no_more_is_given_back_than_was_held(world):
    offer = world.offer_in("published")
    release_place(offer=offer)
    assert Offer.objects.get().places_held == 0


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_for_the_last_place():
    offer = World().offer_in("published", places=1)

    def take(_number):
        hold_place(offer=Offer.objects.get(pk=offer.pk))

    outcomes = at_once(take, 8)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused"] * 7 + ["NoneType"]
    offer.refresh_from_db()
    assert (offer.places_held, offer.state, offer.steps.filter(move="fill").count()) == (1, "filled", 1)


def test_one_offer_that_cannot_expire_keeps_no_other_open(world, monkeypatch, caplog):
    later, broken = world.offer_in("published"), world.offer_in("published")  # the list goes from the newest on
    done = tasks.expire

    def expire(*, offer):
        if offer == broken:
            raise RuntimeError("Something is wrong with this row")
        done(offer=offer)

    monkeypatch.setattr(tasks, "expire", expire)
    with on(31):
        expire_past_deadline()
    states = {offer.pk: offer.state for offer in Offer.objects.all()}
    assert states == {broken.pk: "published", later.pk: "expired"}
    assert f"Offer {broken.pk} cannot expire" in caplog.text


def test_past_its_deadline_an_offer_ends_and_its_host_is_told(world, host):
    offer, draft = world.offer_in("published"), world.offer_in("draft")
    expire_past_deadline()
    offer.refresh_from_db()
    assert offer.state == "published"  # open on its last day and before
    with on(30):
        expire_past_deadline()
        offer.refresh_from_db()
        assert offer.state == "published"
    with on(31):
        assert offer not in Offer.objects.published()  # even before the task has run
        expire_past_deadline()
    offer.refresh_from_db()
    draft.refresh_from_db()
    assert (offer.state, draft.state) == ("expired", "draft")
    assert Notification.objects.filter(kind="offers.expired", person=host).count() == 1
