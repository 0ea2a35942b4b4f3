"""Deadlines are derived, not stored: each stage names its rules in `deadlines.py`.

From this one list come the reminders and the desk.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from mechanisms.notifications.posting import Posting, post_many
from mechanisms.notifications.registry import notice_of

LATE_BY_AT_MOST = 1  # days: a reminder missed while the portal was down is still said a day later, not a week
ON_ONE_DESK = 100  # rows of one rule; the stage's own list has them all


@dataclass(frozen=True)
class Deadline:
    """One rule, "the host answers by ...". Its reminder is the registered notice `<name>_due`."""

    name: str  # "<app>.<name>"
    rows: Callable[[], QuerySet]  # what still waits, annotated with `due` (a date, or NULL)
    whose: Callable[[Sequence[Any]], Mapping[Any, Iterable[Any]]]  # of each of these rows, the users whose turn it is
    awaits: Callable[[QuerySet, Any], QuerySet]  # of these rows, those that await this user
    what: Any  # "Answer the application"
    before: tuple[int, ...] = (3, 0)  # days before `due` to remind
    after: tuple[int, ...] = (1, 7)  # days after `due` to remind again
    escalate: Callable[[], Iterable[Any]] | None = None  # users told too on the last `after`
    about: Callable[[Any], str] = str  # the row in the words of whoever's turn it is
    state: Callable[[Any], str] = attrgetter("state_label")  # its state, in the same words
    since: Callable[[Any], datetime | None] = lambda row: None  # since when somebody waits for it
    is_watched: bool = False  # the turn is somebody else's: it stands on the desk of who waits for it

    @property
    def kind(self) -> str:
        return f"{self.name}_due"

    @property
    def leads(self) -> list[int]:
        """The days left at which it reminds: positive before, negative after."""
        return sorted({*self.before, *(-days for days in self.after)})

    def lead_on(self, days_left: int) -> int | None:
        """The reminder that is due with so many days left, if any."""
        reached = [lead for lead in self.leads if days_left <= lead <= days_left + LATE_BY_AT_MOST]
        return min(reached, default=None)

    def told(self, leads: Mapping[Any, int]) -> dict[Any, list[Any]]:
        """Whom to remind of each row, given which reminder is due for it; all are asked for at once."""
        whose, last = self.whose(list(leads)), self.leads[0]
        above = list(self.escalate()) if self.escalate is not None and last < 0 and last in leads.values() else []
        return {row: [*whose[row], *(above if lead == last else [])] for row, lead in leads.items()}


@dataclass(frozen=True)
class DeskItem:
    due: date | None
    what: Any
    about: str
    state: str
    act: Any  # the verb on the button, that of the reminder
    row: Any
    url: str
    days_left: int | None
    since: datetime | None = None
    is_watched: bool = False

    @property
    def days_waiting(self) -> int:
        """Since when, in days of the reader's calendar; 0 is today."""
        return (timezone.localdate() - timezone.localdate(self.since)).days if self.since else 0


_rules: dict[str, Deadline] = {}


def register_deadline(rule: Deadline) -> Deadline:
    if rule.kind in _rules:
        raise ValueError(f"The deadline {rule.name!r} is registered twice")
    _rules[rule.kind] = rule
    return rule


def all_deadlines() -> list[Deadline]:
    return [_rules[kind] for kind in sorted(_rules)]


def desk_items(user: Any, today: date) -> list[DeskItem]:
    """What awaits this person, the most urgent first, what has no date last. One query per rule."""
    items = []
    for rule in all_deadlines():
        notice = notice_of(rule.kind)
        waiting = rule.awaits(rule.rows(), user).order_by(F("due").asc(nulls_last=True), "pk")
        for row in waiting[:ON_ONE_DESK]:
            days_left = (row.due - today).days if row.due else None
            url = notice.link(row, user)  # where the reader acts, as in the reminder
            words = {"what": rule.what, "about": rule.about(row), "state": rule.state(row), "act": notice.action}
            words |= {"since": rule.since(row), "is_watched": rule.is_watched}
            items.append(DeskItem(due=row.due, row=row, url=url, days_left=days_left, **words))
    return sorted(items, key=lambda item: (item.due is None, item.due or today))


def remind_due(today: date) -> None:
    """Post what is to be reminded of today; saying it again the same day adds nothing."""
    for rule in all_deadlines():
        days = [lead - late for lead in rule.leads for late in range(LATE_BY_AT_MOST + 1)]
        rows = rule.rows().filter(due__in={today + timedelta(days=left) for left in days})
        reached = {row: rule.lead_on((row.due - today).days) for row in rows}
        leads = {row: lead for row, lead in reached.items() if lead is not None}
        if leads:
            post_many(rule.kind, _reminders(rule, leads, today))


def _reminders(rule: Deadline, leads: Mapping[Any, int], today: date) -> Iterator[Posting]:
    for row, people in rule.told(leads).items():
        lead, days_left = leads[row], (row.due - today).days
        context = {"due": row.due, "lead": lead, "days_left": days_left, "days_late": -days_left}
        yield Posting(people, row, f"{lead}:{row.due}", context)


def still_due(kind: str, about: Any, person: Any, context: dict[str, Any]) -> bool:
    """Whether a reminder still holds: the row waits, for the same date, for the same person.

    Other kinds than reminders always hold.
    """
    rule = _rules.get(kind)
    if rule is None:
        return True
    row = rule.rows().filter(pk=about.pk).first()
    if row is None or row.due.isoformat() != context["due"]:
        return False
    return person in rule.told({row: context["lead"]})[row]
