"""Dates that follow from offers."""

from collections.abc import Sequence

from django.db.models import DateField, F, Value
from django.utils.translation import gettext_lazy as _

from accounts.hosts.models import people_of
from accounts.users.models import User
from mechanisms.notifications.deadlines import Deadline, register_deadline
from placements.offers.models import Offer, checkers_of_each
from placements.offers.states import OfferState


def members_of_each(offers: Sequence[Offer]) -> dict[Offer, list[User]]:
    members = people_of({offer.host_id for offer in offers})
    return {offer: members[offer.host_id] for offer in offers}


register_deadline(
    Deadline(
        name="offers.check",
        rows=lambda: Offer.objects.awaiting_check().select_related("host__country").annotate(due=F("check_due")),
        whose=checkers_of_each,
        awaits=lambda rows, user: rows.checkable_by(user),
        what=_("Check an offer"),
        about=lambda offer: f"{offer.title}, {offer.host.legal_name}",
        before=(1,),
        after=(1, 3),
        escalate=User.objects.administrators,
    )
)
register_deadline(
    Deadline(
        name="offers.returned",
        rows=lambda: Offer.objects.filter(state=OfferState.RETURNED).annotate(due=Value(None, DateField())),
        whose=members_of_each,
        awaits=lambda rows, user: rows.of_host_member(user),
        what=_("Change a returned offer"),
        before=(),  # it stands on the desk until it is sent again; the mail that it came back is the only one
        after=(),
    )
)
