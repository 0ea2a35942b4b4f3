"""A portal that really runs: a Celery worker of its own, its mailbox, and people who visit by HTTP."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from dot_portal.celery import app
from dot_portal.embedded.supervisor import WORKER
from mechanisms.notifications import mailbox
from mechanisms.notifications.models import Notification
from tests.pages import Form, forms_in
from tests.people import PASSWORD

NEXT, SEND = ("act", "next"), ("act", "send")  # the buttons of a form in steps
PATIENCE = 30  # seconds until a worker has surely done something
ROOT = Path(settings.BASE_DIR)


def until(question, what: str):
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"Waited {PATIENCE} s in vain for {what}")


class Worker:
    """A worker process on the database and the broker of this very test."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
        cache.delete("heartbeat:worker")
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *WORKER],
                cwd=ROOT,
                env=os.environ | {"DATABASE_URL": url.geturl(), "VAR": str(self.folder), "SITE_URL": settings.SITE_URL},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(lambda: self.process.poll() is not None or cache.get("heartbeat:worker"), "the worker to start")
        assert self.process.poll() is None, self.log[-2000:]

    def kill(self) -> None:
        """As when its machine loses power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    @property
    def log(self) -> str:
        return (self.folder / "worker.log").read_text()


def lose_the_queue() -> None:
    """Redis comes back empty."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()


def as_beat_would(task: str) -> None:
    """Send a task of the timetable now."""
    assert task in {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.send_task(task)


# --- mails ------------------------------------------------------------------------------------------


def mails_to(address: str) -> list[mailbox.Mail]:
    """In the order in which they arrived."""
    return [mail for mail in reversed(mailbox.newest()) if mail.to == address]


def mail_to(address: str, subject: str) -> mailbox.Mail:
    """The mail whose subject contains this, as soon as it is there."""
    return until(
        lambda: next((mail for mail in mails_to(address) if subject in mail.subject), None),
        f"the mail “{subject}” to {address}; there are {[mail.subject for mail in mails_to(address)]}",
    )


def link_in(mail: mailbox.Mail) -> str:
    """The path of its one link."""
    (link,) = set(re.findall(re.escape(settings.SITE_URL) + r"(/\S+)", mail.text))
    return link


def all_is_said() -> None:
    until(lambda: not Notification.objects.filter(state="waiting").exists(), "the last mail")


def every_mail_once() -> None:
    """As many mails as were sent, and no two alike."""
    all_is_said()
    sent = Notification.objects.filter(state="sent").count()
    until(lambda: len(mailbox.newest()) >= sent, "the last file")
    mails = mailbox.newest()
    written = Counter((mail.to, mail.subject, mail.text) for mail in mails)
    assert [what for what, number in written.items() if number > 1] == []
    assert len(mails) == sent


# --- people -----------------------------------------------------------------------------------------


class Visitor:
    """Opens pages, fills in their forms and presses their buttons, as a browser without JavaScript does."""

    def __init__(self, email: str = "", password: str = PASSWORD):
        self.client = Client(enforce_csrf_checks=True, HTTP_HOST=urlsplit(settings.SITE_URL).netloc)
        self.email = email
        if email:
            self.fill(reverse("account_login"), login=email, password=password)

    def open(self, where: str) -> str:
        response = self.client.get(where, follow=True)
        assert response.status_code == 200, f"{where}: {response.status_code}"
        return b"".join(response).decode()

    def sees(self, where: str) -> bool:
        return self.client.get(where).status_code == 200

    def fill(self, where: str, *, press: tuple[str, str] | None = None, **values) -> str:
        """Send the form of the page that has these fields; returns the page that follows."""
        form = self._form(where, lambda form: values.keys() <= {one.name for one in form.fields})
        return self.open(self._send(where, form, values, press))

    def fill_steps(self, where: str, **values) -> str:
        """Walk through a form in steps: each takes what it asks for, and the last one sends it all."""
        left = dict(values)
        while NEXT in (form := self._form(where, lambda form: {NEXT, SEND} & set(form.buttons))).buttons:
            asked = left.keys() & {one.name for one in form.fields}
            where = self._send(where, form, {name: left.pop(name) for name in asked}, NEXT)
        assert not left, f"no step asks for {sorted(left)}"
        return self.open(self._send(where, form, {}, SEND))

    def press(self, where: str, name: str, **route) -> str:
        """Press the button of the page that leads to this address."""
        return self.press_towards(where, reverse(name, kwargs=route or None))

    def press_towards(self, where: str, beginning: str) -> str:
        """Press the button of the page that leads to an address that begins so."""
        form = self._form(where, lambda form: form.action.startswith(beginning))
        return self.open(self._send(where, form, {}, None))

    def _form(self, where: str, fits) -> Form:
        fitting = [form for form in forms_in(self.open(where)) if form.method == "post" and fits(form)]
        assert fitting, f"{where} has no such form"
        return fitting[0]

    def _send(self, where: str, form: Form, values: dict, press: tuple[str, str] | None) -> str:
        """The address it leads to."""
        if press:
            assert press in form.buttons, form.buttons
        data = form.data() | values | dict([press] if press else [])
        response = self.client.post(urldefrag(urljoin(where, form.action)).url, data)
        assert response.status_code == 302, f"{where}: {response.status_code} {errors_in(response.content.decode())}"
        return urljoin(where, response.headers["Location"])


def errors_in(html: str) -> list[str]:
    found = re.findall(r'class="[^"]*(?:invalid-feedback|alert-danger)[^"]*"[^>]*>(.*?)</', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in found]
