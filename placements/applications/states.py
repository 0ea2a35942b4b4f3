"""The lifecycle of an application, from draft to the coordinator's decision (rules 5.1, states 3 to 5).

One that was approved stays so, unless its stay is cancelled: then it counts for nothing any more.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import SYSTEM, Machine, Move


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    TALK = "talk", _("Invited to a talk")
    ACCEPTED = "accepted", _("Accepted by the host")
    CONFIRMED = "confirmed", _("Coordinator decides")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined by the host")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
    CANCELLED = "cancelled", _("Cancelled")


S = ApplicationState
WITH_THE_HOST = (S.SUBMITTED, S.SHORTLISTED, S.TALK)  # the host's answer is due
HOLDING_A_PLACE = (S.ACCEPTED, S.CONFIRMED, S.APPROVED)
WAITING = (*WITH_THE_HOST, S.ACCEPTED, S.CONFIRMED)  # for somebody's word, before the first day
ENDED = (S.DECLINED, S.REFUSED, S.WITHDRAWN, S.LAPSED, S.CANCELLED)
# How each state looks, as components/state.html takes it.
TONES = {
    S.DRAFT: "",
    S.SUBMITTED: "wait",
    S.SHORTLISTED: "info",
    S.TALK: "info",
    S.ACCEPTED: "wait",
    S.CONFIRMED: "wait",
    S.APPROVED: "ok",
    S.DECLINED: "stop",
    S.REFUSED: "stop",
    S.WITHDRAWN: "stop",
    S.LAPSED: "stop",
    S.CANCELLED: "stop",
}

MACHINE = Machine(
    name="applications",
    initial=S.DRAFT,
    labels=dict(ApplicationState.choices),
    moves=(
        Move("submit", (S.DRAFT,), S.SUBMITTED, ("trainee",), _("Send application")),
        Move("shortlist", (S.SUBMITTED,), S.SHORTLISTED, ("host",), _("Shortlist"), undoable=True),
        Move("invite_to_talk", (S.SUBMITTED, S.SHORTLISTED), S.TALK, ("host",), _("Invite to a talk")),
        Move("accept", WITH_THE_HOST, S.ACCEPTED, ("host",), _("Accept")),
        Move("decline", (*WITH_THE_HOST, S.ACCEPTED), S.DECLINED, ("host",), _("Decline"), undoable=True),
        Move("agree", (S.DRAFT,), S.ACCEPTED, (SYSTEM,), _("Agreed with the host")),  # a host the trainee found
        Move("confirm", (S.ACCEPTED,), S.CONFIRMED, ("trainee",), _("Take the place")),
        Move(
            "withdraw",
            (S.DRAFT, *WITH_THE_HOST, S.ACCEPTED, S.CONFIRMED),
            S.WITHDRAWN,
            ("trainee",),
            _("Withdraw"),
            undoable=True,
        ),
        Move("approve", (S.CONFIRMED,), S.APPROVED, ("coordinator",), _("Approve")),
        Move("refuse", (S.CONFIRMED,), S.REFUSED, ("coordinator",), _("Refuse")),
        Move("lapse", (S.DRAFT, *WAITING), S.LAPSED, (SYSTEM,), _("Let lapse")),
        Move("cancel", (S.APPROVED,), S.CANCELLED, ("coordinator",), _("Cancel the stay")),
    ),
)
# What comes next, as long as something does.
AWAITED = {
    S.DRAFT: _("Send it"),
    S.SUBMITTED: _("Host answers"),
    S.SHORTLISTED: _("Host answers"),
    S.TALK: _("Host answers"),
    S.ACCEPTED: _("Trainee takes the place"),
    S.CONFIRMED: _("Coordinator decides"),
}


class ProposalState(models.TextChoices):
    """A host the trainee found, before it has answered."""

    ASKED = "asked", _("Waiting for the host")
    CONFIRMED = "confirmed", _("Confirmed by the host")
    DECLINED = "declined", _("Declined by the host")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("No answer in time")


P = ProposalState
PROPOSAL_TONES = {P.ASKED: "wait", P.CONFIRMED: "ok", P.DECLINED: "stop", P.WITHDRAWN: "stop", P.LAPSED: "stop"}
PROPOSAL_MACHINE = Machine(
    name="proposals",
    initial=P.ASKED,
    labels=dict(ProposalState.choices),
    moves=(
        Move("confirm", (P.ASKED,), P.CONFIRMED, (SYSTEM,), _("Confirm")),  # by one-time link: the link is the proof
        Move("decline", (P.ASKED,), P.DECLINED, (SYSTEM,), _("Decline")),
        Move("withdraw", (P.ASKED,), P.WITHDRAWN, ("trainee", "coordinator"), _("Withdraw")),
        Move("lapse", (P.ASKED,), P.LAPSED, (SYSTEM,), _("Let lapse")),
    ),
)
