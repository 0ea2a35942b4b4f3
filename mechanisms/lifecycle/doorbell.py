"""Asking a worker to look at rows that were just committed.

A doorbell carries ids only and may be lost: the rows are what counts, and a sweep finds those that
nobody rang for. So a broker that is down is a line in the log, never an error for the person.
"""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def ring(task: str, *arguments: Any) -> None:
    try:
        current_app.send_task(task, args=arguments, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker cannot be reached, the sweep will do %s%r: %s", task, arguments, error)


def ring_on_commit(task: str, *arguments: Any) -> None:
    transaction.on_commit(partial(ring, task, *arguments), robust=True)
