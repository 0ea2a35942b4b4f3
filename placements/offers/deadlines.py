"""Dates that follow from offers."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from mechanisms.notifications.deadlines import Deadline, register_deadline
from placements.offers.models import Offer, checkers_of_each

register_deadline(
    Deadline(
        name="offers.check",
        rows=lambda: Offer.objects.awaiting_check().select_related("host__country").annotate(due=F("check_due")),
        whose=checkers_of_each,
        awaits=lambda rows, user: rows.checkable_by(user),
        what=_("Check an offer"),
        before=(1,),
        after=(1, 3),
        escalate=User.objects.administrators,
    )
)
