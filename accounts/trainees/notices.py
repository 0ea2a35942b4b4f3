"""What is said to and for trainees."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(Notice(kind="trainees.office_invited", model="trainees.OfficeInvitation", action=_("Join as a coordinator")))
register(
    Notice(
        kind="trainees.office_opened",
        model="codelists.Institution",
        link=lambda institution, person: reverse("offers"),
        action=_("Find a traineeship"),
    )
)
