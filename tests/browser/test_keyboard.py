"""The main job with a keyboard alone, on a phone's width: every stop on the way can be seen, and none is a trap."""

from datetime import date

import pytest
from playwright.sync_api import expect

from placements.applications.models import Application
from placements.approval.models import Placement
from tests.browser.focus import STOP
from tests.people import CV, PASSWORD, day
from tests.portal import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_STOPS = 120  # a long form has this many; who needs more is lost


class ByKey:
    """Somebody who never touches a pointer."""

    def __init__(self, visitor):
        self.page = visitor.page

    def reach(self, *names: str) -> None:
        """Tab until what has the focus is called so."""
        passed = []
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop is None:  # past the end of the page, or in the browser's own frame
                continue
            said = stop["said"]
            assert stop["ring"] >= 3, f"nothing shows that {said} has the focus"
            assert stop["seen"], f"{said} has the focus out of sight"
            assert not stop["covered"], f"{said} has the focus behind something"
            if any(name in said for name in names):
                return
            passed.append(said)
        raise AssertionError(f"{names} is not reached from {self.page.url}; there were {passed}")

    def press(self, *names: str, key: str = "Enter") -> None:
        self.reach(*names)
        self.page.keyboard.press(key)

    def follow(self, *names: str) -> None:
        """Press something that leads to another page."""
        before = self.page.url
        self.press(*names)
        self.page.wait_for_url(lambda url: url != before, wait_until="load")

    def write(self, name: str, text: str) -> None:
        self.reach(name)
        self.page.keyboard.type(text)

    def write_day(self, name: str, wanted: date) -> None:
        """Key by key, in the order in which this browser's field asks for day and month."""
        self.reach(name)
        for order in ("%d%m%Y", "%m%d%Y"):
            self.page.keyboard.type(wanted.strftime(order))
            if self.page.evaluate("document.activeElement.value") == wanted.isoformat():
                return
            for _part in range(3):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{name} does not take {wanted}")

    def sign_in(self, person) -> "ByKey":
        self.page.goto("/accounts/login/")
        self.write("Email", person.email)
        self.write("Password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/desk/", wait_until="load")
        return self


def state() -> str:
    return Application.objects.get().state


def test_from_finding_an_offer_to_the_approval(world, committed_db, visit):
    wanted = world.offer_in("published", title="A web shop for greenhouses", places=1)
    for _other in range(3):
        world.offer_in("published")

    trainee = ByKey(visit(width=390, reduced_motion="reduce")).sign_in(world.trainee)
    trainee.press("Menu")
    trainee.follow("Find a traineeship")
    trainee.write('search "', "greenhouses")
    trainee.page.keyboard.press("Enter")
    expect(trainee.page.locator("article.offer-card")).to_have_count(1)
    trainee.follow(wanted.title)
    trainee.follow("Apply")
    trainee.write_day("First day", day(40))
    trainee.write_day("Last day", day(129))
    trainee.write("Motivation", "I would like to build something that somebody needs.")
    trainee.write("What would you like to learn?", "To show a finished piece of work.")
    trainee.reach('file "CV')
    with trainee.page.expect_file_chooser() as chooser:
        trainee.page.keyboard.press("Space")
    chooser.value.set_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": CV})
    trainee.follow("Check and send")
    trainee.press('button "Send')
    until(lambda: state() == "submitted", "the application to be sent")

    host = ByKey(visit(width=390, reduced_motion="reduce")).sign_in(world.host)
    host.follow('link "Answer')
    host.press('button "Accept')
    until(lambda: state() == "accepted", "the host's answer")

    trainee.page.goto("/desk/")
    trainee.follow("Take the place")
    if trainee.page.url.endswith("/desk/") or state() == "accepted":
        trainee.press('button "Take the place')
    until(lambda: state() == "confirmed", "the place to be taken")

    coordinator = ByKey(visit(width=390, reduced_motion="reduce")).sign_in(world.coordinator)
    coordinator.follow('link "Decide')
    coordinator.press("radio", key="Space")
    coordinator.press('button "Approve')
    until(lambda: state() == "approved", "the decision")
    assert Placement.objects.get().application.offer == wanted
