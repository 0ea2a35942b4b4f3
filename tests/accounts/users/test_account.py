import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.users.models import User
from mechanisms.notifications.models import Notification

pytestmark = pytest.mark.django_db
PASSWORD = "a long and rare sentence"
SIGN_UP = {"email": "New.Person@example.eu", "password1": PASSWORD, "given_name": "Zoë", "family_name": "Ångström"}


@pytest.fixture(autouse=True)
def _nobody_was_here_before():
    """Who signs up too often is slowed down, which the cache remembers from test to test."""
    cache.clear()


@pytest.mark.parametrize(
    ("party", "page"), [("trainee", "profile"), ("host", "host_profile"), ("coordinator", "ask_to_join")]
)
def test_sign_up_leads_over_the_mail_to_the_short_profile(client, settings, party, page):
    settings.EMAIL_BACKEND = "mechanisms.notifications.mail.OutboxBackend"  # which pytest-django replaces
    assert client.post(reverse("account_signup"), SIGN_UP | {"party": party}).status_code == 302
    user = User.objects.get(email="new.person@example.eu")
    assert (user.full_name, user.party_wanted) == ("Zoë Ångström", party)
    mail = Notification.objects.get(kind="mail", address="new.person@example.eu")
    path = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.body)[1]
    assert client.get(path).status_code == 200
    response = client.post(path, follow=True)
    assert response.redirect_chain[-1][0] == reverse(page)
    assert response.status_code == 200


def test_mails_about_an_account_have_one_button_in_our_look(client, settings):
    settings.EMAIL_BACKEND = "mechanisms.notifications.mail.OutboxBackend"
    client.post(reverse("account_signup"), SIGN_UP | {"party": "host"})
    first = Notification.objects.get(kind="mail")
    assert "Please confirm that this address is yours." in first.body
    client.post(reverse("account_reset_password"), {"email": SIGN_UP["email"]})
    second = Notification.objects.exclude(pk=first.pk).get(kind="mail")
    assert "You can choose a new password." in second.body
    for mail in (first, second):
        link = re.search(r"^https?://\S+$", mail.body, re.MULTILINE)[0]
        assert mail.html.count(f'href="{link}"') == 2  # the button, and the address below it
        text, button, rest = mail.html.partition(">Go on</a>")
        assert button
        assert "Open this link:" in text
        assert "Then do nothing" in rest


def test_what_a_password_must_be_is_one_sentence(client, signed_in, stranger):
    sentence = "At least 10 characters; not your name, not a common word, not only digits."
    sign_up = client.get(reverse("account_signup")).text
    change = signed_in(stranger).get(reverse("account_change_password")).text
    for page in (sign_up, change):
        assert page.count(sentence) == 1
        assert "entirely numeric" not in page


@pytest.mark.parametrize("party", ["host", "coordinator"])
def test_invitation_fills_in_what_brings_somebody(client, party):
    form = client.get(reverse("account_signup"), {"party": party}).context["form"]
    assert form["party"].value() == party


@pytest.mark.parametrize("party", ["", "king", "host\n", "x" * 10_000])
def test_other_words_in_the_address_fill_in_nothing(client, party):
    assert client.get(reverse("account_signup"), {"party": party}).context["form"]["party"].value() is None


@pytest.mark.parametrize("text", ["x" * 10_000, "a\x00b"])
@pytest.mark.parametrize("field", ["given_name", "family_name", "email", "party"])
def test_no_text_breaks_sign_up(client, field, text):
    response = client.post(reverse("account_signup"), SIGN_UP | {"party": "host", field: text})
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_account_is_changed(signed_in, stranger):
    data = {"given_name": "Žofie", "family_name": "Nová", "language": "en", "time_zone": "Europe/Lisbon"}
    page = signed_in(stranger).post(reverse("my_account"), data, follow=True)
    assert "Your account is saved." in page.text
    stranger.refresh_from_db()
    assert (stranger.full_name, stranger.time_zone) == ("Žofie Nová", "Europe/Lisbon")


def test_refused_name_does_not_show_in_the_header(signed_in, stranger):
    data = {"given_name": "Impostor", "family_name": "", "language": "tlh", "time_zone": "Mars/Olympus"}
    response = signed_in(stranger).post(reverse("my_account"), data)
    assert set(response.context["form"].errors) == {"family_name", "language", "time_zone"}
    assert response.context["user"].given_name == "Stranger"


def test_address_with_capitals_is_kept_in_small_letters(client, administrator):
    """However somebody was entered: who was invited by this address is recognised."""
    client.force_login(administrator)
    form = {"email": "Anna.Nova@Example.EU", "language": "en", "time_zone": "Europe/Brussels", "is_active": "on"}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
    page = client.post(reverse("admin:users_user_add"), form)
    assert page.status_code == 302, page.context["errors"]
    assert User.objects.filter(email="anna.nova@example.eu").exists()
    assert "is here already" in str(client.post(reverse("admin:users_user_add"), form).context["errors"])
