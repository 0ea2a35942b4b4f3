"""When a coordinator is away, and the faculties of the institution."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.coordinators.models import Coordinator, Faculty
from accounts.coordinators.transitions import add_faculty, plan_absence, rename_faculty
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of
from tests.people import day


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(world):
    return world.coordinator_in("admitted", world.university)


def planned(office, first, last, deputy=""):
    data = {"away_from": day(first).isoformat(), "away_until": day(last).isoformat(), "deputy": deputy}
    return office.post(reverse("my_absence"), data, follow=True)


def test_an_absence_with_a_deputy(office, world, colleague):
    page = planned(office, 0, 5, colleague.pk)
    assert "Your absence is noted." in page.text
    assert f"deputy: {colleague.user.full_name}" in page.text
    assert f"deputy: {colleague.user.full_name}" in office.get(reverse("institution_people")).text
    told = Notification.objects.get(kind="coordinators.made_deputy")
    assert told.person == colleague.user
    mine = world.coordinator.coordinator
    mine.refresh_from_db()
    assert mine.stand_in == colleague
    page = office.post(reverse("end_absence"), follow=True)
    assert "You are back" in page.text
    mine.refresh_from_db()
    assert (mine.away_from, mine.deputy, mine.stand_in) == (None, None, mine)
    assert not notice_of(told.kind).holds(mine, colleague.user)


def test_days_that_make_no_sense(office, colleague):
    assert "The last day away lies before the first." in planned(office, 5, 3).text
    assert "This day has passed." in planned(office, -5, -1).text
    assert "This field is required." in office.post(reverse("my_absence"), {}).text


@pytest.mark.parametrize("one", ["away_from", "away_until"])
def test_an_absence_has_both_days(world, one):
    mine = Coordinator.objects.filter(pk=world.coordinator.coordinator.pk)
    with pytest.raises(IntegrityError, match="coordinators_away_from_until"), transaction.atomic():
        mine.update(**{one: day(0)})


def test_only_a_colleague_stands_in(office, world, colleague):
    for other in (world.other_coordinator.coordinator, world.coordinator.coordinator):
        assert "not one of the available choices" in planned(office, 0, 5, other.pk).text
    mine = world.coordinator.coordinator
    days = {"away_from": day(0), "away_until": day(1)}
    with pytest.raises(MoveRefused, match="Only a colleague"):
        plan_absence(coordinator=mine, by=world.coordinator, deputy=world.other_coordinator.coordinator, **days)
    with pytest.raises(MoveRefused, match="the own absence"):
        plan_absence(coordinator=mine, by=colleague.user, **days)


def test_a_deputy_who_left_stands_in_no_more(world, colleague):
    mine = world.coordinator.coordinator
    days = {"away_from": day(0), "away_until": day(1)}
    plan_absence(coordinator=mine, by=world.coordinator, deputy=colleague, **days)
    colleague.user.is_active = False
    colleague.user.save()
    mine.refresh_from_db()
    assert mine.stand_in is None


# --- faculties -----------------------------------------------------------------------------------------------


def test_faculties_are_added_renamed_and_removed(office, world):
    page = office.post(reverse("faculties"), {"name": "Filozofická fakulta"}, follow=True)
    assert "Filozofická fakulta is on the list." in page.text
    faculty = Faculty.objects.get()
    world.trainee.trainee.faculty = faculty
    world.trainee.trainee.save()
    assert "already" in office.post(reverse("faculties"), {"name": "FILOZOFICKA fakulta"}).text
    page = office.post(reverse("rename_faculty", args=[faculty.pk]), {"name": "Arts"}, follow=True)
    assert "It is called Arts now." in page.text
    assert "1 trainee has chosen it" in page.text
    page = office.post(reverse("remove_faculty", args=[faculty.pk]), follow=True)
    assert "Arts is off the list." in page.text
    world.trainee.trainee.refresh_from_db()
    assert world.trainee.trainee.faculty is None


def test_no_name_and_one_that_is_taken(office, world):
    arts, law = (add_faculty(by=world.coordinator, name=name) for name in ("Arts", "Law"))
    where = reverse("rename_faculty", args=[arts.pk])
    assert "Write the new name" in office.post(where, {"name": " "}, follow=True).text
    assert "This faculty is on the list already." in office.post(where, {"name": "law"}, follow=True).text
    arts.refresh_from_db()
    assert (arts.name, law.name) == ("Arts", "Law")


def test_the_faculties_of_others_stay_as_they_are(client, world):
    arts = add_faculty(by=world.coordinator, name="Arts")
    client.force_login(world.other_coordinator)
    for name in ("rename_faculty", "remove_faculty"):
        assert client.post(reverse(name, args=[arts.pk]), {"name": "Mine"}).status_code == 404
    with pytest.raises(MoveRefused, match="Only a coordinator of the institution"):
        rename_faculty(faculty=arts, by=world.other_coordinator, name="Mine")
    with pytest.raises(MoveRefused, match="Only a coordinator of the institution"):
        add_faculty(by=world.trainee, name="Mine")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(office, world, count, django_assert_num_queries):
    for number in range(count):
        add_faculty(by=world.coordinator, name=f"Faculty {number}")
    with django_assert_num_queries(5):  # session, person, unread notices, coordinator, faculties
        office.get(reverse("faculties"))
