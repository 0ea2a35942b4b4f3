"""`make browser-test` only: every page for every party in light and dark at three widths, and its pictures to look at.

The pictures go to the folder that SCREENSHOTS names, else to a new one in the system's folder for temporary files;
its index.html shows them all.
"""

import os
import tempfile
from html import escape
from pathlib import Path

import pytest

from tests.browser.pages.conftest import PARTIES, faults_collected
from tests.browser.pages.test_main_pages import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.matrix]


@pytest.fixture(scope="module")
def pictures():
    folder = Path(os.environ.get("SCREENSHOTS") or tempfile.mkdtemp(prefix="dot-portal-pages-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shown = sorted(folder.glob("*/*.png"))
    figures = [
        f'<figure><figcaption>{escape(str(one.relative_to(folder)))}</figcaption><img src="{one.relative_to(folder)}" '
        f'loading="lazy" width="{int(one.stem.split("-")[-2]) // 2}"></figure>'
        for one in shown
    ]
    (folder / "index.html").write_text(f"<!doctype html><title>Every page</title>{''.join(figures)}", encoding="utf-8")


@pytest.mark.parametrize("party", PARTIES)
def test_every_page_in_every_size_and_scheme(shown, visit_as, party, pictures):
    visitor = visit_as(party)
    (pictures / party).mkdir(exist_ok=True)
    with faults_collected() as found:
        for route, where in shown.pages(party):
            assert visitor.page.goto(where).status == 200, where
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    visitor.show(width, scheme)
                    found[f"{route} {width} {scheme}"] = visitor.faults()
                    if visitor.overflow() > 0:
                        found[f"{route} {width} {scheme}"].append(f"wider by {visitor.overflow()} pixels")
                    visitor.page.screenshot(path=pictures / party / f"{route}-{width}-{scheme}.png", full_page=True)
