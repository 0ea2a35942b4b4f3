from django.contrib.auth import get_user_model
from django.db.models import F

from mechanisms.notifications.deadlines import Deadline, register_deadline
from tests.mechanisms.toy.models import Kite

register_deadline(
    Deadline(
        name="toy.land",
        rows=lambda: Kite.objects.filter(state="flying").annotate(due=F("lands_on")).select_related("owner"),
        whose=lambda kites: {kite: [kite.owner] for kite in kites},
        awaits=lambda kites, user: kites.filter(owner=user),
        what="Land your kite",
        before=(3, 0),
        after=(1, 7),
        escalate=lambda: get_user_model().objects.filter(is_superuser=True),
    )
)
