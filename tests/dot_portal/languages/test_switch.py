"""Everybody reads the portal in the language of their choice, and keeps the page."""

import pytest
from django.urls import reverse

from accounts.users.models import User
from accounts.users.transitions import choose_language
from mechanisms.lifecycle.machine import MoveRefused

pytestmark = pytest.mark.django_db


def test_a_stranger_chooses_for_the_browser_and_keeps_the_page(client):
    page = client.get("/offers/?q=web").text
    assert '<html lang="en">' in page
    assert 'name="next" value="/offers/?q=web"' in page
    response = client.post(reverse("set_language"), {"language": "de", "next": "/offers/?q=web"})
    assert (response.status_code, response.headers["Location"]) == (302, "/offers/?q=web")
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("de", "Lax", True)
    answer = client.get("/offers/?q=web")
    assert '<html lang="de">' in answer.text
    assert answer.headers["Content-Language"] == "de"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_switch_leads_to_no_other_site_and_knows_only_our_languages(client):
    response = client.post(reverse("set_language"), {"language": "de", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"
    response = client.post(reverse("set_language"), {"language": "xx", "next": "/offers/"})
    assert "language" not in response.cookies


def test_the_account_of_who_is_signed_in_follows_and_wins_over_the_browser(client, trainee):
    client.force_login(trainee)
    client.post(reverse("set_language"), {"language": "fr", "next": "/desk/"})
    trainee.refresh_from_db()
    assert trainee.language == "fr"
    client.cookies["language"] = "es"
    answer = client.get("/offers/", headers={"Accept-Language": "de"})
    assert '<html lang="fr">' in answer.text
    assert answer.headers["Content-Language"] == "fr"
    client.post(reverse("set_language"), {"language": "xx", "next": "/desk/"})
    trainee.refresh_from_db()
    assert trainee.language == "fr"


def test_nobody_chooses_for_somebody_else(trainee, host):
    with pytest.raises(MoveRefused):
        choose_language(user=trainee, language="de", by=host)


def test_the_current_language_is_marked_and_each_is_named_in_its_own(client):
    client.cookies["language"] = "es"
    page = client.get("/offers/").text
    assert page.count('value="es" lang="es" aria-current="true">Español</button>') == 2  # wide, and in the menu
    assert page.count('value="de" lang="de">Deutsch</button>') == 2


def test_after_a_form_was_sent_the_switch_leads_to_the_page_it_was_sent_from(client):
    page = client.post("/accounts/login/", {}, headers={"Referer": "http://testserver/accounts/login/?next=/desk/"})
    assert 'name="next" value="http://testserver/accounts/login/?next=/desk/"' in page.text


def test_who_signs_up_reads_on_in_the_same_language(client):
    client.cookies["language"] = "de"
    person = {"email": "neu@example.eu", "password1": "a long and rare sentence", "party": "host"}
    client.post(reverse("account_signup"), person | {"given_name": "Zoë", "family_name": "Maier"})
    assert User.objects.get(email="neu@example.eu").language == "de"
