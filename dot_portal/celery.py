"""The Celery application and its timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")

app = Celery("dot_portal", include=["dot_portal.health"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A sweep that waited longer than this is left out: the next one does its work.
SWEEP = {"schedule": 30.0, "options": {"expires": 25}}
app.conf.beat_schedule = {
    # What was committed and never sent (Redis emptied, a worker lost) leaves with the next sweep.
    "sweep-notifications": {"task": "notifications.sweep", **SWEEP},
    "sweep-reactions": {"task": "lifecycle.sweep", **SWEEP},
    "sweep-jobs": {"task": "jobs.sweep", **SWEEP},
    "heartbeat": {"task": "health.heartbeat", "schedule": 30.0},
    "expire-offers": {"task": "offers.expire_past_deadline", "schedule": crontab(minute="5,35")},
    "lapse-applications": {"task": "applications.lapse_overdue", "schedule": crontab(minute="10,40")},
    "tell-of-open-calls": {"task": "applications.tell_of_open_calls", "schedule": crontab(minute="*/15")},
    "follow-the-calendar": {"task": "approval.follow_the_calendar", "schedule": crontab(minute="15")},
    "discard-unused-files": {"task": "files.discard_unused", "schedule": crontab(hour="2", minute="20")},
    "forget-deleted-notes": {"task": "notes.forget_deleted", "schedule": crontab(minute="*/10")},
    "discard-old-drafts": {"task": "drafts.discard_old", "schedule": crontab(hour="2", minute="50")},
    "remind": {"task": "notifications.remind", "schedule": crontab(hour="6-20", minute="*/15")},
}
