from celery import shared_task

from mechanisms.notes import keeping


@shared_task(name="notes.forget_deleted")
def forget_deleted() -> None:
    keeping.forget_deleted()
