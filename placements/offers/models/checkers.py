"""Who may check an offer."""

from collections.abc import Iterable

from accounts.coordinators.models import checking_for, coordinators_of
from accounts.hosts.models import people_of
from accounts.users.models import User
from placements.offers.models.offer import Offer


def checkers_of(offer: Offer) -> list[User]:
    return checkers_of_each([offer])[offer]


def checkers_of_each(offers: Iterable[Offer]) -> dict[Offer, list[User]]:
    """Who may confirm each offer: coordinators who take the country or invited the host, else administrators; nobody
    of the host itself. Four queries."""
    takers = checking_for({offer.host.country_id for offer in offers})
    inviters = coordinators_of({offer.host.invited_by_id for offer in offers})
    members = people_of({offer.host_id for offer in offers})
    administrators = list(User.objects.administrators())

    def others(offer: Offer, people: Iterable[User]) -> list[User]:
        return [user for user in dict.fromkeys(people) if user not in members[offer.host_id]]

    return {
        offer: others(offer, [*takers[offer.host.country_id], *inviters[offer.host.invited_by_id]])
        or others(offer, administrators)
        for offer in offers
    }
