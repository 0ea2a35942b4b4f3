"""Which day it is for the programme: the same for everybody, wherever the reader's own clock stands."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def programme_today() -> date:
    """The day by which deadlines pass and stays begin, for pages and workers alike.

    Not `programme_today()`: that is the day in the reader's zone, and an offer would be closed for one
    and open for another.
    """
    return timezone.now().astimezone(ZoneInfo(settings.PROGRAMME_TIME_ZONE)).date()
