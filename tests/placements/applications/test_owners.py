"""Whose case it is at the office, who stands in, and who is told of it."""

import pytest
from django.urls import reverse

from accounts.coordinators.models import Faculty
from accounts.coordinators.transitions import add_faculty, plan_absence
from accounts.hosts.models import HostMember
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.deadlines import desk_items, remind_due
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, office_of, told_at_the_offices
from placements.applications.transitions.office import assign, correct_faculty, remind
from placements.applications.transitions.trainee import confirm
from programme.rules.today import programme_today
from tests.mechanisms.threads import at_once
from tests.people import day, on


@pytest.fixture
def colleague(world):
    return world.coordinator_in("admitted", world.university).user


@pytest.fixture
def waiting(world):
    return world.application_in("confirmed")


def told_of(kind):
    return {notice.person.given_name for notice in Notification.objects.filter(kind=kind)}


def give(application, to, by=None, **was):
    application.refresh_from_db()
    assign(application=application, to=to and to.coordinator, by=by or to, **was)


# --- taking and giving ---------------------------------------------------------------------------------------


def test_taken_on_its_page_and_given_to_a_colleague(client, world, colleague, waiting):
    client.force_login(world.coordinator)
    where = reverse("assign_application", args=[waiting.pk])
    me = world.coordinator.coordinator.pk
    for page in (waiting.get_absolute_url(), reverse("cases")):
        assert "Take it" in client.get(page).text
    page = client.post(where, {"owner": me, "next": reverse("cases")}, follow=True)
    assert "The case is yours." in page.text
    assert page.redirect_chain[-1][0] == reverse("cases")
    page = client.post(where, {"owner": colleague.coordinator.pk, "instead_of": me}, follow=True)
    assert f"The case is with {colleague.full_name} now." in page.text
    page = client.post(where, {"owner": "", "instead_of": colleague.coordinator.pk}, follow=True)
    assert "everybody at the office sees to it" in page.text
    waiting.refresh_from_db()
    assert waiting.owner is None


def test_back_to_no_other_site(client, world, waiting):
    client.force_login(world.coordinator)
    where = reverse("assign_application", args=[waiting.pk])
    page = client.post(where, {"owner": "", "next": "https://elsewhere.example/"})
    assert page.url == waiting.get_absolute_url()


def test_who_was_slower_reads_who_has_it(client, world, colleague, waiting):
    give(waiting, colleague)
    client.force_login(world.coordinator)
    data = {"owner": world.coordinator.coordinator.pk, "instead_of": ""}
    page = client.post(reverse("assign_application", args=[waiting.pk]), data, follow=True)
    assert f"{colleague.full_name} has taken this case meanwhile." in page.text
    waiting.refresh_from_db()
    assert waiting.owner == colleague.coordinator


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_has_it(world):
    waiting = world.application_in("confirmed")
    people = [world.coordinator, world.coordinator_in("admitted", world.university).user]
    rows = [Application.objects.get(pk=waiting.pk) for _person in people]

    def take(number):
        return assign(application=rows[number], to=people[number].coordinator, by=people[number])

    outcomes = at_once(take, 2)
    assert sum(isinstance(outcome, MoveRefused) for outcome in outcomes) == 1
    waiting.refresh_from_db()
    assert waiting.owner in {person.coordinator for person in people}


def test_only_who_decides_on_it_can_have_it(world, colleague, waiting):
    for stranger in (world.trainee, world.host, world.other_coordinator, world.administrator):
        with pytest.raises(MoveRefused, match="Only the office"):
            give(waiting, colleague, by=stranger)
    with pytest.raises(MoveRefused, match="cannot decide on this case"):
        give(waiting, world.other_coordinator, by=world.coordinator)
    HostMember.objects.create(host=waiting.offer.host, user=colleague)
    with pytest.raises(MoveRefused, match="cannot decide on this case"):
        give(waiting, colleague, by=world.coordinator)


# --- who is told ---------------------------------------------------------------------------------------------


def test_the_owner_alone_is_told_and_without_one_everybody(world, colleague):
    first, second = (world.application_in("accepted", by=world.student(name).user) for name in ("One", "Two"))
    give(first, colleague)
    for application in (first, second):
        confirm(application=application, by=application.trainee.user)
    told = {}
    for notice in Notification.objects.filter(kind="applications.to_decide"):
        told.setdefault(notice.about_id, set()).add(notice.person)
    assert told == {str(first.pk): {colleague}, str(second.pk): {colleague, world.coordinator}}


def test_meanwhile_the_deputy_is_told(world, colleague, waiting):
    give(waiting, colleague)
    away = {"away_from": day(2), "away_until": day(4), "deputy": world.coordinator.coordinator}
    plan_absence(coordinator=colleague.coordinator, by=colleague, **away)
    for days, person in ((0, colleague), (2, world.coordinator), (4, world.coordinator), (5, colleague)):
        with on(days):
            row = Application.objects.get(pk=waiting.pk)
            assert office_of(row) == [person], days
            assert bool(desk_items(world.coordinator, programme_today())) is (person == world.coordinator)


def test_while_the_deputy_is_away_too_it_is_everybodys(world, colleague, waiting):
    give(waiting, colleague)
    third = world.coordinator_in("admitted", world.university)
    plan_absence(coordinator=colleague.coordinator, by=colleague, away_from=day(0), away_until=day(4), deputy=third)
    plan_absence(coordinator=third, by=third.user, away_from=day(2), away_until=day(2))
    for days, told in ((0, {third.user}), (2, {third.user, colleague, world.coordinator}), (3, {third.user})):
        with on(days):
            assert set(office_of(Application.objects.get(pk=waiting.pk))) == told, days
            on_the_desk = bool(desk_items(world.coordinator, programme_today()))
            assert on_the_desk is (world.coordinator in told), days


def test_a_deputy_who_works_for_the_host_is_not_told(world, colleague, waiting):
    give(waiting, colleague)
    third = world.coordinator_in("admitted", world.university).user
    away = {"away_from": day(0), "away_until": day(4), "deputy": third.coordinator}
    plan_absence(coordinator=colleague.coordinator, by=colleague, **away)
    HostMember.objects.create(host=waiting.offer.host, user=third)
    assert set(office_of(Application.objects.get(pk=waiting.pk))) == {world.coordinator, colleague}


def test_reminders_go_to_the_owner_and_once_late_to_everybody(world, colleague, waiting):
    world.administrator  # noqa: B018 - is told on the last reminder
    give(waiting, colleague)
    Notification.objects.all().delete()
    days = (waiting.decide_by - programme_today()).days
    with on(days):
        remind_due(programme_today())
    assert told_of("applications.decision_due") == {colleague.given_name}
    with on(days + 3):
        remind_due(programme_today())
        assert desk_items(world.coordinator, programme_today())
    assert told_of("applications.decision_due") == {colleague.given_name, "Coordinator"}


@pytest.mark.parametrize("count", [1, 3])
def test_whom_to_tell_of_many_takes_two_queries(world, colleague, count, django_assert_num_queries):
    for number in range(count):
        give(world.application_in("confirmed", by=world.student(f"Number{number}").user), colleague)
    rows = list(Application.objects.undecided().with_parties().with_owner())
    with django_assert_num_queries(2):
        assert list(told_at_the_offices(rows).values()) == [[colleague]] * count


# --- faculty, reminder ---------------------------------------------------------------------------------------


def test_the_office_corrects_the_faculty(client, world, waiting):
    arts = add_faculty(by=world.coordinator, name="Arts")
    elsewhere = add_faculty(by=world.other_coordinator, name="Law")
    client.force_login(world.coordinator)
    where = reverse("correct_faculty", args=[waiting.pk])
    assert "The faculty is corrected." in client.post(where, {"faculty": arts.pk}, follow=True).text
    assert "Choose a faculty from the list." in client.post(where, {"faculty": elsewhere.pk}, follow=True).text
    world.trainee.trainee.refresh_from_db()
    assert world.trainee.trainee.faculty == arts
    with pytest.raises(MoveRefused, match="another institution"):
        correct_faculty(application=waiting, by=world.coordinator, faculty=elsewhere)
    assert Faculty.objects.count() == 2


def test_the_office_reminds_a_late_host_once_a_day(client, world):
    late = world.application_in("submitted", since=-16)
    client.force_login(world.coordinator)
    where = reverse("remind_application", args=[late.pk])
    assert "A reminder is on its way." in client.post(where, follow=True).text
    assert "A reminder has gone out today already." in client.post(where, follow=True).text
    assert told_of("applications.office_reminds_host") == {"Host"}


def test_nobody_is_reminded_who_is_not_late(world):
    for state, sentence in (("submitted", "not late yet"), ("confirmed", "Nobody but the office")):
        with pytest.raises(MoveRefused, match=sentence):
            remind(application=world.application_in(state), by=world.coordinator)
    with pytest.raises(MoveRefused, match="Only the office"):
        remind(application=world.application_in("submitted", since=-16), by=world.trainee)
