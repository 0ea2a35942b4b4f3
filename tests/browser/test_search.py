"""The search by keyboard alone, in the window of a desk and of a phone; and without JavaScript."""

import pytest

from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DIALOG, FIELD, STATUS = "#search-dialog", "#search-dialog-text", "[data-search-status]"


@pytest.fixture
def case(world, committed_db):
    return world.application_in("submitted")


def focused(page, selector: str) -> bool:
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


@pytest.mark.parametrize("width", [1280, 390])
def test_search_by_keyboard(world, case, visit, width):
    office = visit(width=width)
    page = office.sign_in(world.coordinator.email, PASSWORD)
    page.goto("/desk/")
    start = page.locator("main a").first
    start.focus()

    page.keyboard.press("Control+k")
    assert page.locator(DIALOG).is_visible()
    assert focused(page, FIELD)
    page.keyboard.type("trainee exa")
    page.locator(STATUS, has_text="2 found.").wait_for()  # the person, and the case
    assert office.overflow() == 0
    assert office.faults() == []

    page.keyboard.press("ArrowDown")
    assert focused(page, f"a[href='/people/{case.trainee_id}/']")
    page.keyboard.press("ArrowDown")
    assert focused(page, f"a[href='{case.get_absolute_url()}']")
    page.keyboard.press("ArrowDown")  # the last stays the last
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page, FIELD)

    page.keyboard.press("Escape")
    assert page.locator(DIALOG).is_hidden()
    assert start.evaluate("link => link === document.activeElement")

    page.keyboard.press("Control+k")  # what was found is still there
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/people/{case.trainee_id}/")


def test_enter_in_the_field_leads_to_the_page_of_all(world, case, visit):
    page = visit().sign_in(world.coordinator.email, PASSWORD)
    page.locator("a[data-search-open]").first.click()
    page.keyboard.type("orangerie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=orangerie")
    assert page.locator("main").get_by_role("link", name="Orangerie Robotics B.V.").is_visible()


def test_nothing_found_is_said(world, visit):
    page = visit().sign_in(world.stranger.email, PASSWORD)
    page.keyboard.press("Control+k")
    page.keyboard.type("zzzz")
    page.locator(STATUS, has_text="Nothing found.").wait_for()


def test_without_javascript_the_link_leads_to_the_page(world, case, visit):
    office = visit(java_script_enabled=False)
    page = office.sign_in(world.coordinator.email, PASSWORD)
    page.locator(".nav-account a[data-search-open]").click()
    page.locator("#search-text").fill("web shop")
    page.locator("main form[role=search] button").click()
    assert page.locator("main").get_by_role("link", name=case.offer.title).count() == 1
