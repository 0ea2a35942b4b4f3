"""The Celery application and its timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")

app = Celery("dot_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # What was committed and never sent (Redis emptied, a worker lost) leaves with the next sweep.
    "sweep-notifications": {"task": "notifications.sweep", "schedule": 30.0},
    "sweep-reactions": {"task": "lifecycle.sweep", "schedule": 30.0},
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 30.0},
    "heartbeat": {"task": "health.heartbeat", "schedule": 30.0},
    "remind": {"task": "notifications.remind", "schedule": crontab(minute="*/15")},
}
