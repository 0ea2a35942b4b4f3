from celery import shared_task

from mechanisms.files import storing


@shared_task(name="files.discard_unused")
def discard_unused() -> None:
    storing.discard_unused()
