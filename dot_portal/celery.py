"""The Celery application and its timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")

app = Celery("dot_portal", include=["dot_portal.health"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # What was committed and never sent (Redis emptied, a worker lost) leaves with the next sweep.
    "sweep-notifications": {"task": "notifications.sweep", "schedule": 30.0},
    "sweep-reactions": {"task": "lifecycle.sweep", "schedule": 30.0},
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 30.0},
    "heartbeat": {"task": "health.heartbeat", "schedule": 30.0},
    "expire-offers": {"task": "offers.expire_past_deadline", "schedule": crontab(minute="5,35")},
    "lapse-applications": {"task": "applications.lapse_overdue", "schedule": crontab(minute="10,40")},
    "follow-the-calendar": {"task": "approval.follow_the_calendar", "schedule": crontab(minute="15")},
    "remind": {"task": "notifications.remind", "schedule": crontab(minute="*/15")},
}
