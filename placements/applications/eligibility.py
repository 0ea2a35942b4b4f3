"""What the programme's rules say of an application: facts gathered here, judged in programme.rules."""

from datetime import date
from decimal import Decimal

from accounts.trainees.models import Trainee
from placements.applications.models import Application, Proposal
from placements.applications.states import ApplicationState
from programme.rules.allowed_dates import AllowedEnd, allowed_dates
from programme.rules.cycles import Cycle, EarlierStay, cycle_of, months_used
from programme.rules.days import calendar_days
from programme.rules.eligibility import findings, summary
from programme.rules.facts import Facts
from programme.rules.findings import Finding, Outcome
from programme.rules.participants import HE_LEARNERS
from programme.rules.stays import FORMS
from programme.rules.today import programme_today

# Kind of host and country: neither other dates nor a coordinator's reason help.
BARS_THE_HOST = {"R2", "R3"}
CYCLES = {1: Cycle.FIRST, 2: Cycle.SECOND, 3: Cycle.THIRD}


def facts_of(application: Application, *, selected_on: date | None = None) -> Facts:
    """The plain facts of a stay as planned; `selected_on` is the day of the coordinator's decision."""
    trainee, offer, host = application.trainee, application.offer, application.offer.host
    return Facts(
        kind=application.kind,
        today=programme_today(),
        eqf=trainee.eqf,
        one_cycle=trainee.one_cycle,
        activities=tuple(sorted(term.code for term in offer.activities.all())),
        host_kind=host.kind.code,
        host_country=host.country_id,
        host_country_in_programme=host.country.programme_country,
        sending_country=application.institution.country_id,
        residence_country=trainee.residence_id,
        start=application.starts,
        end=application.ends,
        virtual_part=offer.virtual_part,
        months_used=_months_used(trainee, application.kind, besides=application),
        graduation_date=application.degree_date or trainee.graduated_on,
        selected_on=selected_on,
    )


def facts_of_proposal(proposal: Proposal) -> Facts:
    """What is known of a stay at a host that has not answered yet; the rest is to check."""
    trainee = proposal.trainee
    return Facts(
        kind=proposal.kind,
        today=programme_today(),
        eqf=trainee.eqf,
        one_cycle=trainee.one_cycle,
        host_country=proposal.country_id,
        host_country_in_programme=proposal.country.programme_country,
        sending_country=trainee.institution.country_id,
        residence_country=trainee.residence_id,
        start=proposal.starts,
        end=proposal.ends,
        months_used=_months_used(trainee, proposal.kind),
        graduation_date=proposal.degree_date or trainee.graduated_on,
    )


def _months_used(trainee: Trainee, kind: str, besides: Application | None = None) -> Decimal | None:
    """By the stays the trainee has named and by those approved here, `besides` this one (rules 2.2)."""
    if kind not in HE_LEARNERS or trainee.eqf is None:
        return None
    approved = _approved_here(trainee, besides)
    # Somebody who also names a stay that was approved here has been there once.
    named = [stay for stay in _named(trainee) if not any(_overlap(stay, other) for other in approved)]
    return months_used([*approved, *named], cycle_of(trainee.eqf, one_cycle=trainee.one_cycle))


def _approved_here(trainee: Trainee, besides: Application | None) -> list[EarlierStay]:
    """Each in the cycle of the level that the trainee had when applying.

    Chosen from all of a trainee's, which are few, so that they can be fetched for many trainees at once.
    """
    return [
        _stay(trainee, "DOT", cycle_of(stay.shown.get("level") or trainee.eqf), stay.starts, stay.ends)
        for stay in trainee.applications.all()
        if stay.state == ApplicationState.APPROVED and stay.kind in HE_LEARNERS and stay != besides
    ]


def _named(trainee: Trainee) -> list[EarlierStay]:
    return [
        _stay(trainee, stay.programme, CYCLES[stay.cycle], stay.start, stay.end)
        for stay in trainee.earlier_mobilities.all()
    ]


def _stay(trainee: Trainee, programme: str, cycle: Cycle, start: date, end: date) -> EarlierStay:
    """In a one-cycle programme every earlier stay of these studies counts in the one account."""
    short = calendar_days(start, end) <= FORMS["he_blended"].most  # counted in calendar days (rules 2.2)
    return EarlierStay(programme, Cycle.ONE_CYCLE if trainee.one_cycle else cycle, start, end, short=short)


def _overlap(one: EarlierStay, other: EarlierStay) -> bool:
    return one.start <= other.end and other.start <= one.end


def findings_of(application: Application, *, selected_on: date | None = None) -> tuple[Finding, ...]:
    """R1 to R10 for this application, each passed, to check or blocked."""
    return findings(facts_of(application, selected_on=selected_on))


def obstacles_to_sending(application: Application) -> list[Finding]:
    """Why no stay of this trainee at this host could be approved: a host is not asked in vain. Mostly empty."""
    return [
        finding
        for finding in findings_of(application)
        if finding.outcome == Outcome.BLOCKED and finding.rule in BARS_THE_HOST
    ]


def host_view_of(application: Application) -> tuple[str, tuple[AllowedEnd, ...]]:
    """All a host gets to know: eligible, being_checked or not_eligible, and the dates that would be allowed."""
    facts = facts_of(application)
    allowed = allowed_dates(facts, facts.start) if facts.start else ()
    return summary(findings(facts)), allowed
