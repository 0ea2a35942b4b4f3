"""Found by `manage.py check`, before a reminder is due."""

from typing import Any

from django.core.checks import Error, register

from mechanisms.notifications.deadlines import all_deadlines
from mechanisms.notifications.registry import all_notices


@register
def check_reminders(**_options: Any) -> list[Error]:
    kinds = {notice.kind for notice in all_notices()}
    return [
        Error(f"The deadline {rule.name!r} has no notice {rule.kind!r} to remind with", id="notifications.E001")
        for rule in all_deadlines()
        if rule.kind not in kinds
    ]
