"""The lifecycle of an offer, one table (rules 5.1, state 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mechanisms.lifecycle.machine import SYSTEM, Machine, Move


class OfferState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Returned with a reason")
    PUBLISHED = "published", pgettext_lazy("state", "Open")
    FILLED = "filled", _("All places taken")
    CLOSED = "closed", _("Closed early")
    EXPIRED = "expired", _("Deadline passed")
    PRIVATE = "private", _("Agreed with one trainee")  # a host the trainee found; never listed


S = OfferState
RUNNING = (S.PUBLISHED, S.FILLED)  # until the deadline; a place that is given back opens it again
# How each state looks: done well, waiting for somebody, the host's turn, ended badly, or none of these.
TONES = {
    S.DRAFT: "",
    S.SUBMITTED: "wait",
    S.RETURNED: "now",
    S.PUBLISHED: "ok",
    S.FILLED: "info",
    S.CLOSED: "stop",
    S.EXPIRED: "stop",
    S.PRIVATE: "info",
}
MACHINE = Machine(
    name="offers",
    initial=S.DRAFT,
    labels=dict(OfferState.choices),
    moves=(
        Move("submit", (S.DRAFT, S.RETURNED), S.SUBMITTED, ("host",), _("Send for the check")),
        Move("take_back", (S.SUBMITTED,), S.DRAFT, ("host",), _("Take back to change")),
        Move("confirm", (S.SUBMITTED,), S.PUBLISHED, ("checker",), _("Confirm and publish")),
        Move("return", (S.SUBMITTED, *RUNNING), S.RETURNED, ("checker",), _("Return with a reason")),
        Move("publish", (S.DRAFT,), S.PUBLISHED, ("trusted_host",), _("Publish")),
        Move("confirm_published", (S.PUBLISHED,), S.PUBLISHED, ("checker",), _("Confirm")),
        Move("confirm_filled", (S.FILLED,), S.FILLED, ("checker",), _("Confirm")),
        Move("fill", (S.PUBLISHED,), S.FILLED, (SYSTEM,), _("Mark as filled")),
        Move("reopen", (S.FILLED,), S.PUBLISHED, (SYSTEM,), _("Open again")),
        Move("close", RUNNING, S.CLOSED, ("host", "administrator"), _("Close")),
        Move("expire", RUNNING, S.EXPIRED, (SYSTEM,), _("Close by deadline")),
    ),
)
ANSWERS_OF_THE_CHECK = ("confirm", "confirm_published", "confirm_filled", "return")
