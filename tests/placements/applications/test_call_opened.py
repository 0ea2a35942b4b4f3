"""Who wrote a draft while no call was open hears when one opens."""

import pytest

from mechanisms.notifications.models import Notification
from placements.applications.tasks import announce_open_calls
from placements.applications.transitions.calendar import tell_of_open_calls
from placements.calls.models import Call
from placements.calls.transitions import open_call
from tests.people import day, on


@pytest.fixture
def draft(world):
    """Begun yesterday, when no call was open."""
    draft = world.application_in("draft", since=-1)
    Call.objects.update(opens=day(-300), closes=day(-2), created=draft.state_since - (day(0) - day(-300)))
    return draft


def opens(world, **changes):
    terms = {"year": 2026, "action": "KA131", "title": "Autumn", "opens": day(0), "closes": day(30)} | changes
    institution = changes.pop("institution", world.university)
    by = world.coordinator if institution == world.university else world.other_coordinator
    return open_call(by=by, **{"institution": institution} | terms)


def told():
    return Notification.objects.filter(kind="applications.call_opened")


def test_a_trainee_with_a_draft_is_told_once_for_each_call(world, draft):
    announce_open_calls()
    assert not told().exists()
    call = opens(world)
    announce_open_calls()
    announce_open_calls()
    assert [(notice.person, notice.about_id, notice.once) for notice in told()] == [
        (world.trainee, str(draft.pk), f"call:{call.pk}")
    ]


def test_a_call_that_was_planned_before_is_told_on_its_first_day(world, draft):
    call = opens(world, opens=day(2))
    Call.objects.filter(pk=call.pk).update(created=draft.state_since - (day(0) - day(-5)))
    announce_open_calls()
    assert not told().exists()
    with on(2):
        announce_open_calls()
    assert told().count() == 1


@pytest.mark.parametrize("changes", [{"action": "KA171"}, {"action": "KA121"}, {"opens": day(1)}])
def test_a_call_that_does_not_pay_for_this_draft_is_not_told(world, draft, changes):
    """The host is in a programme country, and the trainee a student."""
    opens(world, **changes)
    announce_open_calls()
    assert not told().exists()


def test_the_call_of_another_institution_is_not_told(world, draft):
    opens(world, institution=world.other_university)
    announce_open_calls()
    assert not told().exists()


def test_a_draft_that_was_begun_while_the_call_was_open_waits_for_nothing(world):
    world.application_in("draft")
    announce_open_calls()
    assert not told().exists()


def test_drafts_are_found_in_one_query_for_each_action(world, draft, django_assert_num_queries):
    with django_assert_num_queries(14) as before:
        tell_of_open_calls()
    opens(world)
    world.application_in("draft", since=-1)
    world.application_in("draft", since=-1)
    with django_assert_num_queries(len(before) + 1):  # and the notices, inserted together
        tell_of_open_calls()
    assert told().count() == 3
