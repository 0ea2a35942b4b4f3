"""An application as a line of dots, and in a sentence what comes next."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mechanisms.lifecycle.models import HasLifecycle
from placements.applications.models import Application
from placements.applications.states import ENDED, WITH_THE_HOST, ApplicationState
from placements.applications.transitions.trainee import before_the_stay
from programme.rules.today import programme_today

S = ApplicationState


@dataclass(frozen=True)
class Dot:
    label: str
    date: date | str | None
    status: str  # done, now, next or stop


@dataclass(frozen=True)
class Station:
    """A place on the way: its words before and after, and the moves that pass it."""

    todo: str
    done: str
    passed_by: tuple[str, ...]
    waits_in: tuple[str, ...]
    due: date | None


def reader_of(subject: HasLifecycle, user) -> str:
    """As whom this person reads the page. An administrator reads what the coordinator reads, and decides nothing."""
    parties = subject.parties_of(user)
    return next((party for party in ("trainee", "coordinator", "host") if party in parties), "administrator")


def short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _stations(application: Application, reader: str) -> list[Station]:
    """The way from the form to the decision; who reads is spoken to."""
    words = {
        "host": _("Host answers"),
        "trainee": _("Trainee takes the place"),
        "coordinator": _("Coordinator decides"),
    }
    spoken_to = {"host": _("You answer"), "trainee": _("You take the place"), "coordinator": _("You decide")}
    words |= {party: text for party, text in spoken_to.items() if party == reader}
    to_send = Station(_("Send it"), _("Sent"), ("submit",), (S.DRAFT,), application.offer.deadline)
    answer = Station(
        words["host"],
        _("Host accepted"),
        ("accept", "agree"),
        WITH_THE_HOST,
        application.answer_by,
    )
    take = Station(
        words["trainee"],
        _("Place taken"),
        ("confirm",),
        (S.ACCEPTED,),
        application.confirm_by,
    )
    decide = Station(
        words["coordinator"],
        _("Approved"),
        ("approve",),
        (S.CONFIRMED,),
        application.decide_by,
    )
    found = application.is_private  # nothing was sent: the trainee brought the host
    return [answer, take, decide] if found else [to_send, answer, take, decide]


def timeline(application: Application, *, reader: str, stay: HasLifecycle | None = None) -> list[Dot]:
    """The way of an application up to its stay; one that ended stops at its last dot.

    `stay` is what came of it in a later stage, which this one does not know: planned, running, completed, cancelled.
    """
    when = {step.move: timezone.localtime(step.at).date() for step in application.steps.all()}
    dots = []
    for station in _stations(application, reader):
        passed = next((when[move] for move in station.passed_by if move in when), None)
        if passed:
            dots.append(Dot(station.done, passed, "done"))
        elif application.state in ENDED:
            return [*dots, Dot(application.state_label, timezone.localtime(application.state_since).date(), "stop")]
        else:
            waits = application.state in station.waits_in
            by = _("by %(day)s") % {"day": short(station.due)} if waits and station.due else ""
            dots.append(Dot(station.todo, by, "now" if waits else "next"))
    return [*dots, *stay_dots(application, stay)]


def stay_dots(application: Application, stay: HasLifecycle | None) -> list[Dot]:
    """The stay itself: planned, and once approved as it stands."""
    planned = ""
    if application.starts and application.ends:
        planned = _("%(start)s to %(end)s") % {"start": short(application.starts), "end": short(application.ends)}
    state = stay.state if stay else "planned"
    if stay and state == "cancelled":
        return [Dot(_("Cancelled"), timezone.localtime(stay.state_since).date(), "stop")]
    return [Dot(_("Stay"), planned, {"running": "now", "completed": "done"}.get(state, "next"))]


def _what_accepting_does(application: Application) -> str:
    """Said beside the button; a stay that is near leaves fewer days."""
    if not application.starts:
        return ""
    days = (before_the_stay(application, settings.TRAINEE_CONFIRM_DAYS) - programme_today()).days
    return ngettext(
        "If you accept, a place is held, and the trainee has %(left)s day to take it.",
        "If you accept, a place is held, and the trainee has %(left)s days to take it.",
        days,
    ) % {"left": days}


def next_act(application: Application, *, party: str) -> str:
    """What comes next and until when, in a sentence for this party; empty where nothing is awaited."""
    host, office = application.offer.host.legal_name, application.institution.name
    trainee = application.shown_name
    day = short(application.next_due) if application.next_due else ""
    sentences = {
        ("trainee", S.DRAFT): _("Only you see this draft. Send it by %(day)s."),
        ("trainee", "host"): _("%(host)s answers by %(day)s. We tell you at once."),
        ("trainee", S.ACCEPTED): _("%(host)s would like to have you. Take the place by %(day)s, or it is given away."),
        ("trainee", S.CONFIRMED): _("%(office)s decides by %(day)s."),
        ("host", "host"): f"{_('Answer by %(day)s.')} {_what_accepting_does(application)}",
        ("host", S.ACCEPTED): _("A place is held. %(trainee)s takes it by %(day)s, or it is free again."),
        ("host", S.CONFIRMED): _("%(trainee)s took the place. %(office)s decides by %(day)s."),
        ("coordinator", "host"): _("%(host)s answers by %(day)s."),
        ("coordinator", S.ACCEPTED): _("%(trainee)s takes the place by %(day)s, or it is free again."),
        ("coordinator", S.CONFIRMED): _("Decide by %(day)s."),
    }
    state = "host" if application.state in WITH_THE_HOST else application.state
    words = {"host": host, "office": office, "trainee": trainee, "day": day}
    return sentences.get((party, state), "") % words
