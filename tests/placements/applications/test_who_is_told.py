"""Whoever waits at the host is told, with an account or without one."""

import pytest

from accounts.coordinators.models import Office
from accounts.hosts.models import HostMember
from accounts.hosts.transitions import take_over
from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import words_of
from placements.applications.tasks import lapse_overdue
from placements.applications.transitions.host import accept
from placements.applications.transitions.trainee import confirm, submit, withdraw
from placements.approval.transitions import approve, cancel, refuse
from tests.people import on


def approved(world, agreed):
    confirm(application=agreed, by=world.trainee)
    return approve(application=agreed, by=world.coordinator, is_digital=True)


def refused(world, agreed):
    confirm(application=agreed, by=world.trainee)
    refuse(application=agreed, by=world.coordinator, reason="It falls into your examinations.")


def lapsed(world, agreed):
    with on(20):
        lapse_overdue()


HAPPENS = {
    "applications.confirmed": lambda world, agreed: confirm(application=agreed, by=world.trainee),
    "applications.approved": approved,
    "applications.not_approved": refused,
    "applications.withdrawn": lambda world, agreed: withdraw(application=agreed, by=world.trainee),
    "applications.lapsed": lapsed,
    "approval.cancelled": lambda world, agreed: cancel(
        placement=approved(world, agreed), by=world.coordinator, why="The trainee fell ill."
    ),
}


@pytest.mark.parametrize("kind", HAPPENS)
def test_a_host_without_an_account_is_told_at_its_address(world, kind):
    agreed = world.agreed_application()
    address = agreed.offer.host.contact_address
    HAPPENS[kind](world, agreed)
    mail = Notification.objects.get(kind=kind, person=None)
    assert mail.address == address
    words = words_of(mail, agreed if kind.startswith("applications") else agreed.placement)
    assert words.path == "/accounts/signup/?party=host"  # the page of the application would ask it to sign in
    assert "You need no account for this." in words.text
    assert "trainee@example.eu" not in words.text


def test_answers_of_the_trainee_and_the_host_go_to_the_office(world):
    Office.objects.create(institution=world.university, email="mobility@example.eu")
    approved(world, agreed := world.agreed_application())
    for kind, reader in (("applications.approved", "mobility@example.eu"), ("applications.to_decide", "")):
        for mail in Notification.objects.filter(kind=kind):
            assert words_of(mail, agreed).answers_to == reader, (kind, mail.person or mail.address)


def test_who_has_taken_the_host_over_is_told_in_the_portal(world):
    agreed = world.agreed_application()
    person = world.person("Sam")
    person.email = agreed.offer.host.contact_address
    person.save()
    take_over(host=agreed.offer.host, by=person)
    confirm(application=agreed, by=world.trainee)
    assert Notification.objects.get(kind="applications.confirmed").person == person
    words = words_of(Notification(kind="applications.confirmed", person=person), agreed)
    assert words.path == agreed.get_absolute_url()
    assert "no account" not in words.text


def test_an_organisation_whose_people_have_left_is_not_told_at_an_old_address(world):
    agreed = world.agreed_application()
    host = agreed.offer.host
    HostMember.objects.create(host=host, user=world.stranger)
    world.stranger.is_active = False
    world.stranger.save()
    assert host.to_tell() == []


def test_a_trainee_who_works_there_is_not_told_of_the_own_application(world):
    HostMember.objects.create(host=world.host.host_member.host, user=world.trainee)
    application = world.application_in("draft")
    submit(application=application, by=world.trainee)
    accept(application=application, by=world.host)
    confirm(application=application, by=world.trainee)
    for kind in ("applications.received", "applications.confirmed"):
        assert [notice.person for notice in Notification.objects.filter(kind=kind)] == [world.host]
