"""The pictures of the guides are taken of the demo world, and never age.

`make pictures` takes them; the test then reads the same pages and fails when their headings, columns, buttons or
labels are not those that stood there when the pictures were taken.
"""

import json
import os
import re

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from django.urls import reverse

from dot_portal.guides.reading import FOLDER
from placements.applications.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURES = FOLDER / "pictures"
WORDS = PICTURES / "words.json"
TAKING = os.environ.get("PICTURES") == "take"
READ = """() => [...document.querySelectorAll('main :is(h1, h2, th, button, legend, summary)')]
  .filter((one) => one.checkVisibility() && !one.closest('[data-varies]')).map((one) => one.textContent)"""


def somebody(email):
    return f"{email}@demo.example"


def application_of(email, state):
    found = Application.objects.filter(trainee__user__email=somebody(email), state=state)
    return reverse("application", args=[found.order_by("pk").first().pk])


def case_of_office():
    found = Application.objects.filter(state="confirmed", owner__isnull=False).order_by("pk").first()
    return reverse("application", args=[found.pk])


# Name of the picture: who looks, at what, and how wide and high.
TAKEN = {
    "offers": (None, lambda: reverse("offers"), 1000, 760),
    "application": ("trainee", lambda: application_of("trainee", "accepted"), 1000, 620),
    "host-desk": ("host", lambda: reverse("desk"), 1000, 760),
    "applicants": ("host", lambda: reverse("host_applications"), 1000, 620),
    "cases": ("coordinator", lambda: reverse("cases"), 1100, 800),
    "case": ("coordinator", case_of_office, 1100, 800),
    "start-page": (None, lambda: reverse("landing"), 1280, 860),
    "administrator": ("administrator", lambda: reverse("desk"), 1100, 800),
}
IN_ENGLISH_ALONE = {"start-page", "administrator"}  # for the README and for operators


@pytest.fixture
def in_the_demo(committed_db):
    call_command("load_demo")


def test_the_pictures_show_the_pages_as_they_are(in_the_demo, visit, client, settings):
    settings.DEMO = False  # no banner in a picture
    languages = [code for code, _name in portal.LANGUAGES] if TAKING else [portal.LANGUAGE_CODE]
    found = {f"{language}/{name}": words for language in languages for name, words in taken(visit, language)}
    if TAKING:
        WORDS.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        return
    then = json.loads(WORDS.read_text(encoding="utf-8"))
    aged = {name: sorted(set(words) ^ set(then[name])) for name, words in found.items() if words != then[name]}
    assert aged == {}, "Take the pictures of the guides anew: make pictures"


def taken(visit, language):
    """Name and words of each picture; the file too when pictures are taken."""
    for name, (who, where, width, height) in TAKEN.items():
        if name in IN_ENGLISH_ALONE and language != portal.LANGUAGE_CODE:
            continue
        visitor = visit(width=width)
        if who:
            visitor.sign_in(somebody(who), "dots-that-join")
        cookie = {"name": portal.LANGUAGE_COOKIE_NAME, "value": language, "url": portal.SITE_URL}
        visitor.context.add_cookies([cookie])
        page = visitor.page
        if who:
            choose(who, language)
        page.goto(where())
        yield name, sorted({tidy(words) for words in page.evaluate(READ)} - {""})
        if TAKING:
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=PICTURES / language / f"{name}.png")


def choose(who, language):
    from accounts.users.models import User

    User.objects.filter(email=somebody(who)).update(language=language)


def tidy(words):
    """Without figures and days, which differ from one day to the next."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "", words)).strip()
