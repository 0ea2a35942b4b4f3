"""The gallery and the main pages in light and dark, at three widths, and as people set their systems."""

import pytest

from accounts.users.models import User
from tests.browser.pages.conftest import faults_collected

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (320, 390, 1280)
MAIN = {
    "anonymous": [("landing", "-"), ("offers", "-"), ("offer", "open_offer"), ("account_login", "-")],
    "trainee": [("desk", "-"), ("profile", "-"), ("apply", "open_offer"), ("inbox", "-")],
    "host": [("desk", "-"), ("new_offer", "-"), ("application", "sent_application")],
    "coordinator": [("desk", "-"), ("cases", "-"), ("decide", "confirmed_application")],
}


def main_pages(shown, person):
    return {name: shown.where(name, about) for name, about in MAIN[person]}


@pytest.mark.parametrize("person", MAIN)
def test_main_pages_in_every_size_and_scheme(shown, visit_as, person):
    visitor = visit_as(person)
    with faults_collected() as found:
        for name, where in main_pages(shown, person).items():
            visitor.page.goto(where)
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    visitor.show(width, scheme)
                    found[f"{name} {width} {scheme}"] = visitor.faults()
                    assert visitor.overflow() <= 0, (name, width)


def test_gallery_in_every_size_and_scheme(gallery_open, visit):
    visitor = visit()
    assert visitor.page.goto("/gallery/").status == 200
    visitor.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    with faults_collected() as found:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                visitor.show(width, scheme)
                found[f"{width} {scheme}"] = visitor.faults()
                assert visitor.overflow() <= 0, width


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_gallery_in_every_language(gallery_open, visit, language):
    visitor = visit(width=320, locale=language)
    visitor.page.goto("/gallery/")
    assert visitor.page.locator("html").get_attribute("lang") == language
    assert visitor.overflow() <= 0


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_main_pages_fit_in_longer_words(shown, visit_as, language):
    too_wide = {}
    User.objects.update(language=language)
    for person in MAIN:
        visitor = visit_as(person, width=320, locale=language)
        for name, where in main_pages(shown, person).items():
            visitor.page.goto(where)
            assert visitor.page.locator("html").get_attribute("lang") == language
            if visitor.overflow() > 0:
                too_wide[name] = visitor.overflow()
    assert too_wide == {}


@pytest.mark.parametrize("person", MAIN)
def test_main_pages_with_forced_colours_and_without_motion(shown, visit_as, person):
    visitor = visit_as(person)
    with faults_collected() as found:
        for name, where in main_pages(shown, person).items():
            visitor.page.goto(where)
            visitor.show(390, forced_colors="active", reduced_motion="reduce")
            found[name] = visitor.faults()
            moving = "document.getAnimations().filter(one => one.effect.getComputedTiming().activeDuration > 0).length"
            assert visitor.page.evaluate(moving) == 0, name


@pytest.mark.parametrize("person", MAIN)
def test_main_pages_with_all_that_opens_open(shown, visit_as, person):
    visitor = visit_as(person, width=390)
    with faults_collected() as found:
        for name, where in main_pages(shown, person).items():
            visitor.page.goto(where)
            visitor.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found[name] = visitor.faults()
            assert visitor.overflow() <= 0, name
