"""A person acts for one organisation, however often and however late a form is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.hosts.models import Host
from accounts.hosts.transitions import change_host, count_completed_stay, verify
from programme.codelists.models import Term
from tests.mechanisms.threads import at_once


@pytest.mark.django_db(transaction=True)
def test_the_form_sent_four_times_at_once_is_one_organisation(world, host_data):
    clients = [Client() for _number in range(4)]
    for client in clients:
        client.force_login(world.stranger)
    form = host_data()
    answers = at_once(lambda number: clients[number].post(reverse("host_profile"), form), 4)
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Host.objects.get().members.get().user == world.stranger


def test_who_has_an_organisation_takes_no_second_one_over(signed_in, stranger):
    kind = Term.objects.of("host_kind")[0]
    brought = [
        Host.objects.create(
            legal_name=name, kind=kind, city_name="Cork", country_id="IE", contact_address=stranger.email
        )
        for name in ("Brought Ltd", "Brought Too Ltd")
    ]
    client = signed_in(stranger)
    pages = [client.post(reverse("take_over_host", args=[host.pk]), follow=True).text for host in brought]
    assert "You already act for an organisation." in pages[1]
    assert Host.objects.get(members__user=stranger) == brought[0]


def test_a_form_opened_before_the_check_does_not_undo_it(world):
    stale = Host.objects.get(members__user=world.host)
    verify(host=Host.objects.get(pk=stale.pk), by=world.administrator)
    count_completed_stay(host=stale)
    stale.phone = "+31 10 123 45 67"
    change_host(host=stale, by=world.host)
    host = Host.objects.get(pk=stale.pk)
    assert (host.phone, host.verified_by, host.stays_completed) == (stale.phone, world.administrator, 1)
