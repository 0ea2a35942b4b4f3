"""How far off a day is, in the words of a page."""

from datetime import date

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def days_after(day: date, today: date) -> int:
    """Days from `today` to `day`; negative when it has passed."""
    return (day - today).days


@register.filter
def in_days(left: int) -> str:
    """Late is said in days, never in weeks: `2 days late`, `today`, `in 5 days`."""
    if left < 0:
        return ngettext("%(count)s day late", "%(count)s days late", -left) % {"count": -left}
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return ngettext("in %(count)s day", "in %(count)s days", left) % {"count": left}
