"""Long work in the background: what it is, how far it is, and what came of it; and one act on many rows."""

from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; all of them for administrators."""
        return self if user.is_superuser and user.is_active else self.filter(owner=user)


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for its turn")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=100)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name=_("owner"))
    upload = models.ForeignKey("files.Upload", models.SET_NULL, null=True, related_name="+", verbose_name=_("file"))
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)  # 0: not known
    result = models.JSONField(_("result"), default=dict, encoder=DjangoJSONEncoder)
    error = models.TextField(_("error"), blank=True)  # a sentence for the owner
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(_("created"), default=timezone.now)
    heartbeat = models.DateTimeField(null=True)  # last sign of life of the worker that runs it
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        indexes = [models.Index(fields=["state"], condition=Q(state__in=["queued", "running"]), name="job_unfinished")]

    def __str__(self):
        return f"{self.kind} ({self.get_state_display()})"

    def get_absolute_url(self):
        return reverse("job", args=[self.pk])

    @property
    def is_finished(self):
        return self.state in {Job.State.DONE, Job.State.FAILED}

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else None


class BulkRunQuerySet(models.QuerySet):
    def forgotten(self):
        """Rows that were chosen and never acted on."""
        return self.filter(job=None, created__lt=timezone.now() - timedelta(days=1))


class BulkRun(models.Model):
    """An act on the rows that a person chose; without a job it is only looked at beforehand."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner"))
    act = models.CharField(max_length=100)
    query = models.CharField(max_length=1000, blank=True)  # the filters of the list it came from
    values = models.JSONField(null=True, encoder=DjangoJSONEncoder)  # as typed into the act's form
    job = models.OneToOneField(Job, models.CASCADE, null=True, related_name="bulk_run")
    created = models.DateTimeField(default=timezone.now)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk act")
        # Choosing looks for those that were forgotten; there are few without a job.
        indexes = [models.Index(fields=["created"], condition=Q(job=None), name="bulk_run_not_begun")]

    def __str__(self):
        return self.act

    def get_absolute_url(self):
        return reverse("bulk_run", args=[self.pk])

    def counts(self) -> dict[str, int]:
        """How many rows came out how. One query."""
        found = dict(self.rows.order_by().values_list("outcome").annotate(models.Count("pk")))
        return {outcome: found.get(outcome, 0) for outcome in BulkRow.Outcome.values}


class BulkRow(models.Model):
    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Not done")
        FAILED = "failed", _("Failed")

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    line = models.CharField(max_length=200)  # the row in words, also when it is gone
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="bulk_row_once")]

    def __str__(self):
        return self.line

    @property
    def tone(self) -> str:
        return {"done": "ok", "refused": "stop", "failed": "stop"}.get(self.outcome, "")

    def settle(self, outcome: str, sentence: str) -> None:
        self.outcome, self.sentence = outcome, str(sentence)
        self.save(update_fields=["outcome", "sentence"])
