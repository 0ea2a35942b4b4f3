"""Who takes part: the kinds of participants, which action pays them, and which kind somebody is (rules 2.1, 2.4)."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from programme.rules.days import add_months

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

MONTHS_AFTER_GRADUATION = 12  # rules 2.1, R6, R9: a graduate's stay ends within them
FIRST_HE_LEVEL = 5  # EQF 5 to 8 are higher education, 1 to 4 are not


class Kind(StrEnum):
    HE_STUDENT = "he_student"
    HE_GRADUATE = "he_graduate"
    VET_LEARNER = "vet_learner"
    VET_GRADUATE = "vet_graduate"
    STAFF = "staff"


KIND_NAMES: dict[Kind, "Text"] = {
    Kind.HE_STUDENT: _("Student in higher education"),
    Kind.HE_GRADUATE: _("Recent graduate of higher education"),
    Kind.VET_LEARNER: _("Learner in vocational education and training"),
    Kind.VET_GRADUATE: _("Recent graduate of vocational education and training"),
    Kind.STAFF: _("Staff of a higher education institution"),
}

HE_LEARNERS = (Kind.HE_STUDENT, Kind.HE_GRADUATE)
VET_LEARNERS = (Kind.VET_LEARNER, Kind.VET_GRADUATE)
GRADUATES = (Kind.HE_GRADUATE, Kind.VET_GRADUATE)
LEARNERS = (*HE_LEARNERS, *VET_LEARNERS)
EVERYBODY = (*LEARNERS, Kind.STAFF)

# Which action pays whom (rules 2.4). KA122 is a short project.
KINDS_OF_ACTION: dict[str, tuple[Kind, ...]] = {
    "KA131": (*HE_LEARNERS, Kind.STAFF),
    "KA171": (*HE_LEARNERS, Kind.STAFF),
    "KA121": VET_LEARNERS,
    "KA122": VET_LEARNERS,
}
# Where higher education goes (rules 2.4): KA131 to programme countries, KA171 to others.
INSIDE_ONLY, OUTSIDE_ONLY = "KA131", "KA171"


class RouteClosed(Exception):
    """The Action has no way for this person. `reason` is a code; `sentence` tells the person why."""

    def __init__(self, reason: str, sentence: "Text") -> None:
        super().__init__(reason)
        self.reason = reason
        self.sentence = sentence


def actions_for(kind: str) -> tuple[str, ...]:
    """The actions that pay for this kind of participant (rules 2.4)."""
    return tuple(action for action, kinds in KINDS_OF_ACTION.items() if kind in kinds)


def actions_to(*, in_programme: bool) -> tuple[str, ...]:
    """The actions that pay for a stay in a programme country, or in another (rules 2.4)."""
    elsewhere = OUTSIDE_ONLY if in_programme else INSIDE_ONLY
    return tuple(action for action in KINDS_OF_ACTION if action != elsewhere)


def last_day_after(graduated_on: date) -> date:
    """The last day on which a graduate's stay may end (rules 2.1, R6, R9)."""
    return add_months(graduated_on, MONTHS_AFTER_GRADUATION)


def kind_of(
    occupation: Literal["student", "staff"],
    institution_kind: Literal["hei", "vet"],
    eqf: int | None,
    graduated_on: date | None,
    today: date,
    *,
    selected_on: date | None = None,
) -> Kind:
    """The kind that follows from occupation, institution and level (rules 2.1, 2.4).

    `graduated_on` is the degree date of the studies at this institution; a date ahead of `today` is
    only expected, and the person still a learner. `selected_on` is when the institution selected the
    person. A higher education institution may also teach below EQF 5: those are VET learners.
    Raises RouteClosed.
    """
    if occupation == "staff":
        if institution_kind != "hei":
            raise RouteClosed(
                "staff_outside_he", _("Staff training is open to staff of higher education institutions.")
            )
        return Kind.STAFF
    if institution_kind == "hei" and eqf is None:
        raise RouteClosed("level_unknown", _("Say at which level you study: your route depends on it."))
    in_he = institution_kind == "hei" and eqf is not None and eqf >= FIRST_HE_LEVEL
    if graduated_on is None or graduated_on > today:
        return Kind.HE_STUDENT if in_he else Kind.VET_LEARNER
    if in_he and (selected_on is None or selected_on >= graduated_on):
        raise RouteClosed(
            "graduated_before_selection",
            _(
                "You have already graduated. Graduates of higher education can go only if their institution "
                "selected them before the degree date, so this route is closed to you."
            ),
        )
    if today > last_day_after(graduated_on):
        raise RouteClosed(
            "graduated_too_long_ago",
            _("Your stay would have to end within 12 months of your graduation. These 12 months are over."),
        )
    return Kind.HE_GRADUATE if in_he else Kind.VET_GRADUATE
