"""Whom a host's address belongs to, how often it is written to, and under which call."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.hosts.models import Host, HostMember
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, Proposal
from placements.applications.transitions.proposals import propose, withdraw_proposal
from placements.applications.transitions.trainee import confirm
from placements.calls.models import Call
from programme.codelists.models import Country
from tests.people import day, on
from tests.placements.applications.written import confirmation, named_host


def named(trainee, address, **changes) -> Proposal:
    values = {
        "host_name": "Found Example GmbH", "country": Country.objects.get(pk="AT"), "city_name": "Linz",
        "supervisor_name": "Sam", "kind": "he_student", "starts": day(60), "ends": day(149),
    }  # fmt: skip
    return Proposal(trainee=trainee, supervisor_email=address, **values | changes)


def ask(person, address):
    return propose(proposal=named(person.trainee, address), by=person)


def mails() -> int:
    return Notification.objects.filter(kind="applications.found_host_asked").count()


# --- how often -----------------------------------------------------------------------------------------


def test_three_hosts_at_a_time(client, world):
    asked = [ask(world.trainee, f"sam{number}@found.example") for number in range(3)]
    client.force_login(world.trainee)
    page = client.post(reverse("propose_host"), named_host())
    assert "At most 3 hosts can be asked at a time." in page.text
    assert page.context["form"]["about"].value() == "We met at a fair."
    withdraw_proposal(proposal=asked[0], by=world.trainee)
    with pytest.raises(MoveRefused, match="withdraw one and ask tomorrow"):
        ask(world.trainee, "sam@found.example")
    assert mails() == 3
    with on(2):
        ask(world.trainee, "sam@found.example")


def test_an_address_has_one_mail_a_day_whoever_names_it(world):
    proposal = ask(world.trainee, "sam@found.example")
    withdraw_proposal(proposal=proposal, by=world.trainee)
    other = world.student("Second").user
    for person in (world.trainee, other):
        with pytest.raises(MoveRefused, match=r"sam@found\.example was written to within the last 24 hours"):
            ask(person, "Sam@found.example")
    assert (Proposal.objects.count(), mails()) == (1, 1)
    with on(2):
        ask(other, "sam@found.example")
    assert mails() == 2


# --- whose address -------------------------------------------------------------------------------------


def test_nobody_names_an_address_of_the_own_side(client, world):
    EmailAddress.objects.create(user=world.trainee, email="home@example.eu", verified=True)
    client.force_login(world.coordinator)
    where = reverse("propose_host", query={"trainee": world.trainee.trainee.pk})
    for address in ("Coordinator@example.eu", "trainee@example.eu", "Home@example.eu"):
        page = client.post(where, named_host(supervisor_email=address))
        assert "belongs to the trainee or to the office" in str(page.context["form"].errors["supervisor_email"])
    client.force_login(world.trainee)
    page = client.post(reverse("propose_host"), named_host(supervisor_email="coordinator@example.eu"))
    assert "belongs to the trainee or to the office" in str(page.context["form"].errors["supervisor_email"])
    with pytest.raises(MoveRefused, match="belongs to the trainee or to the office"):
        ask(world.trainee, "coordinator@example.eu")
    assert not Proposal.objects.exists()


def test_the_office_of_another_institution_may_host(world):
    ask(world.trainee, world.other_coordinator.email)


# --- the call ------------------------------------------------------------------------------------------


@pytest.fixture
def between_calls(world):
    def close():
        Call.objects.filter(institution=world.university).update(closes=day(-1))

    return close


def test_no_host_is_asked_without_an_open_call(client, world, between_calls):
    client.force_login(world.trainee)
    assert "has no open call" not in client.get(reverse("propose_host")).text
    between_calls()
    assert "has no open call for this now." in client.get(reverse("propose_host")).text
    page = client.post(reverse("propose_host"), named_host())
    assert "The host was not asked; try again when one opens." in page.text
    assert page.context["form"]["about"].value() == "We met at a fair."
    assert not Proposal.objects.exists()
    assert mails() == 0


def test_a_call_that_closes_before_the_host_answers(world, between_calls):
    proposal = world.proposal_in("asked")
    between_calls()
    agreed = world.confirmed(proposal)
    with pytest.raises(MoveRefused, match=r"Your place is kept until .*: ask your coordinator to open one"):
        confirm(application=agreed, by=world.trainee)
    Call.objects.update(closes=day(1))
    confirm(application=agreed, by=world.trainee)
    assert agreed.call is not None


# --- an organisation that is known already -------------------------------------------------------------


def offer_alone() -> dict:
    organisation = dict.fromkeys(["legal_name", "kind", "street", "postal_code", "city_name", "website"])
    return confirmation(**organisation)


def test_who_acts_for_an_organisation_confirms_for_it(world):
    host = world.host.host_member.host
    colleague = world.person("Colleague")
    HostMember.objects.create(host=host, user=colleague)
    proposal = ask(world.trainee, "Host@example.eu")
    link = reverse("confirm_found_host", args=[world.token_of(proposal)])
    page = Client().get(link)
    assert "You confirm for <strong>Orangerie Robotics B.V.</strong>" in page.text
    assert "legal_name" not in page.context["form"].fields
    assert Client().post(link, offer_alone()).status_code == 302
    agreed = Application.objects.get()
    assert agreed.offer.host == host
    assert Host.objects.count() == 1
    host.refresh_from_db()
    assert (host.legal_name, host.country_id, host.contact_address) == ("Orangerie Robotics B.V.", "NL", "")
    told = Notification.objects.filter(kind="applications.agreed")
    assert {notice.person for notice in told} == {world.host, colleague}
    assert not Notification.objects.filter(kind="applications.found_host_thanks").exists()
    client = Client()
    client.force_login(world.host)
    assert client.get(agreed.get_absolute_url()).status_code == 200


def test_an_address_nobody_verified_speaks_for_no_organisation(world):
    EmailAddress.objects.filter(user=world.host).update(verified=False)
    proposal = ask(world.trainee, "host@example.eu")
    page = Client().get(reverse("confirm_found_host", args=[world.token_of(proposal)]))
    assert "legal_name" in page.context["form"].fields


def test_who_confirms_again_is_the_same_organisation(world):
    first = ask(world.trainee, "sam@found.example")
    Client().post(reverse("confirm_found_host", args=[world.token_of(first)]), confirmation())
    with on(2):
        second = ask(world.student("Second").user, "sam@found.example")
        link = reverse("confirm_found_host", args=[world.token_of(second)])
        assert "You confirm for <strong>Found Example GmbH</strong>, Linz" in Client().get(link).text
        Client().post(link, offer_alone())
    assert Application.objects.count() == 2
    assert Host.objects.count() == 1


def test_in_another_country_it_is_another_organisation(world):
    first = ask(world.trainee, "sam@found.example")
    Client().post(reverse("confirm_found_host", args=[world.token_of(first)]), confirmation())
    with on(2):
        elsewhere = named(world.student("Second"), "sam@found.example")
        elsewhere.country_id = "DE"
        propose(proposal=elsewhere, by=elsewhere.trainee.user)
        world.confirmed(elsewhere)
    assert Host.objects.count() == 2
