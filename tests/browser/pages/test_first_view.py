"""The first view of the main pages as a browser gets it where the portal really runs: few bytes, nothing jumps."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings as portal
from django.db import connection

from dot_portal.embedded.addresses import free_port, is_taken
from tests.browser.conftest import Minded
from tests.browser.pages.test_main_pages import MAIN, main_pages
from tests.portal import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_BYTES = 120_000
YEAR = 365 * 24 * 3600

JUMPS = """() => new Promise(done => {
  let sum = 0;
  const add = list => { for (const shift of list.getEntries()) sum += shift.value; };
  const observer = new PerformanceObserver(add);
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => { for (const shift of observer.takeRecords()) sum += shift.value; done(sum); }, 200);
})"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files as a start of the portal collects them: hashed and compressed."""
    var = tmp_path_factory.mktemp("var")
    manage(var, "collectstatic", "--no-input", "--verbosity=0")
    return var


def manage(var, *command) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=portal.BASE_DIR, env=environment(var), check=True)


def environment(var, port: int = 8000) -> dict[str, str]:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    return os.environ | {
        "DATABASE_URL": database.geturl(), "VAR": str(var), "DEBUG": "false", "SITE_URL": f"http://localhost:{port}",
    }  # fmt: skip


@pytest.fixture
def served(committed_db, collected):
    """The address of the portal under gunicorn, on the database of this test."""
    port = free_port(None)
    command = ["gunicorn", "dot_portal.wsgi", f"--bind=127.0.0.1:{port}", "--threads=4", "--no-control-socket"]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=portal.BASE_DIR, env=environment(collected, port))
    until(lambda: server.poll() is not None or is_taken(port), "gunicorn to listen")
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait(10)


class Weighed(Minded):
    """Counts what comes over the wire, headers included."""

    def __init__(self, browser, address: str, **options):
        super().__init__(browser, address, **options)
        self.network = self.context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.bytes = 0
        self.network.on("Network.loadingFinished", self._count)
        self.answers = []
        self.page.on("response", lambda answer: self.answers.append(answer))

    def _count(self, said: dict) -> None:
        self.bytes += said["encodedDataLength"]


@pytest.mark.parametrize("person", MAIN)
def test_first_view_is_light_and_nothing_jumps(shown, served, chromium, person):
    for name, where in main_pages(shown, person).items():
        for width in (390, 1280):
            visitor = Weighed(chromium, served, width=width)
            if person != "anonymous":
                cookie = {"name": portal.SESSION_COOKIE_NAME, "value": shown.sessions[person], "url": served}
                visitor.context.add_cookies([cookie])
            assert visitor.page.goto(where, wait_until="networkidle").status == 200
            assert 10_000 < visitor.bytes < MOST_BYTES, (name, visitor.bytes)
            assert visitor.page.evaluate(JUMPS) < 0.01, name
            assert visitor.wrong == []
            visitor.context.close()


def test_static_files_are_hashed_compressed_and_kept_for_a_year(served, chromium):
    visitor = Weighed(chromium, served)
    visitor.page.goto("/", wait_until="networkidle")
    answers = {urlsplit(answer.url).path: answer.headers for answer in visitor.answers}
    assert answers["/"]["content-encoding"] == "gzip"
    static = {path: headers for path, headers in answers.items() if path.startswith("/static/")}
    assert len(static) > 5
    for path, headers in static.items():
        control = headers["cache-control"]
        assert "immutable" in control, path
        assert int(control.partition("max-age=")[2].partition(",")[0]) >= YEAR, path
        # What is smaller than its compressed self goes out as it is.
        if int(headers["content-length"]) > 1000:
            assert headers.get("content-encoding") in {"br", "gzip"}, path
    visitor.context.close()


def test_administration_works_under_the_policy(shown, served, chromium):
    """Its own scripts and styles come from files; nothing of it is refused."""
    visitor = Minded(chromium, served)
    visitor.context.add_cookies(
        [{"name": portal.SESSION_COOKIE_NAME, "value": shown.sessions["administrator"], "url": served}]
    )
    for where in ("/admin/", "/admin/offers/offer/", "/admin/users/user/"):
        assert visitor.page.goto(where, wait_until="networkidle").status == 200
    assert visitor.wrong == []
    visitor.context.close()
