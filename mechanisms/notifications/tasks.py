from celery import shared_task

from mechanisms.notifications import deadlines, delivery
from programme.rules.today import programme_today


@shared_task(name="notifications.deliver")
def deliver(ids: list[str]) -> None:
    delivery.deliver(ids)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    delivery.sweep()


@shared_task(name="notifications.remind")
def remind() -> None:
    deadlines.remind_due(programme_today())
