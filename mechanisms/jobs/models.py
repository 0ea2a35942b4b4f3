"""Long work in the background: what it is, how far it is, and what came of it."""

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
