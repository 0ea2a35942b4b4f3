"""Dates that follow from who asks to act for an institution."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, admitters_of_each
from mechanisms.notifications.deadlines import Deadline, register_deadline

ZONE = ZoneInfo(settings.PROGRAMME_TIME_ZONE)  # one day for every reader


def _rows():
    answered_by = F("state_since") + timedelta(days=settings.ADMISSION_DAYS)
    waiting = Coordinator.objects.awaiting_admission().select_related("user", "institution")
    return waiting.annotate(due=TruncDate(ExpressionWrapper(answered_by, output_field=DateTimeField()), tzinfo=ZONE))


register_deadline(
    Deadline(
        name="coordinators.admission",
        rows=_rows,
        whose=admitters_of_each,
        awaits=lambda rows, user: rows.visible_to(user).exclude(user=user),
        what=_("Admit a coordinator"),
        before=(0,),
        after=(3,),
    )
)
