"""Asking a worker to look at rows that were just committed.

A doorbell carries ids only and may be lost: the rows are what counts, and a sweep finds those that
nobody rang for. So a broker that is down is a line in the log, never an error for the person.
"""

import logging
from functools import lru_cache
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)


def ring(task: str, *arguments: Any) -> None:
    try:
        # Publishing to a broker that is down tries for six seconds, in the client below Celery's own
        # settings; a ping that tries once, before it, keeps nobody waiting.
        _client(current_app.conf.broker_url).ping()
        current_app.send_task(task, args=arguments, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("The broker cannot be reached, the sweep will do %s%r: %s", task, arguments, error)


def ring_on_commit(task: str, *arguments: Any) -> None:
    transaction.on_commit(lambda: ring(task, *arguments), robust=True)


@lru_cache(maxsize=4)
def _client(url: str) -> Redis:
    return Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=1, socket_timeout=1)
