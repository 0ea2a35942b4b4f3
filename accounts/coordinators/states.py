from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import Machine, Move


class CoordinatorState(models.TextChoices):
    ASKED = "asked", _("Asked to join")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Not admitted")


TONES = {CoordinatorState.ASKED: "wait", CoordinatorState.ADMITTED: "ok", CoordinatorState.REFUSED: "stop"}
ADMITTING = ("administrator", "coordinator")

MACHINE = Machine(
    name="coordinators",
    initial=CoordinatorState.ASKED,
    labels=dict(CoordinatorState.choices),
    moves=(
        Move("admit", (CoordinatorState.ASKED,), CoordinatorState.ADMITTED, ADMITTING, _("Admit")),
        Move("refuse", (CoordinatorState.ASKED,), CoordinatorState.REFUSED, ADMITTING, _("Refuse")),
        Move("ask_again", (CoordinatorState.REFUSED,), CoordinatorState.ASKED, ("applicant",), _("Ask again")),
    ),
)
