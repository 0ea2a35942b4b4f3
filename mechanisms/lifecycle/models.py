"""What a thing with a lifecycle has, the history of its moves, and who has reacted to which."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mechanisms.lifecycle.machine import Machine


class StateField(models.CharField):
    """A state of the model's `machine`, which gives its default and its choices."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"max_length": 40} | options))

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        machine = getattr(cls, "machine", None)
        if machine is not None and not self.has_default():
            self.default = str(machine.initial)
        if machine is not None and machine.labels and self.choices is None:
            self.choices = [(str(state), machine.labels[state]) for state in machine.states]
        super().contribute_to_class(cls, name, private_only)

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class HasLifecycle(models.Model):
    """A model with `machine`; its Step model has a foreign key `subject` with related_name="steps"."""

    machine: Machine
    steps: Any  # the manager of the concrete Step

    state = StateField(_("state"), editable=False, db_index=True)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def parties_of(self, user: Any) -> set[str]:
        """Which parties of the machine's `by` column this person is, for this very thing."""
        raise NotImplementedError(f"{type(self).__name__}.parties_of")

    @property
    def step_model(self) -> "type[Step]":
        return self._meta.get_field("steps").related_model

    @property
    def state_label(self) -> str:
        return str(dict(self._meta.get_field("state").flatchoices).get(self.state) or self.state.replace("_", " "))


class Step(models.Model):
    """One move that was made. The concrete class adds `subject`; rows are never changed."""

    move = models.CharField(_("move"), max_length=60)
    from_state = models.CharField(_("from"), max_length=40)
    to_state = models.CharField(_("to"), max_length=40)
    # A person who acted can be made anonymous, not deleted: an empty `by` means the portal itself.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    why = models.TextField(_("why"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subject", "at"]), models.Index(fields=["move", "at"])]

    def __str__(self) -> str:
        return f"{self.move}: {self.from_state} → {self.to_state}"


class Followed(models.Model):
    """A follower has reacted to a step. The unique row is what makes a reaction happen once."""

    step_label = models.CharField(max_length=100)  # app_label.modelname of the Step
    step_id = models.BigIntegerField()
    follower = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step_label", "step_id", "follower"], name="followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} followed {self.step_label} {self.step_id}"
