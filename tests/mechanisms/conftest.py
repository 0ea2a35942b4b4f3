"""The toy app and its registrations: there while tests of this folder run; its tables: in each test with a database."""

import sys

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import override_settings

from mechanisms.lifecycle import doorbell, reactions
from mechanisms.notifications import deadlines, registry
from tests.mechanisms.toy.models import Kite, KiteStep


@pytest.fixture(scope="package", autouse=True)
def toy_app():
    """Made anew each time that the run comes by this folder: its tests with and without a database are far apart."""
    for name in ("notices", "deadlines", "reactions"):  # imported before, a module would register nothing
        sys.modules.pop(f"tests.mechanisms.toy.{name}", None)
    kept = [(known, dict(known)) for known in (registry._notices, deadlines._rules, reactions._followers)]
    for known, _before in kept:
        known.clear()
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "tests.mechanisms.toy"]):
        yield
    for known, before in kept:
        known.clear()
        known.update(before)


@pytest.fixture(autouse=True)
def toy_tables(request):
    """They go away with all else that the test writes: by its transaction, or with its clone."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with connection.schema_editor() as editor:
            editor.create_model(Kite)
            editor.create_model(KiteStep)


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """What was asked of the workers. No test of this folder reaches a broker but through doorbell.ring itself."""
    calls = []
    monkeypatch.setattr(doorbell, "ring", lambda *call: calls.append(call))
    return calls


@pytest.fixture
def make_person():
    def make(name="Ana", **fields):
        return get_user_model().objects.create_user(email=f"{name.lower()}@example.eu", given_name=name, **fields)

    return make


@pytest.fixture
def make_kite(make_person):
    def make(name="Kite", owner=None, **fields):
        return Kite.objects.create(name=name, owner=owner or make_person(), **fields)

    return make


@pytest.fixture
def outbox(settings, tmp_path):
    """The mails that left, as the file transport wrote them."""
    from mechanisms.notifications import mailbox

    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    return mailbox.newest


@pytest.fixture
def flying(make_kite):
    def make(*arguments, **fields):
        return make_kite(*arguments, state="flying", **fields)

    return make


@pytest.fixture
def deliver_all():
    """Deliver every row there is; returns how many were sent."""
    from mechanisms.notifications import delivery
    from mechanisms.notifications.models import Notification

    return lambda: delivery.deliver(list(Notification.objects.values_list("pk", flat=True)))


@pytest.fixture
def ana(make_person, client):
    person = make_person()
    client.force_login(person)
    return person
