"""The main job in a real browser: a trainee finds an offer and applies, the host accepts, the coordinator approves."""

import pytest
from playwright.sync_api import expect

from placements.applications.models import Application
from placements.approval.models import Placement
from tests.people import CV, PASSWORD, day
from tests.portal import link_in, mail_to, until

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.slow]


def state() -> str:
    return Application.objects.get().state


def test_from_finding_an_offer_to_the_placement(world, visit, worker):  # the worker is told where the pages are
    wanted = world.offer_in("published", title="A web shop for greenhouses", places=1)
    for _other in range(3):
        world.offer_in("published")
    trainee, host, coordinator = visit(), visit(), visit()

    # the trainee finds the offer and applies
    page = trainee.sign_in(world.trainee.email, PASSWORD)
    page.goto("/offers/")
    assert page.locator("article.offer-card").count() == 4
    words = page.locator("#id_q")
    words.fill("greenhouses")
    words.press("Enter")
    expect(page.locator("article.offer-card")).to_have_count(1)
    page.locator("article.offer-card a").first.click()
    page.get_by_role("link", name="Apply", exact=True).click()
    page.locator("textarea[name=motivation]").fill("I would like to build something that somebody needs.")
    if page.locator("input[name=kind]").count():
        page.locator("input[name=kind][value=he_student]").check()
    page.locator("input[name=starts]").fill(day(40).isoformat())
    page.locator("input[name=ends]").fill(day(129).isoformat())
    page.locator("textarea[name=answer_0], input[name=answer_0]").fill("To show a finished piece of work.")
    page.locator("input[name=cv]").set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": CV})
    page.get_by_role("button", name="Check and send").click()
    page.wait_for_url("**/applications/*/")
    assert state() == "draft"
    page.get_by_role("button", name="Send application").click()
    until(lambda: state() == "submitted", "the application to be sent")

    # the host follows the link in its mail
    page = host.sign_in(world.host.email, PASSWORD)
    page.goto(link_in(mail_to(world.host.email, "applies for")))
    page.get_by_role("button", name="Accept").click()
    until(lambda: state() == "accepted", "the host's answer")

    # the trainee takes the place
    page = trainee.page
    page.goto("/desk/")
    page.get_by_role("main").get_by_role("link", name=wanted.title).first.click()
    page.get_by_role("button", name="Take the place").click()
    until(lambda: state() == "confirmed", "the place to be taken")

    # the coordinator decides
    page = coordinator.sign_in(world.coordinator.email, PASSWORD)
    page.goto(link_in(mail_to(world.coordinator.email, "Decide on the stay")))
    page.locator("input[name=is_digital][value=yes]").check()
    page.locator("button[name=act][value=approve]").click()
    until(lambda: state() == "approved", "the decision")

    # and the trainee reads it, in the mail and in the inbox
    page = trainee.page
    page.goto(link_in(mail_to(world.trainee.email, "Approved")))
    page.goto("/inbox/")
    page.get_by_text("Approved: Trainee Example").first.wait_for()
    assert Placement.objects.get().application.offer == wanted
