"""Dates that follow from what a trainee keeps in view."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.deadlines import Deadline, register_deadline
from placements.matching.models import Interest

register_deadline(
    Deadline(
        name="matching.saved_offer",
        rows=lambda: (
            Interest.objects.still_possible()
            .select_related("offer__host", "trainee__user")
            .annotate(due=F("offer__deadline"))
        ),
        whose=lambda interests: {interest: [interest.trainee.user] for interest in interests},
        awaits=lambda rows, user: rows.filter(trainee__user=user),
        what=_("Apply, or forget the offer"),
        state=lambda interest: "",
        about=lambda interest: interest.offer.title,
        before=(5,),
        after=(),
    )
)
