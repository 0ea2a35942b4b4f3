"""Starting and running jobs, and finding those that a lost worker left behind."""

import logging
import time
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mechanisms.jobs.models import Job
from mechanisms.jobs.registry import JobRefused, job_of
from mechanisms.lifecycle.doorbell import ring_on_commit
from mechanisms.notifications.rendering import as_read_by

log = logging.getLogger(__name__)

OVERLOOKED = timedelta(minutes=1)  # a queued job that nobody took by then is rung again
SILENT = timedelta(minutes=10)  # a running job without a sign of life for so long has lost its worker
ATTEMPTS = 2


def start(kind: str, owner: Any, upload: Any = None, arguments: dict[str, Any] | None = None) -> Job:
    """Queue it in the caller's transaction; a worker takes it after commit."""
    job_of(kind)  # an unknown kind fails here, not in the worker
    with transaction.atomic():
        job = Job.objects.create(kind=kind, owner=owner, upload=upload, arguments=arguments or {})
        ring_on_commit("jobs.run", job.pk)
    return job


def run(job_id: int) -> None:
    """Run it, if it still waits: of two workers, one takes it."""
    job = _take(job_id)
    if job is None:
        return
    with as_read_by(job.owner), Progress(job) as progress:
        try:
            outcome = {"state": Job.State.DONE, "result": job_of(job.kind)(job, progress) or {}}
        except JobRefused as refused:
            outcome = {"state": Job.State.FAILED, "error": str(refused)}
        except Exception:
            log.exception("Job %s (%s) failed", job.pk, job.kind)
            outcome = {"state": Job.State.FAILED, "error": _("Something went wrong on our side; it was logged.")}
    # Not if the sweep gave it to another worker meanwhile.
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts).update(
        **outcome, finished_at=timezone.now()
    )


def sweep() -> None:
    """Ring for queued jobs again; queue those whose worker was lost once more, then give them up."""
    now = timezone.now()
    lost = Job.objects.filter(state=Job.State.RUNNING, heartbeat__lt=now - SILENT)
    lost.filter(attempts__lt=ATTEMPTS).update(state=Job.State.QUEUED)
    for job in lost.select_related("owner"):
        with as_read_by(job.owner):
            told = _("The work stopped before its end. Please start it again.")
        lost.filter(pk=job.pk).update(state=Job.State.FAILED, error=told, finished_at=now)
    overlooked = Job.objects.filter(state=Job.State.QUEUED, created__lte=now - OVERLOOKED)
    for pk in overlooked.order_by("created").values_list("pk", flat=True)[:100]:
        ring_on_commit("jobs.run", pk)


def _take(job_id: int) -> Job | None:
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat=timezone.now(), done=0, total=0
    )
    return Job.objects.select_related("owner", "upload").get(pk=job_id) if taken else None


class Progress:
    """Called with (done, total) as often as the job likes; saved at most once a second.

    On a connection of its own: the job's transaction is not committed before its end, and the
    owner wants to see how far it is.
    """

    EVERY = 1.0  # seconds

    def __init__(self, job: Job) -> None:
        self._job = job
        self._saved_at = float("-inf")
        self._latest: tuple[int, int] | None = None
        self._connection = connection.copy()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        if self._latest is not None:
            self._save(*self._latest)
        self._connection.close()

    def __call__(self, done: int, total: int) -> None:
        self._latest = done, total
        if time.monotonic() - self._saved_at >= self.EVERY:
            self._save(done, total)

    def _save(self, done: int, total: int) -> None:
        self._saved_at, self._latest = time.monotonic(), None
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_job SET done = %s, total = %s, heartbeat = now() WHERE id = %s AND state = 'running'",
                [done, total, self._job.pk],
            )
