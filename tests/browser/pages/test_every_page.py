"""Every page for every party that may open it, on a small phone: it fits, and nobody is kept out."""

import pytest

from tests.browser.pages.conftest import PARTIES, faults_collected

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SMALL = 320  # CSS pixels: a small phone, and a window of 1280 at 400 % zoom


@pytest.mark.parametrize("party", PARTIES)
def test_every_page(shown, visit_as, party):
    visitor = visit_as(party, width=SMALL)
    titles: dict[str, str] = {}
    with faults_collected() as found:
        for route, where in shown.pages(party):
            if (status := visitor.page.goto(where).status) != 200:
                found[str(route)] = [f"answers {status}"]
                continue
            found[str(route)] = visitor.faults()
            if visitor.overflow() > 0:
                found[str(route)].append(f"wider than the window by {visitor.overflow()} pixels")
            if visitor.page.evaluate("!window.htmx && !!document.querySelector('[hx-get], [hx-post]')"):
                found[str(route)].append("uses htmx and does not load it")
            title = visitor.page.title()
            if title.startswith(" ·"):
                found[str(route)].append("has no title")
            titles.setdefault(title, route.name)
