"""The forms of a stay with their limits, and which form a stay falls under (rules 2.1, 3.6)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programme.rules.days import Count, calendar_days, counted_days_360
from programme.rules.participants import HE_LEARNERS, VET_LEARNERS, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


@dataclass(frozen=True)
class Form:
    """A form of stay: `least` to `most` days of the physical part, as `count` counts them."""

    code: str
    name: "Text"
    kinds: tuple[Kind, ...]
    least: int
    most: int
    count: Count
    source: str


# That the days of VET are calendar days is general knowledge, not confirmed (rules 10).
VET_COUNT: Count = calendar_days

FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        # 2 to 12 months
        Form("he_long", _("Long stay"), HE_LEARNERS, 60, 360, counted_days_360, "rules 2.1, 3.6"),
        Form("he_blended", _("Short blended stay"), (Kind.HE_STUDENT,), 5, 30, calendar_days, "rules 2.1"),
        Form("he_doctoral", _("Short doctoral stay"), (Kind.HE_STUDENT,), 5, 30, calendar_days, "rules 2.1"),
        Form("vet_short", _("Short VET stay"), VET_LEARNERS, 10, 89, VET_COUNT, "rules 2.1"),
        Form("vet_long", _("Long VET stay (ErasmusPro)"), VET_LEARNERS, 90, 365, VET_COUNT, "rules 2.1"),
        Form("staff", _("Staff training"), (Kind.STAFF,), 2, 60, calendar_days, "rules 2.1"),
        # in a country that is not associated to the programme
        Form("staff_elsewhere", _("Staff training elsewhere"), (Kind.STAFF,), 5, 60, calendar_days, "rules 2.1"),
    )
}


def forms_for(kind: str, eqf: int | None, virtual_part: bool | None, *, elsewhere: bool = False) -> tuple[Form, ...]:
    """The forms open to this person, the shortest first. `elsewhere`: outside the programme countries.

    A short stay of a student is doctoral at EQF 8, where the virtual part is optional; otherwise it
    is blended, which needs a virtual part (None: not decided yet). Raises ValueError for an unknown kind.
    """
    match kind:
        case Kind.HE_STUDENT if eqf == 8:
            codes = ["he_doctoral", "he_long"]
        case Kind.HE_STUDENT if virtual_part is not False:
            codes = ["he_blended", "he_long"]
        case Kind.HE_STUDENT | Kind.HE_GRADUATE:
            codes = ["he_long"]
        case Kind.VET_LEARNER | Kind.VET_GRADUATE:
            codes = ["vet_short", "vet_long"]
        case Kind.STAFF:
            codes = ["staff_elsewhere" if elsewhere else "staff"]
        case _:
            raise ValueError(f"There is no kind of participant called {kind!r}.")
    return tuple(FORMS[code] for code in codes)


def form_of(kind: str, eqf: int | None, start: date, end: date, *, elsewhere: bool = False) -> Form:
    """The form that a stay of these dates falls under; whether it keeps its limits is for the rules to say.

    A student's stay that is short in days is a short form even where its virtual part is missing
    (R7 says so then); between 30 days and two months it is a long stay, too short.
    Raises ValueError if the stay ends before it starts.
    """
    forms = forms_for(kind, eqf, virtual_part=None, elsewhere=elsewhere)
    return next((form for form in forms if form.count(start, end) <= form.most), forms[-1])
