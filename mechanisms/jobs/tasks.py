from celery import shared_task

from mechanisms.jobs import running


@shared_task(name="jobs.run")
def run(job_id: int) -> None:
    running.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    running.sweep()
