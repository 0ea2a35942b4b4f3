"""What somebody types is there again after the window was closed, and a lost connection is told."""

import pytest

from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STATUS = ".autosave [role=status]"


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_typed_is_kept(world, committed_db, visit, width):
    trainee = visit(width=width)
    page = trainee.sign_in(world.trainee.email, PASSWORD)
    page.goto("/found-host/new/")
    page.get_by_label("Organisation").fill("Atelier Example")
    page.locator(STATUS, has_text="Saved at").wait_for()

    page.get_by_label("Town or city").fill("Linz")
    page.goto("/desk/")  # left before the pause was over: it goes with the page
    page.goto("/found-host/new/")
    assert page.get_by_label("Organisation").input_value() == "Atelier Example"
    assert page.get_by_label("Town or city").input_value() == "Linz"
    assert page.get_by_text("We kept what you typed on").is_visible()
    assert trainee.overflow() == 0
    assert trainee.faults() == []


def test_two_windows_and_the_newer_one_wins(world, committed_db, visit):
    trainee = visit()
    first = trainee.sign_in(world.trainee.email, PASSWORD)
    second = trainee.context.new_page()
    for page in (first, second):
        page.goto("/found-host/new/")
    second.get_by_label("Organisation").fill("Typed in the second")
    second.locator(STATUS, has_text="Saved at").wait_for()
    first.get_by_label("Organisation").fill("Typed in the first")
    first.locator(STATUS, has_text="in another window").wait_for()
    first.get_by_role("link", name="Load what was saved there").click()
    assert first.get_by_label("Organisation").input_value() == "Typed in the second"


def test_a_lost_connection_is_told_and_made_good(world, committed_db, visit):
    trainee = visit()
    page = trainee.sign_in(world.trainee.email, PASSWORD)
    page.goto("/found-host/new/")
    trainee.context.set_offline(True)
    page.get_by_label("Organisation").fill("Atelier Example")
    page.locator(STATUS, has_text="Not saved: no connection.").wait_for()
    trainee.context.set_offline(False)
    page.locator(STATUS, has_text="Saved at").wait_for()
    assert all("ERR_INTERNET_DISCONNECTED" in line for line in trainee.wrong)
    trainee.wrong.clear()  # asked for on purpose


def test_a_lost_session_is_told(world, committed_db, visit):
    trainee = visit()
    page = trainee.sign_in(world.trainee.email, PASSWORD)
    page.goto("/found-host/new/")
    trainee.context.clear_cookies()
    page.get_by_label("Organisation").fill("Atelier Example")
    page.locator(STATUS, has_text="you are signed out").wait_for()
