"""The frame of a stay, from the coordinator's approval on (rules 5.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import SYSTEM, Machine, Move


class PlacementState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


S = PlacementState
# How each state looks, as components/state.html takes it.
TONES = {S.PLANNED: "info", S.RUNNING: "info", S.COMPLETED: "ok", S.CANCELLED: "stop"}
MACHINE = Machine(
    name="placements",
    initial=S.PLANNED,
    labels=dict(PlacementState.choices),
    moves=(
        Move("begin", (S.PLANNED,), S.RUNNING, (SYSTEM,), _("Begin")),
        Move("complete", (S.RUNNING,), S.COMPLETED, (SYSTEM,), _("Complete")),
        Move("cancel", (S.PLANNED, S.RUNNING), S.CANCELLED, ("coordinator",), _("Cancel the placement")),
    ),
)
