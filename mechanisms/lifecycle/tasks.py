from celery import shared_task

from mechanisms.lifecycle import reactions


@shared_task(name="lifecycle.react")
def react(follower: str, step_id: int) -> None:
    reactions.react(follower, step_id)


@shared_task(name="lifecycle.sweep")
def sweep() -> None:
    reactions.sweep()
