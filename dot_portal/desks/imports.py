"""The long work behind the imports page, done by a worker."""

from collections.abc import Callable
from typing import Any

from mechanisms.jobs.models import Job
from mechanisms.jobs.registry import JobRefused, job
from programme.codelists.importers import eche, esco
from programme.codelists.importers.plan import Plan
from programme.codelists.importers.reading import ImportRefused


def _read(job: Job, progress: Callable[[int, int], None]) -> Plan:
    """Raises JobRefused with file, line and reason where a row does not parse; nothing is loaded then."""
    with job.upload.file.open("rb") as content:
        content.name = job.upload.name  # what a refusal calls the file: as its owner does
        try:
            if job.arguments["list"] == "eche":
                return eche.read(content, progress=progress)
            return esco.read(content, language=job.arguments.get("language", ""), progress=progress)
        except ImportRefused as refused:
            raise JobRefused(str(refused)) from refused


@job("codelists.compare")
def compare(job: Job, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """What the file would change; nothing is written."""
    return _read(job, progress).differences()


@job("codelists.apply")
def apply(job: Job, progress: Callable[[int, int], None]) -> dict[str, Any]:
    return _read(job, progress).apply(progress)
