"""Each rule reminds of many rows with as many queries as of one; a rule nobody listed fails.

One that never reminds only fills the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.hosts.models import Host
from mechanisms.notifications import deadlines
from mechanisms.notifications.deadlines import all_deadlines, remind_due
from mechanisms.notifications.models import Notification
from placements.matching.transitions import save_for_later

# After the rows and whose turn it is: a savepoint, one insert, its release.
WRITING = 3


def invited_to_be_checked(world):
    Host.objects.filter(members__user=world.host).update(invited_by=world.other_university)
    world.offer_in("submitted")


def saved(world):
    save_for_later(offer=world.offer_in("published"), trainee=world.trainee.trainee)


# What makes one row, and how many queries find out whose turn it is on the last reminder.
LISTED = {
    "applications.answer": (lambda world: world.application_in("submitted"), 1),
    "applications.confirmation": (lambda world: world.application_in("accepted"), 0),
    "applications.decision": (lambda world: world.application_in("confirmed"), 3),  # office, host, administrators
    "applications.draft": (lambda world: world.application_in("draft"), 0),
    "applications.proposal": (lambda world: world.proposal_in("asked"), 0),
    "coordinators.admission": (lambda world: world.coordinator_in("asked"), 2),
    # who takes the country, who invited, members, administrators twice: in their stead, and above them
    "offers.check": (invited_to_be_checked, 5),
    "matching.saved_offer": (saved, 0),
}


def test_every_rule_is_listed():
    assert {rule.name for rule in all_deadlines() if rule.leads} == set(LISTED)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", sorted(LISTED))
def test_many_rows_cost_as_many_queries_as_one(world, monkeypatch, django_assert_num_queries, name, count):
    make, asking = LISTED[name]
    (rule,) = [rule for rule in all_deadlines() if rule.name == name]
    _somebody_to_tell = world.administrator, world.coordinator, world.other_coordinator
    for _row in range(count):
        make(world)
    monkeypatch.setattr(deadlines, "_rules", {rule.kind: rule})
    (due,) = set(rule.rows().values_list("due", flat=True))
    Notification.objects.all().delete()
    with django_assert_num_queries(1 + asking + WRITING):
        remind_due(due - timedelta(rule.leads[0]))
    assert Notification.objects.filter(kind=rule.kind).values("about_id").distinct().count() == count


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_row_is_due_on_one_day_for_every_reader(world, name):
    (rule,) = [rule for rule in all_deadlines() if rule.name == name]
    LISTED[name][0](world)
    due = set()
    for zone in ("Pacific/Kiritimati", "Atlantic/Azores", "Pacific/Pago_Pago"):
        with timezone.override(zone):
            due |= set(rule.rows().values_list("due", flat=True))
    assert len(due) == 1
