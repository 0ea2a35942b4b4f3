"""The queue shows how far each stay is."""

import pytest
from django.urls import reverse

from placements.approval.transitions import begin


@pytest.fixture
def queue(client, coordinator):
    client.force_login(coordinator)
    return lambda: client.get(reverse("cases", query={"whose": ""})).text


def test_an_approved_application_shows_its_stay(queue, world):
    sent = world.application_in("approved")
    assert 'data-state="planned"' in queue()
    begin(placement=sent.placement)
    page = queue()
    assert 'data-state="running"' in page
    assert 'data-state="planned"' not in page


def test_a_cancelled_stay_is_not_shown_as_approved(queue, world):
    world.application_in("cancelled")
    page = queue()
    assert 'data-state="cancelled"' in page
    assert 'data-state="approved"' not in page
    assert 'data-state="planned"' not in page
