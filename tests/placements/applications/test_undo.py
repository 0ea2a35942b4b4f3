"""Taking back an answer or a withdrawal, before anybody was told."""

import re

import pytest
from django.urls import reverse

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from placements.applications.models import Application
from placements.applications.transitions import host as answers
from placements.applications.transitions.trainee import withdraw
from placements.applications.transitions.undoing import undo
from placements.matching.models import Interest
from tests.placements.applications.written import application as sent_form

pytestmark = pytest.mark.django_db


def press_undo(client, page):
    """The button that came with the message."""
    return client.post(re.search(r'action="(/applications/\d+/undo/\d+/)"', page.text)[1], follow=True)


def told(kind):
    return Notification.objects.filter(kind=f"applications.{kind}")


def test_shortlisted_by_mistake(client, world):
    sent = world.application_in("submitted")
    client.force_login(world.host)
    page = client.post(reverse("shortlist_application", args=[sent.pk]), follow=True)
    assert "is on your shortlist. We tell them at" in page.text
    assert told("shortlisted").get() not in Notification.objects.visible_to(sent.trainee.user)
    assert "Undone. Nobody was told." in press_undo(client, page).text
    sent.refresh_from_db()
    assert sent.state == "submitted"
    assert not told("shortlisted").exists()


def test_declined_by_mistake_the_place_is_held_again(client, world):
    accepted = world.application_in("accepted")
    client.force_login(world.host)
    page = client.post(reverse("decline_application", args=[accepted.pk]), {"why": "Wrong button."}, follow=True)
    accepted.offer.refresh_from_db()
    assert accepted.offer.places_held == 0
    press_undo(client, page)
    accepted.refresh_from_db()
    accepted.offer.refresh_from_db()
    assert (accepted.state, accepted.offer.places_held) == ("accepted", 1)
    assert not told("declined").exists()


def test_withdrawn_by_mistake_counts_as_applied_again(client, world):
    sent = world.application_in("submitted")
    client.force_login(world.trainee)
    page = client.post(reverse("withdraw_application", args=[sent.pk]), {"why": ""}, follow=True)
    assert "We tell the host at" in page.text
    interest = Interest.objects.filter(trainee=sent.trainee, offer=sent.offer)
    assert interest.get().applied_at is None
    press_undo(client, page)
    sent.refresh_from_db()
    assert sent.state == "submitted"
    assert interest.get().applied_at is not None


def test_a_place_given_away_meanwhile_is_not_given_twice(world):
    accepted = world.application_in("accepted")
    step = withdraw(application=accepted, by=accepted.trainee.user)
    type(accepted.offer).objects.filter(pk=accepted.offer_id).update(places_held=accepted.offer.places)
    with pytest.raises(MoveRefused, match="somebody else has the place"):
        undo(step=step, by=accepted.trainee.user)
    accepted.refresh_from_db()
    assert accepted.state == "withdrawn"
    assert told("withdrawn").exists()


def test_who_has_applied_again_meanwhile_keeps_the_new_one(client, world):
    sent = world.application_in("submitted")
    step = withdraw(application=sent, by=world.trainee)
    client.force_login(world.trainee)
    client.post(reverse("apply", args=[sent.offer_id]), sent_form())
    with pytest.raises(MoveRefused, match="another application"):
        undo(step=step, by=world.trainee)
    assert {row.state for row in Application.objects.filter(offer=sent.offer)} == {"withdrawn", "submitted"}


def test_the_other_side_has_no_button_and_no_way(client, world):
    sent = world.application_in("submitted")
    step = answers.shortlist(application=sent, by=world.host)
    client.force_login(world.trainee)
    page = client.post(reverse("undo_application", args=[sent.pk, step.pk]), follow=True)
    assert "Only who did this can undo it." in page.text


def test_what_the_host_was_told_already_stays(world):
    sent = world.application_in("submitted")
    step = withdraw(application=sent, by=world.trainee)
    told("withdrawn").update(state="sent")
    with pytest.raises(MoveRefused, match="too late"):
        undo(step=step, by=world.trainee)
