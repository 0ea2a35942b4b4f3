"""A host that was found, named step by step without JavaScript."""

import re

import pytest
from django.urls import reverse

from mechanisms.drafts.models import Draft
from placements.applications.models import Proposal
from tests.pages import forms_in
from tests.people import day

pytestmark = pytest.mark.django_db
HOST = {
    "host_name": "Found Example GmbH",
    "country": "AT",
    "city_name": "Linz",
    "supervisor_name": "Sam Supervisor",
    "supervisor_email": "sam@found.example",
}


def stay():
    return {"kind": "he_student", "starts": day(60), "ends": day(149), "about": "We met at a fair."}


@pytest.fixture
def browser(client, world):
    client.force_login(world.trainee)
    return client


@pytest.fixture
def where():
    return reverse("propose_host")


def press(client, page, act, follow=True, **typed):
    """Fill in what the page asks, and press a button of its form."""
    form = next(form for form in forms_in(page.text) if ("act", act) in form.buttons)
    return client.post(page.request["PATH_INFO"] + form.action, form.data() | typed | {"act": act}, follow=follow)


def test_step_by_step_to_the_mail(browser, where):
    page = browser.get(where)
    assert "Step 1 of 3: The host" in page.text
    assert 'name="starts"' not in page.text
    page = press(browser, page, "next", **HOST)
    assert "Step 2 of 3: The stay" in page.text
    assert re.search(r'<a href="\?step=host"><span>The host', page.text)
    page = press(browser, page, "next", **stay())
    assert "Step 3 of 3: Check and send" in page.text
    for shown in ("Found Example GmbH", "Austria", "Student in higher education", "We met at a fair."):
        assert shown in page.text
    assert not Proposal.objects.exists()
    page = press(browser, page, "send")
    assert "Sam Supervisor has mail from us." in page.text
    assert Proposal.objects.get().host_name == "Found Example GmbH"
    assert not Draft.objects.exclude(parts={}).exists()


def test_next_asks_only_for_this_step(browser, where):
    page = press(browser, browser.get(where), "next", **HOST | {"city_name": ""})
    assert set(page.context["form"].errors) == {"city_name"}
    assert "Linz" not in page.text
    assert "Found Example GmbH" in page.text


def test_back_and_later_keep_what_is_half_done(browser, where):
    page = press(browser, browser.get(where), "next", **HOST)
    page = press(browser, page, "back", about="Half a sentence")
    assert "Step 1 of 3" in page.text
    page = press(browser, browser.get(f"{where}?step=stay"), "later", about="Half a sentence more")
    assert f'href="{where}?step=stay">Go on with it</a>' in page.text
    page = browser.get(where)
    assert "We kept what you typed on" in page.text
    assert "Half a sentence more" in page.text
    assert "This field is required" not in page.text


def test_start_afresh(browser, where):
    press(browser, browser.get(where), "later", **HOST)
    form = next(form for form in forms_in(browser.get(where).text) if form.action.endswith("/afresh/"))
    page = browser.post(form.action, form.data(), follow=True)
    assert "Step 1 of 3" in page.text
    assert "Found Example GmbH" not in page.text


def test_what_is_missing_leads_to_its_step(browser, where):
    press(browser, browser.get(where), "next", **HOST)
    page = press(browser, browser.get(f"{where}?step=summary"), "send")
    assert "Before you can send it" in page.text
    assert 'href="?step=stay&amp;check=1#id_starts"' in page.text
    page = browser.get(f"{where}?step=stay&check=1")
    assert set(page.context["form"].errors) >= {"starts", "ends"}
    assert not Proposal.objects.exists()


def test_a_stale_window_is_told_and_loses_nothing(browser, where):
    first, second = browser.get(where), browser.get(where)
    press(browser, first, "later", **HOST)
    page = press(browser, second, "next", **HOST | {"host_name": "Another name"})
    assert "changed in another window" in page.text
    assert "Another name" in page.text
    assert "Another name" not in str(Draft.objects.get().parts)
    page = press(browser, page, "next")
    assert "Step 2 of 3" in page.text
    assert "Another name" in str(Draft.objects.get().parts)


def test_a_summary_that_was_overtaken_is_read_again(browser, where):
    press(browser, browser.get(where), "next", **HOST)
    press(browser, browser.get(f"{where}?step=stay"), "next", **stay())
    summary = browser.get(f"{where}?step=summary")
    press(browser, browser.get(f"{where}?step=host"), "next", **HOST | {"host_name": "Another name"})
    page = press(browser, summary, "send")
    assert "changed in another window" in page.text
    assert not Proposal.objects.exists()
    assert "has mail from us." in press(browser, page, "send").text


def test_sent_twice_leads_to_the_same_place(browser, where):
    press(browser, browser.get(where), "next", **HOST)
    summary = press(browser, browser.get(f"{where}?step=stay"), "next", **stay())
    answers = [press(browser, summary, "send", follow=False).url for _number in range(2)]
    assert answers == [Proposal.objects.get().get_absolute_url()] * 2
