"""How long somebody stays signed in, from which moment, and how it is prolonged."""

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
FULL = settings.SESSION_COOKIE_AGE
START = timezone.now().replace(microsecond=0)


def sign_in(client, person) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})


def left(client) -> int:
    return client.get("/account/stay/").json()["seconds"]


def test_it_ends_a_full_time_after_signing_in_and_no_page_moves_the_end(client, stranger):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, stranger)
        clock.shift(100)
        client.get("/account/")
        assert left(client) == FULL - 100
        clock.shift(FULL)
        assert client.get("/account/stay/").status_code == 302


def test_who_asks_to_stay_has_the_full_time_again(client, stranger):
    with time_machine.travel(START, tick=False) as clock:
        sign_in(client, stranger)
        clock.shift(FULL - 60)
        assert client.post("/account/stay/").json()["seconds"] == FULL
        clock.shift(FULL - 60)
        assert left(client) == 60


def test_every_page_of_a_person_knows_the_end_and_no_other_page_does(client, stranger):
    assert "data-session-seconds" not in client.get("/").content.decode()
    with time_machine.travel(START, tick=False):
        sign_in(client, stranger)
        assert f'data-session-seconds="{FULL}"' in client.get("/").content.decode()


def test_the_sign_in_page_says_how_long(client):
    assert "stay signed in for 14 days" in client.get("/accounts/login/").content.decode()
