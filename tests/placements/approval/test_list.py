"""The coordinator's list of applications shows how far each stay is."""

import pytest
from django.urls import reverse

from placements.applications.models import Application
from placements.approval.transitions import begin


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def test_an_approved_application_shows_its_stay(office, world):
    sent = world.application_in("approved")
    assert "Stay: Planned" in office.get(reverse("institution_applications")).text
    begin(placement=sent.placement)
    assert "Stay: Running" in office.get(reverse("institution_applications")).text


def test_a_cancelled_stay_is_not_shown_as_approved(office, world):
    world.application_in("cancelled")
    page = office.get(reverse("institution_applications")).text
    assert 'data-state="cancelled"' in page
    assert 'data-state="approved"' not in page


def test_more_stays_need_no_more_queries(office, world, django_assert_max_num_queries):
    world.application_in("approved")
    office.get(reverse("institution_applications"))
    with django_assert_max_num_queries(20) as one:
        office.get(reverse("institution_applications"))
    for name in ("Second", "Third"):
        world.application_in("approved", by=world.student(name).user)
    with django_assert_max_num_queries(len(one)):
        office.get(reverse("institution_applications"))
    assert Application.objects.approved().count() == 3
