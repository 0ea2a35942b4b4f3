"""Figures that others published, each with where it stands and since when. Our own counts are never among them.

What pays a stay is set by the National Agency for the call's year; these are the published amounts a reader may look
up before there is a grant (rules 1 and 3). What is not `confirmed` we worked out ourselves.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

ACTION_PAGE = "https://education.ec.europa.eu/focus-topics/digital-education/action-plan/action-12"
FROM_CALL = 2024  # the country groups, the travel bands and the short-term rates below hold from this call on


@dataclass(frozen=True)
class Figure:
    """A number of which the source says that there are more."""

    number: int
    label: "Text"


# Rules 1: S5. The page names no day; it was taken over in November 2026.
TRAINEESHIPS = Figure(77_000, _("Erasmus+ traineeships abroad under the present programme"))
DIGITAL = Figure(52_000, _("of them digital traineeships"))
IN_HIGHER_EDUCATION = Figure(45_000, _("of these in higher education"))
STAFF = Figure(25_000, _("staff who chose training in digital skills"))
COMMISSION = (TRAINEESHIPS, DIGITAL, IN_HIGHER_EDUCATION, STAFF)
TRAINEESHIPS_A_DOT = 1000


def dots() -> list[str]:
    """The traineeships as dots, a thousand each, by what they were."""
    all_of_them, digital, higher = (
        figure.number // TRAINEESHIPS_A_DOT for figure in (TRAINEESHIPS, DIGITAL, IN_HIGHER_EDUCATION)
    )
    return ["higher"] * higher + ["elsewhere"] * (digital - higher) + ["other"] * (all_of_them - digital)


@dataclass(frozen=True)
class Amount:
    """Euros for one `unit`; `least` and `most` are equal where it is one amount."""

    what: "Text"
    least: int
    most: int
    unit: "Text"
    condition: "Text" = ""

    @property
    def is_range(self) -> bool:
        return self.least != self.most


@dataclass(frozen=True)
class Amounts:
    caption: "Text"
    source: "Text"
    rows: tuple[Amount, ...]
    confirmed: bool = True


MONTH, DAY, ONCE = _("a month"), _("a day"), _("once")
UNIVERSITIES = _("Published by universities for calls 2024 and 2025")

# Rules 3.2: what a National Agency may set, by the flow between country groups.
BASE = Amounts(
    _("What a National Agency may set a month, before top-ups"),
    _("Worked out from the ranges of 2022 and the rise announced for 2023"),
    (
        Amount(_("To a country with higher living costs"), 348, 674, MONTH),
        Amount(_("To a country with similar living costs"), 292, 606, MONTH),
        Amount(_("To a country with lower living costs"), 225, 550, MONTH),
    ),
    confirmed=False,
)

# Rules 3.3.
TOP_UPS = Amounts(
    _("Added to the monthly grant of a long stay"),
    UNIVERSITIES,
    (
        Amount(_("For a traineeship"), 150, 150, MONTH, _("for every long traineeship in a programme country")),
        Amount(_("For fewer opportunities"), 250, 250, MONTH, _("on top of the other, by national criteria")),
    ),
)
SHORT_STAYS = Amounts(
    _("For students on a blended stay and for doctoral candidates"),
    UNIVERSITIES,
    (
        Amount(_("Days 1 to 14"), 79, 79, DAY),
        Amount(_("Days 15 to 30"), 56, 56, DAY),
        Amount(_("Fewer opportunities, 5 to 14 days"), 100, 100, ONCE),
        Amount(_("Fewer opportunities, 15 to 30 days"), 150, 150, ONCE),
    ),
)


@dataclass(frozen=True)
class TravelBand:
    """One way, in kilometres; euros for the whole return trip. `most` None: and more."""

    least: int
    most: int | None
    standard: int
    green: int


# Rules 3.3, calls from 2024 on.
TRAVEL = (
    TravelBand(10, 99, 28, 56),
    TravelBand(100, 499, 211, 285),
    TravelBand(500, 1999, 309, 417),
    TravelBand(2000, 2999, 395, 535),
    TravelBand(3000, 3999, 580, 785),
    TravelBand(4000, 7999, 1188, 1188),
    TravelBand(8000, None, 1735, 1735),
)
TRAVEL_SOURCE = _("Published by universities in Poland, Türkiye and the Netherlands for calls from 2024 on")


@dataclass(frozen=True)
class Example:
    """What one country or university pays a trainee a month, the traineeship top-up included (rules 3.2)."""

    country: str  # ISO code
    groups: "Text"
    euros: int
    source: str


EXAMPLES = (
    Example("DE", _("1"), 750, "BTU Cottbus-Senftenberg"),
    Example("DE", _("2 and 3"), 690, "BTU Cottbus-Senftenberg"),
    Example("PL", _("1 and 2"), 820, "AMH Warszawa"),
    Example("PL", _("3"), 750, "AMH Warszawa"),
    Example("TR", _("1 and 2"), 750, "Osmaniye Korkut Ata Üniversitesi"),
    Example("TR", _("3"), 600, "Osmaniye Korkut Ata Üniversitesi"),
)
STAFF_EXAMPLES = (
    Example("PL", _("1"), 190, "Uniwersytet Opolski"),
    Example("PL", _("2"), 170, "Uniwersytet Opolski"),
    Example("PL", _("3"), 148, "Uniwersytet Opolski"),
    Example("NL", _("1"), 120, "Vrije Universiteit Amsterdam"),
    Example("NL", _("2"), 110, "Vrije Universiteit Amsterdam"),
    Example("NL", _("3"), 100, "Vrije Universiteit Amsterdam"),
)
