"""What happened to a case in all its stages, what was said about it, and what is still due."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from operator import attrgetter
from typing import Any

from django.db.models import Q

from accounts.users.models import User
from mechanisms.lifecycle.models import HasLifecycle
from mechanisms.lifecycle.undoing import UNDO
from mechanisms.notifications.deadlines import all_deadlines
from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import subject_of
from placements.applications.models import Application


@dataclass(frozen=True)
class Event:
    at: datetime
    state: str
    label: str
    tone: str
    by: User | None  # None: by the portal, when its day had come
    why: str


@dataclass(frozen=True)
class Told:
    subject: str
    person: User | None
    row: Notification


@dataclass(frozen=True)
class Due:
    what: Any
    due: date | None
    whose: list[User]


def stages_of(application: Application) -> list[HasLifecycle]:
    """The case in each stage it has come through, the earliest first; fetched with it, so no further query."""
    found = [getattr(application, name, None) for name in ("proposal", "placement")]
    proposal, placement = found
    if proposal:
        proposal.trainee = application.trainee
    if placement:
        placement.application = application
    return [stage for stage in (proposal, application, placement) if stage is not None]


def history_of(application: Application) -> list[Event]:
    """Every step, the latest first. One query a stage."""
    events = []
    for stage in stages_of(application):
        steps = list(stage.steps.select_related("by"))
        for step, following in zip_longest(steps, steps[1:]):
            # What was taken back was not said: the reason given with it is nobody else's.
            why = "" if following and following.move.startswith(UNDO) else step.why
            events.append(Event(step.at, step.to_state, *_looks(stage, step.to_state), step.by, why))
    return sorted(events, key=attrgetter("at"), reverse=True)


def _looks(stage: HasLifecycle, state: str) -> tuple[str, str]:
    """The word and the tone of a state it was in."""
    then = type(stage)(state=state)
    return then.state_label, then.tone


def messages_about(application: Application) -> list[Told]:
    """What the portal said of it, the latest first: to whom, and the subject. One query."""
    stages = {(stage._meta.label_lower, str(stage.pk)): stage for stage in stages_of(application)}
    about = Q()
    for label, pk in stages:
        about |= Q(about_label=label, about_id=pk)
    rows = Notification.objects.filter(about).exclude(state=Notification.State.DROPPED).select_related("person")
    return [
        Told(subject_of(row, stages[row.about_label, row.about_id]), row.person, row)
        for row in rows.order_by("-created", "pk")
    ]


def deadlines_of(application: Application) -> list[Due]:
    """What is due now, and whose turn it is. One query a rule about these stages, and those that say whose."""
    stages = {type(stage): stage.pk for stage in stages_of(application)}
    found = []
    for rule in all_deadlines():
        rows = rule.rows()
        if rows.model in stages:
            waiting = list(rows.filter(pk=stages[rows.model]))
            found += [Due(rule.what, row.due, list(rule.whose(waiting)[row])) for row in waiting]
    return found
