import logging

from celery import shared_task

from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.models import Application, Proposal
from placements.applications.transitions.calendar import lapse, lapse_proposal, tell_of_open_calls

log = logging.getLogger(__name__)


@shared_task(name="applications.lapse_overdue")
def lapse_overdue() -> None:
    """Each in its own transaction: one that was answered a moment ago, or fails, does not stop the others."""
    for application in Application.objects.overdue().with_parties():
        try:
            lapse(application=application)
        except MoveRefused:  # answered meanwhile
            continue
        except Exception:
            log.exception("Application %s could not lapse", application.pk)
    for proposal in Proposal.objects.overdue().select_related("trainee__user"):
        try:
            lapse_proposal(proposal=proposal)
        except MoveRefused:  # answered meanwhile
            continue
        except Exception:
            log.exception("Proposal %s could not lapse", proposal.pk)


@shared_task(name="applications.tell_of_open_calls")
def announce_open_calls() -> None:
    """A call opens by its date, and nobody clicks then."""
    tell_of_open_calls()
