"""The toy app, its tables and its registrations exist while the tests of this folder run, and not longer."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import override_settings

from mechanisms.lifecycle import doorbell, reactions
from mechanisms.notifications import deadlines, registry
from tests.mechanisms.toy.models import Kite, KiteStep

WRITTEN = ["toy_kitestep", "toy_kite", "notifications_notification", "lifecycle_followed", "jobs_job"]
WRITTEN += ["links_onetimelink", "files_upload"]


@pytest.fixture(scope="package", autouse=True)
def toy_app(django_db_setup, django_db_blocker):
    kept = [(known, dict(known)) for known in (registry._notices, deadlines._rules, reactions._followers)]
    for known, _before in kept:
        known.clear()
    with (
        django_db_blocker.unblock(),
        override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "tests.mechanisms.toy"]),
    ):
        with connection.schema_editor() as editor:
            editor.create_model(Kite)
            editor.create_model(KiteStep)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(KiteStep)
            editor.delete_model(Kite)
    for known, before in kept:
        known.clear()
        known.update(before)


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """What was asked of the workers. No test of this folder reaches a broker but through doorbell.ring itself."""
    calls = []
    monkeypatch.setattr(doorbell, "ring", lambda *call: calls.append(call))
    return calls


@pytest.fixture
def committing(toy_app, django_db_blocker):
    """For threads: what the test writes is committed, and removed by hand, since truncating would cost the others."""
    with django_db_blocker.unblock():
        people = set(get_user_model().objects.values_list("pk", flat=True))
        yield
        with connection.cursor() as cursor:
            for table in WRITTEN:
                cursor.execute(f"DELETE FROM {table}")  # names from the list above
        get_user_model().objects.exclude(pk__in=people).delete()


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
