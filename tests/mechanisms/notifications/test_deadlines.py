from datetime import date, timedelta

import pytest

from mechanisms.notifications import deadlines, tasks
from mechanisms.notifications.deadlines import Deadline, desk_items, remind_due
from mechanisms.notifications.models import Notification
from programme.rules.today import programme_today
from tests.mechanisms.toy.models import Kite

State = Notification.State


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days_left", "lead"),
    list(
        zip(range(5, -10, -1), [None, None, 3, 3, None, 0, -1, -1, None, None, None, None, -7, -7, None], strict=True)
    ),
)
def test_which_reminder_is_due(days_left, lead):
    rule = Deadline("toy.x", rows=None, whose=None, awaits=None, what="", before=(3, 0), after=(1, 7))
    assert rule.lead_on(days_left) == lead


@pytest.mark.django_db
def test_reminders_are_posted_once_in_bulk(flying, make_person, outbox, django_assert_num_queries, deliver_all):
    owner = make_person("Bo")
    for days in (-30, -1, 0, 1, 3, 10):
        flying(f"{days} days", owner=owner, lands_on=TODAY + timedelta(days=days))
    with django_assert_num_queries(4):  # the rows, a savepoint, one insert, its release
        remind_due(TODAY)
    remind_due(TODAY)

    deliver_all()

    assert {mail.subject for mail in outbox()} == {
        "-1 days: -1 days left, due 9 March 2026",
        "0 days: 0 days left, due 10 March 2026",
        "3 days: 3 days left, due 13 March 2026",
    }
    assert len(outbox()) == 3


@pytest.mark.django_db
def test_the_last_reminder_escalates(flying, make_person):
    chief = make_person("Chief", is_superuser=True)
    kite = flying(lands_on=TODAY - timedelta(days=1))
    remind_due(TODAY)
    assert not Notification.objects.filter(person=chief).exists()
    remind_due(TODAY + timedelta(days=6))
    assert Notification.objects.filter(person=chief).count() == 1
    assert Notification.objects.filter(person=kite.owner).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("meanwhile", [{"state": "folded"}, {"lands_on": TODAY + timedelta(days=20)}, "another owner"])
def test_a_reminder_is_dropped_when_it_no_longer_holds(flying, make_person, meanwhile, outbox, deliver_all):
    kite = flying(lands_on=TODAY)
    remind_due(TODAY)
    changed = {"owner": make_person("Bo")} if meanwhile == "another owner" else meanwhile
    Kite.objects.filter(pk=kite.pk).update(**changed)

    deliver_all()

    assert Notification.objects.get().state == State.DROPPED


@pytest.mark.django_db
def test_the_task_reminds_of_today(flying):
    flying(lands_on=programme_today())
    tasks.remind()
    assert Notification.objects.get().once == f"0:{programme_today()}"


@pytest.mark.django_db
def test_the_desk_lists_what_awaits_the_person_by_date(flying, make_person, django_assert_num_queries):
    owner = make_person("Bo")
    for name, days in [("later", 5), ("never", None), ("late", -2)]:
        flying(name, owner=owner, lands_on=None if days is None else TODAY + timedelta(days=days))
    flying("of somebody else", lands_on=TODAY)

    with django_assert_num_queries(1):
        items = desk_items(owner, TODAY)

    assert [(item.row.name, item.days_left) for item in items] == [("late", -2), ("later", 5), ("never", None)]
    assert items[0].url == f"/kites/{items[0].row.pk}/"
    assert items[0].what == "Land your kite"


def test_a_deadline_registered_twice_is_refused():
    with pytest.raises(ValueError, match="registered twice"):
        deadlines.register_deadline(deadlines.all_deadlines()[0])
