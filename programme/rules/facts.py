"""What the rules are told about a stay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from programme.rules.participants import EVERYBODY, Kind
from programme.rules.stays import FORMS, Form, form_of


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A stay, planned or running, in plain values. None means: not known yet.

    Raises ValueError for what no rule could speak about: an unknown kind, a form that the kind does
    not have, an end before the start.
    """

    kind: str
    today: date
    form: str | None = None  # the form a learner asked for; without one, the dates tell
    eqf: int | None = None
    one_cycle: bool = False

    activities: tuple[str, ...] | None = None  # codes DS1 to DS7
    exclusions: tuple[str, ...] = ()  # codes NX1 to NX4
    conference_only: bool = False

    host_kind: str | None = None
    host_country: str | None = None  # ISO codes
    host_country_in_programme: bool | None = None
    sending_country: str | None = None
    residence_country: str | None = None

    start: date | None = None  # of the physical part, travel left out
    end: date | None = None
    virtual_part: bool | None = None

    months_used: Decimal | None = None  # in this study cycle, before this stay
    graduation_date: date | None = None
    selected_on: date | None = None  # None: not selected so far

    def __post_init__(self) -> None:
        if self.kind not in EVERYBODY:
            raise ValueError(f"There is no kind of participant called {self.kind!r}.")
        if self.form is not None and (self.form not in FORMS or self.kind not in FORMS[self.form].kinds):
            raise ValueError(f"A stay of the form {self.form!r} is not for the kind {self.kind!r}.")
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"The stay ends ({self.end}) before it starts ({self.start}).")

    @property
    def elsewhere(self) -> bool:
        """Known to be outside the programme countries."""
        return self.host_country_in_programme is False

    @cached_property
    def stay_form(self) -> Form | None:
        if self.form is not None and self.kind != Kind.STAFF:  # that of staff follows the country
            return FORMS[self.form]
        if self.start is None or self.end is None:
            return None
        return form_of(self.kind, self.eqf, self.start, self.end, elsewhere=self.elsewhere)

    @cached_property
    def days(self) -> int | None:
        """Length of the physical part as its form counts it."""
        if self.stay_form is None or self.start is None or self.end is None:
            return None
        return self.stay_form.count(self.start, self.end)
