"""Every notice about offers says its thing in a subject and a text, with the names as they were written."""

import pytest

from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import words_of
from placements.offers.models import Offer
from tests.people import day

CONTEXT = {"why": "What is digital about <it>?", "due": str(day(2)), "days_left": 2, "days_late": -2, "lead": 2}


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("offers.submitted", "Orangerie Robotics B.V. waits for your check"),
        ("offers.confirmed", "“Stories & Sons” is confirmed"),
        ("offers.returned", "“Stories & Sons” came back with a question"),
        ("offers.closed", "“Stories & Sons” was closed"),
        ("offers.expired", "The last day to apply for “Stories & Sons” has passed"),
        ("offers.check_due", f"Please check “Stories & Sons” by {day(2).day} {day(2):%B}"),
    ],
)
def test_a_notice_says_what_happened(world, host, kind, subject):
    offer = world.offer_in("submitted", title="Stories & Sons")
    row = Notification(kind=kind, about_label="offers.offer", about_id=str(offer.pk), person=host, context=CONTEXT)
    words = words_of(row, Offer.objects.get(pk=offer.pk))
    assert words.subject == subject
    assert ("What is digital about <it>?" in words.text) == (kind in {"offers.returned", "offers.closed"})
    assert str(offer.pk) in words.link


def test_a_late_check_says_by_how_much(world, coordinator):
    offer = world.offer_in("submitted", title="Stories & Sons")
    late = CONTEXT | {"days_left": -1, "days_late": 1}
    row = Notification(kind="offers.check_due", about_id=str(offer.pk), person=coordinator, context=late)
    assert words_of(row, offer).subject == "Your check of “Stories & Sons” is 1 day late"
