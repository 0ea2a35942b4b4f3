"""A notification: one row is what stands in the person's inbox and what the worker mails."""

import uuid

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIBRARY_MAIL = "mail"  # the kind of what came through Django's mail functions, ready written


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's inbox: what no longer held before it was sent was never said; what waits is not said yet."""
        return self.filter(person=user, created__lte=timezone.now()).exclude(state=Notification.State.DROPPED)

    def unread(self):
        return self.filter(read_at=None)

    def due(self):
        return self.filter(state=Notification.State.WAITING, not_before__lte=timezone.now())


class Notification(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not sent")
        FAILED = "failed", _("could not be sent")

    # Made before the insert: rows that a conflict leaves out would otherwise cost us the ids of the rest.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notifications", verbose_name=_("person")
    )
    address = models.CharField(_("address"), max_length=320, blank=True)  # of somebody who is not a user
    about_label = models.CharField(max_length=100, blank=True)  # app_label.modelname
    about_id = models.CharField(max_length=64, blank=True)
    once = models.CharField(max_length=120, blank=True)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created = models.DateTimeField(_("created"), default=timezone.now)  # ahead, as long as it can be taken back
    read_at = models.DateTimeField(_("read"), null=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(default=timezone.now)  # after a failure: when to try again
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    not_sent_because = models.CharField(_("not sent because"), max_length=300, blank=True)

    # Only for mails of libraries; the texts are wiped once sent, since they hold sign-in links.
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reply_to = models.CharField(max_length=320, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_label", "about_id", "person", "address", "once"],
                nulls_distinct=False,
                condition=~Q(kind=LIBRARY_MAIL),
                name="notification_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | Q(Q(person=None), ~Q(address="")),
                name="notification_has_one_recipient",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="notification_waiting"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(fields=["person", "-created"], name="notification_inbox"),
            models.Index(fields=["about_label", "about_id"], name="notification_about"),
        ]

    def __str__(self):
        return f"{self.kind} {self.about_label} {self.about_id}"

    @property
    def about_model(self):
        return apps.get_model(self.about_label)
