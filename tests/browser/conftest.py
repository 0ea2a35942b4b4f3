"""A headless Chromium that minds everything: errors in the console, requests to other hosts, pages that do not fit."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings as portal
from playwright.sync_api import sync_playwright

from tests.browser import axe

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WORDS_OF_NO_CONCERN = ("Failed to load resource: the server responded with a status of 4",)  # asked for on purpose


@pytest.fixture(scope="package")
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        reason = "No Chromium is installed (Debian: apt install chromium)."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Its synchronous interface runs a loop in this thread, in which Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


class Minded:
    """Somebody at a browser of their own; `wrong` collects what should not have happened."""

    def __init__(self, browser, address: str, width: int = 1280, locale: str = "en-GB", **options):
        self.context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale=locale, **options
        )
        self.context.set_default_timeout(10_000)
        self.host = urlsplit(address).netloc
        self.wrong: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(WORDS_OF_NO_CONCERN):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _request(self, request) -> None:
        if urlsplit(request.url).netloc not in {self.host, ""}:
            self.wrong.append(f"{self.page.url} asks {request.url}")

    def sign_in(self, email: str, password: str):
        self.page.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return self.page

    def enter(self, session_key: str) -> None:
        """As somebody who has signed in before."""
        cookie = {"name": portal.SESSION_COOKIE_NAME, "value": session_key, "url": portal.SITE_URL}
        self.context.add_cookies([cookie])

    def show(self, width: int, scheme: str = "light", **media: str) -> None:
        """The open page in a window of another width, in light or dark, and as the media say."""
        self.page.set_viewport_size({"width": width, "height": 900})
        # No colour is on its way to another when it is looked at.
        self.page.emulate_media(**{"color_scheme": scheme, "reduced_motion": "reduce"} | media)

    def faults(self) -> list[str]:
        """What keeps somebody out: what axe-core finds on the page as it stands now."""
        return axe.faults(self.page)

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


@pytest.fixture
def visit(chromium, live_server, settings):
    """visit(width=...) gives somebody a browser; at the end nothing must have gone wrong in any."""
    settings.SITE_URL = live_server.url
    visitors = []

    def visit(**options) -> Minded:
        visitors.append(Minded(chromium, live_server.url, **options))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
    assert [wrong for visitor in visitors for wrong in visitor.wrong] == []
