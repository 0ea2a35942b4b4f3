"""The frame of every page, the pages of errors and of sign-in, and the rules all templates keep."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from accounts.users.models import User
from mechanisms.notifications.models import Notification

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parts[-2] != "notices" and "notices" not in path.parts]
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]
SIGN_IN_PAGES = ["login", "signup", "password/reset", "password/reset/done", "confirm-email", "inactive"]
OWN_PAGES = ["logout", "email", "password/change", "reauthenticate"]


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.fixture
def person(db):
    return User.objects.create_user("ada@example.org", "a long password", given_name="Ada")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_inline_and_nothing_from_elsewhere(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(src|href|action)=[\"'](https?:)?//", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_component_begins_by_naming_its_arguments(path):
    assert path.read_text().startswith("{# ")


def test_both_dark_blocks_hold_the_same_colours():
    tokens = Path(settings.BASE_DIR, "static/css/tokens.css").read_text()
    by_system, by_switch = re.findall(r"color-scheme: dark;\n(.*?)\}", tokens, re.DOTALL)
    assert by_system == by_switch


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme):
    tokens = Path(settings.BASE_DIR, "static/css/tokens.css").read_text()
    block = re.search(rf"color-scheme: {scheme};\n(.*?)\}}", tokens, re.DOTALL).group(1)
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for ground in ("paper", "surface"):
        for text in ("ink", "muted", "primary", "ok", "wait", "stop", "info"):
            assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
        assert contrast(colour["field"], colour[ground]) >= 3
    assert contrast(colour["on-primary"], colour["primary"]) >= 4.5
    assert contrast(colour["on-accent"], colour["accent"]) >= 4.5


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "403_csrf.html", "500.html"])
def test_error_page_needs_no_request_and_no_database(name):
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert 'id="main"' in page


def test_frame_of_a_stranger(client, db):
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en">' in page
    assert page.index("skip-link") < page.index("<header")
    assert 'href="/accounts/signup/"' in page
    assert "/accounts/logout/" not in page


def test_frame_of_a_person_counts_what_is_unread_and_signs_out_by_post(client, person):
    for number in range(2):
        Notification.objects.create(kind="test", person=person, once=str(number))
    client.force_login(person)
    page = client.get("/accounts/logout/").content.decode()
    assert re.search(r'<span class="count">2<span class="visually-hidden"> unread', page)
    assert re.search(
        r'<form method="post" action="/accounts/logout/">\s*<input type="hidden" name="csrfmiddleware', page
    )
    assert 'href="/accounts/login/">' not in page  # but where the dialog says that the session is over


def test_demo_says_so_and_lists_its_people(client, db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("dot_portal.context.demo_sign_ins", lambda: [("A trainee", "t@demo.example", "demo")])
    page = client.get("/accounts/login/").content.decode()
    assert "demo-banner" in page
    assert "t@demo.example" in page


@pytest.mark.parametrize("page", SIGN_IN_PAGES)
def test_sign_in_page(client, db, page):
    response = client.get(f"/accounts/{page}/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("page", OWN_PAGES)
def test_page_of_ones_own_account(client, person, page):
    client.force_login(person)
    response = client.get(f"/accounts/{page}/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("path", ["confirm-email/nonsense", "password/reset/key/1-nonsense"])
def test_link_that_no_longer_works(client, db, path):
    response = client.get(f"/accounts/{path}/")
    assert "This link no longer works" in response.content.decode()


class Sample(forms.Form):
    name = forms.CharField(help_text="As on your card.")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)
    sure = forms.BooleanField()


def rendered(form: forms.Form) -> str:
    template = engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}")
    return template.render({"form": form}, RequestFactory().get("/"))


def test_field_says_in_words_that_it_is_required_and_ties_its_help():
    page = rendered(Sample())
    assert page.count('<span class="needed">required</span>') == 3
    assert 'aria-describedby="id_name_helptext"' in page
    assert 'id="id_name_helptext"' in page
    assert "error-summary" not in page


def test_every_line_of_the_error_summary_leads_to_a_field():
    page = rendered(Sample({"note": "kept"}))
    assert "3 things to put right" in page
    targets = re.findall(r'<a href="#([^"]+)"', page)
    assert targets == ["id_name", "id_kind_0", "id_sure"]
    for target in targets:
        assert f'id="{target}"' in page
    assert 'value="kept"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


@pytest.mark.parametrize(("person", "first"), [("trainee", "offers"), ("host", "host_applications")])
def test_the_header_leads_to_what_each_party_comes_for(client, world, person, first):
    somebody = getattr(world, person)
    somebody.party_wanted = person
    somebody.save()
    client.force_login(somebody)
    page = client.get(reverse("inbox")).text
    header = page[page.index("<header") : page.index("</header")]
    assert header.index(f'href="{reverse(first)}"') < header.index(f'href="{reverse("desk")}"')


def test_whoever_is_not_admitted_yet_is_led_from_the_cases_to_the_own_request(client, world):
    asking = world.coordinator_in("asked").user
    asking.party_wanted = "coordinator"
    asking.save()
    client.force_login(asking)
    answer = client.get(reverse("cases"), follow=True)
    assert answer.redirect_chain[-1][0] == asking.coordinator.get_absolute_url()
