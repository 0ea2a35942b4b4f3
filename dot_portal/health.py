"""/health/: is everything running that a portal needs? Numbers and words about the whole, nothing about a person.

The worker notes when it last ran the heartbeat task, beat when it last sent it; both note their start as well.
"""

import logging
import time
from collections.abc import Callable

from celery import shared_task
from celery.signals import beat_init, before_task_publish, worker_ready
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.models import Case, Min, When
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection

from dot_portal.celery import app
from mechanisms.notifications.models import Notification

HEARTBEAT_OLD_AFTER = 90  # seconds; a beat comes every 30
MAIL_OLD_AFTER = 15 * 60  # seconds; the sweep sends what was missed every 30, a mail server may pause
ANSWER_WITHIN = 2  # seconds that the broker may take

logger = logging.getLogger(__name__)


@shared_task(name="health.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """That this runs is the worker's sign of life."""
    cache.set("heartbeat:worker", time.time(), timeout=None)


@worker_ready.connect
def worker_starts(**_: object) -> None:
    heartbeat()


@beat_init.connect
@before_task_publish.connect(sender="health.heartbeat")  # only beat ever sends this task
def beat_sends(**_: object) -> None:
    cache.set("heartbeat:beat", time.time(), timeout=None)


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not; the age of a thing is in seconds, null when unknown."""
    database = _asked(_database)
    broker = _asked(_broker)
    worker = _asked(_age, "worker")
    beat = _asked(_age, "beat")
    mail = _asked(_oldest_unsent_mail) if database else None
    well = (
        bool(database and broker)
        and all(age is not None and age <= HEARTBEAT_OLD_AFTER for age in (worker, beat))
        and mail is not None
        and mail <= MAIL_OLD_AFTER
    )
    return JsonResponse(
        {
            "status": "ok" if well else "degraded",
            "database": bool(database),
            "broker": bool(broker),
            "worker_heartbeat_age": worker,
            "beat_heartbeat_age": beat,
            "oldest_unsent_mail_age": mail,
        },
        status=200 if well else 503,
    )


def _asked(question: Callable, *about: str):
    """Its answer, or None when it has none: this page reports failures and never has one."""
    try:
        return question(*about)
    except Exception as failure:  # whatever a driver raises
        logger.warning("Health: %s has no answer: %s", question.__name__, type(failure).__name__)
        return None


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _broker() -> bool:
    with Connection(app.conf.broker_url, connect_timeout=ANSWER_WITHIN) as broker:
        broker.ensure_connection(max_retries=1, timeout=ANSWER_WITHIN)
        return True


def _age(who: str) -> int | None:
    at = cache.get(f"heartbeat:{who}")
    return None if at is None else max(0, round(time.time() - at))


def _oldest_unsent_mail() -> int:
    """How long it has been due: since it was written if a try has failed, else since it may leave; 0 for none."""
    now = timezone.now()
    since = Case(When(attempts=0, then="not_before"), default="created")
    waiting = Notification.objects.filter(state=Notification.State.WAITING)
    oldest = waiting.aggregate(since=Min(since))["since"]
    return max(0, round((now - oldest).total_seconds())) if oldest else 0
