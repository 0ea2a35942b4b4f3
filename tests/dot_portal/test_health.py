"""/health/ tells what runs and what does not, and never fails itself."""

import json
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import override_settings
from django.utils import timezone

from dot_portal import health
from dot_portal.celery import app
from mechanisms.notifications.models import Notification

pytestmark = [pytest.mark.django_db, pytest.mark.external]


@pytest.fixture(autouse=True)
def beating():
    """A worker and beat that gave a sign of life just now."""
    health.worker_starts()
    health.beat_sends()
    yield
    cache.clear()


def asked(client):
    answer = client.get("/health/")
    return answer.status_code, json.loads(answer.content)


def waiting(**fields):
    return Notification.objects.create(kind="test.kind", address="somebody@example.org", **fields)


def test_all_is_well(client):
    just_now = pytest.approx(0, abs=5)
    assert asked(client) == (
        200,
        {
            "status": "ok",
            "database": True,
            "broker": True,
            "worker_heartbeat_age": just_now,
            "beat_heartbeat_age": just_now,
            "oldest_unsent_mail_age": 0,
        },
    )


def test_answer_is_never_kept_and_opens_no_session(client):
    answer = client.get("/health/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_only_reading_is_answered(client):
    assert client.post("/health/").status_code == 405


@pytest.mark.parametrize("who", ["worker", "beat"])
@pytest.mark.parametrize("age", [health.HEARTBEAT_OLD_AFTER + 5, None])
def test_degraded_without_a_fresh_heartbeat(client, who, age):
    cache.set(f"heartbeat:{who}", time.time() - age) if age else cache.delete(f"heartbeat:{who}")
    status, answer = asked(client)
    assert (status, answer["status"]) == (503, "degraded")
    assert answer[f"{who}_heartbeat_age"] == (pytest.approx(age, abs=1) if age else None)


def test_degraded_when_mail_waits_too_long(client):
    waiting(not_before=timezone.now() - timedelta(minutes=20))
    status, answer = asked(client)
    assert status == 503
    assert answer["oldest_unsent_mail_age"] == pytest.approx(1200, abs=2)


def test_a_failing_mail_server_is_not_hidden_by_the_next_try_lying_ahead(client):
    waiting(created=timezone.now() - timedelta(hours=1), attempts=3, not_before=timezone.now() + timedelta(minutes=10))
    assert asked(client)[1]["oldest_unsent_mail_age"] == pytest.approx(3600, abs=2)


def test_mail_that_may_not_leave_yet_is_not_late(client):
    waiting(created=timezone.now() - timedelta(hours=8), not_before=timezone.now() + timedelta(hours=1))
    assert asked(client)[0] == 200


def test_degraded_without_a_database(client):
    def refuse(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        status, answer = asked(client)
    assert status == 503
    assert (answer["database"], answer["oldest_unsent_mail_age"], answer["broker"]) == (False, None, True)


def test_who_is_signed_in_gets_the_same_answer_without_a_database(client, stranger):
    """The cookie names somebody whom nobody can look up now."""
    client.force_login(stranger)

    def refuse(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        status, answer = asked(client)
    assert (status, answer["database"]) == (503, False)


def test_degraded_without_a_broker(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    with override_settings(
        CACHES={
            "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
        }
    ):
        started = time.monotonic()
        status, answer = asked(client)
    assert time.monotonic() - started < 10
    assert status == 503
    assert (answer["broker"], answer["worker_heartbeat_age"], answer["database"]) == (False, None, True)


def test_sending_the_heartbeat_is_beats_sign_of_life(client):
    cache.delete("heartbeat:beat")
    health.heartbeat.apply_async()
    assert cache.get("heartbeat:beat")
    app.control.purge()
