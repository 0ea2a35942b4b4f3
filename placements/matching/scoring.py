"""How well an offer suits a trainee: five questions, a dot for each yes, so that the reasons add up to the score.

Plain facts in, answers out. Neither gender nor age, nationality or institution is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SHORTEST = timedelta(days=60)  # of a stay that somebody plans (rules 2.1)
SOON = timedelta(days=31)  # an offer that begins a month after the wished day still fits

# Broad field of study (ISCED-F): the fields of the Action that are near to it.
NEAR_TO = {
    "00": {"other-digital"},
    "01": {"web-design", "digital-marketing", "other-digital"},
    "02": {"web-design", "digital-marketing"},
    "03": {"big-data", "digital-marketing"},
    "04": {"big-data", "digital-marketing", "cybersecurity"},
    "05": {"big-data", "machine-learning", "quantum-technology"},
    "06": {"software-development", "cybersecurity", "web-design", "machine-learning", "big-data"},
    "07": {"software-development", "machine-learning", "quantum-technology", "other-digital"},
    "08": {"big-data", "machine-learning", "other-digital"},
    "09": {"big-data", "machine-learning"},
    "10": {"digital-marketing", "web-design", "cybersecurity"},
}


@dataclass(frozen=True)
class Wish:
    """What a trainee can do and is looking for; skills by their key, see `recommending.keys_of`."""

    skills: frozenset = frozenset()
    competences: frozenset = frozenset()  # to develop; of staff
    study: str = ""  # ISCED-F code
    countries: frozenset = frozenset()
    begins: date | None = None


@dataclass(frozen=True)
class Facts:
    pk: int
    wanted: frozenset
    taught: frozenset
    competences: frozenset
    field: str
    country: str
    starts: date
    ends: date
    deadline: date


@dataclass(frozen=True)
class Fit:
    """An offer with the questions it answers with yes."""

    pk: int
    uses: bool  # asks for something the trainee can do
    teaches: bool  # something new, or a competence to develop
    field: bool
    country: bool
    dates: bool

    @property
    def dots(self) -> int:
        return sum((self.uses, self.teaches, self.field, self.country, self.dates))


def fit(wish: Wish, offer: Facts) -> Fit:
    begins = wish.begins
    return Fit(
        pk=offer.pk,
        uses=bool(offer.wanted & wish.skills),
        teaches=bool(offer.taught - wish.skills or offer.competences & wish.competences),
        field=offer.field in NEAR_TO.get(wish.study[:2], ()),
        country=offer.country in wish.countries,
        dates=begins is not None and offer.starts <= begins + SOON and begins + SHORTEST <= offer.ends,
    )


def best_first(wish: Wish, offers: Iterable[Facts]) -> list[Fit]:
    """Most dots first; among equals what asks for the least the trainee cannot do, then what closes first."""

    def rank(pair: tuple[Fit, Facts]) -> tuple:
        found, offer = pair
        return -found.dots, len(offer.wanted - wish.skills), -len(offer.wanted & wish.skills), offer.deadline, offer.pk

    return [found for found, _offer in sorted(((fit(wish, offer), offer) for offer in offers), key=rank)]
