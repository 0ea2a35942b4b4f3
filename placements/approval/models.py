"""The coordinator's decision with what it rested on, and the placement that follows from a yes."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator
from accounts.hosts.models import HostMember
from mechanisms.lifecycle.models import HasLifecycle, Step
from placements.applications.models import Application
from placements.approval.states import MACHINE, TONES, PlacementState
from programme.rules.findings import Finding
from programme.rules.today import programme_today


class Decision(models.Model):
    """What was decided on an application, by whom, on which findings. Never changed afterwards."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    is_digital = models.BooleanField(_("counts as digital"))  # rules 1: the coordinator, not the host, says so
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    findings = models.JSONField()  # as they stood: programme.rules.findings.Finding.kept
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved=True) | ~Q(reason=""),
                name="approval_refusal_has_a_reason",
                violation_error_message=_("Say why you refuse; the trainee reads it."),
            )
        ]

    def __str__(self):
        return str(self.application)

    @property
    def rested_on(self) -> list[Finding]:
        """The findings, to be read in any language."""
        return [Finding.read(row) for row in self.findings]


class PlacementQuerySet(models.QuerySet):
    def starting(self):
        return self.filter(state=PlacementState.PLANNED, starts__lte=programme_today())

    def ending(self):
        return self.filter(state=PlacementState.RUNNING, ends__lt=programme_today())

    def visible_to(self, user):
        if user.is_administrator:
            return self
        host = HostMember.objects.filter(user=user, host=OuterRef("application__offer__host"))
        office = Coordinator.objects.admitted().filter(user=user, institution=OuterRef("application__institution"))
        return self.filter(Q(application__trainee__user=user) | Exists(host) | Exists(office))

    def with_parties(self):
        return self.select_related(
            "application__offer__host__country", "application__trainee__user", "application__institution"
        )


class Placement(HasLifecycle):
    """A stay that was approved. Later stages hang their papers, money and outcomes on it."""

    machine = MACHINE

    application = models.OneToOneField(Application, models.PROTECT, related_name="placement")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    is_digital = models.BooleanField(_("counts as digital"))
    created = models.DateTimeField(auto_now_add=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        verbose_name = _("placement")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="approval_stay_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
        indexes = [models.Index(fields=["state", "starts"], name="approval_by_state_and_start")]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        return reverse("placement", args=[self.pk])

    def parties_of(self, user) -> set[str]:
        return self.application.parties_of(user)

    @property
    def tone(self) -> str:
        return TONES[self.state]


class PlacementStep(Step):
    subject = models.ForeignKey(Placement, models.CASCADE, related_name="steps")
