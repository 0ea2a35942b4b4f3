"""The coordinator decides; a placement begins, ends or is cancelled."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.hosts.transitions import count_completed_stay
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import post
from placements.applications.eligibility import findings_of
from placements.applications.models import Application, host_of
from placements.applications.transitions import office
from placements.approval.models import Decision, Placement, PlacementStep
from placements.offers.transitions import release_place
from programme.rules.findings import Outcome
from programme.rules.today import programme_today


@transaction.atomic
def approve(*, application: Application, by: User, is_digital: bool, reason: str = "") -> Placement:
    """Approve the stay and make its placement.

    A finding that blocks stops the approval, unless its rule may be overridden and a reason is given.
    `is_digital` is the coordinator's own yes or no (rules 1); a "no" runs, and is never counted as digital.
    Raises MoveRefused; also after the first day, and beside another approved stay on these days.
    """
    office.approve(application=application, by=by)  # locks the row: what follows reads it as it is now
    findings = findings_of(application, selected_on=programme_today())
    for finding in findings:
        if finding.outcome == Outcome.BLOCKED and not (finding.overridable and reason):
            advice = (
                _("Give a reason to approve all the same.")
                if finding.overridable
                else _("Refuse, or let the trainee change it.")
            )
            raise MoveRefused(f"{finding.rule}: {finding.sentence} {advice}")
    Decision.objects.create(
        application=application,
        approved=True,
        is_digital=is_digital,
        reason=reason,
        findings=[finding.kept() for finding in findings],
        decided_by=by,
    )
    return Placement.objects.create(
        application=application, starts=application.starts, ends=application.ends, is_digital=is_digital
    )


@transaction.atomic
def refuse(*, application: Application, by: User, reason: str) -> Decision:
    """Refuse the stay with a reason; the place is free again at once."""
    if not reason.strip():
        raise MoveRefused(_("Say why you refuse; the trainee reads it."))
    office.refuse(application=application, by=by, why=reason)
    return Decision.objects.create(
        application=application,
        approved=False,
        is_digital=False,
        reason=reason,
        findings=[finding.kept() for finding in findings_of(application)],
        decided_by=by,
    )


@transaction.atomic
def begin(*, placement: Placement) -> PlacementStep:
    return perform(placement, "begin", by=None)


@transaction.atomic
def complete(*, placement: Placement) -> PlacementStep:
    """The last day has passed: the host has one more stay to its name."""
    step = perform(placement, "complete", by=None)
    count_completed_stay(host=placement.application.offer.host)
    return step


@transaction.atomic
def cancel(*, placement: Placement, by: User, why: str) -> PlacementStep:
    """The stay does not happen, or ends here; before it began its place is free again.

    Its months count no more (R5), and the trainee may go elsewhere on these days.
    """
    step = perform(placement, "cancel", by=by, why=why)
    application = placement.application
    office.cancel(application=application, by=by, why=why)
    if step.from_state == "planned":
        release_place(offer=application.offer)
    told = [application.trainee.user, *host_of(application)]
    post("approval.cancelled", to=told, about=placement, once=f"step:{step.pk}", context={"why": why})
    return step
