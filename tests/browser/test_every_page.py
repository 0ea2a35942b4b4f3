"""Every page in a browser as narrow as a small phone: nothing in the console, nothing from elsewhere, nothing wider."""

import pytest

from tests.addresses import PAGES, PEOPLE, address, addressed_in, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROW = 320
ORDER = ("trainee", "host", "coordinator", "administrator", *PEOPLE)


def seen_by(person):
    """The pages that this person opens here: each page is opened by the first who gets it."""
    for route in read(PAGES):
        who = next((one for one in ORDER if route.answers[one] == "200"), None)
        if who == person and not route.name.startswith(("search_", "application_cv")):
            yield route


@pytest.mark.parametrize("person", ["trainee", "host", "coordinator", "administrator", "anonymous"])
def test_every_page_fits(world, committed_db, visit, client, person, tmp_path, settings):
    settings.EMAIL_FILE_PATH = tmp_path
    world.other_trainee = world.student("Othertrainee").user
    addressed = addressed_in(world)
    visitor = visit(width=NARROW)
    if person != "anonymous":
        client.force_login(getattr(world, person))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": settings.SITE_URL}])
    too_wide = {}
    for route in seen_by(person):
        where = address(route, addressed)
        assert visitor.page.goto(where).status == 200, where
        if visitor.overflow() > 0:
            too_wide[str(route)] = visitor.overflow()
    assert too_wide == {}
