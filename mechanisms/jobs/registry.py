"""Which functions are jobs.

    @job("institutions.import_eche")
    def import_eche(job, progress):
        for number, row in enumerate(rows, start=1):
            ...
            progress(number, total)
        return {"new": 3}

What it returns is kept as the job's result; what it writes belongs to its own transaction.
"""

from collections.abc import Callable
from typing import Any

Run = Callable[[Any, Callable[[int, int], None]], dict[str, Any] | None]
_jobs: dict[str, Run] = {}


class JobRefused(Exception):
    """The job cannot be done as asked; the text is a sentence for its owner."""


def job(kind: str) -> Callable[[Run], Run]:
    def register(function: Run) -> Run:
        if kind in _jobs:
            raise ValueError(f"The job {kind!r} is registered twice")
        _jobs[kind] = function
        return function

    return register


def job_of(kind: str) -> Run:
    try:
        return _jobs[kind]
    except KeyError:
        raise LookupError(f"No job {kind!r} is registered") from None
