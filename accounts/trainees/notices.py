"""What is said to and for trainees."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import has_office
from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        kind="trainees.office_invited",
        model="trainees.OfficeInvitation",
        holds=lambda invitation, person: not has_office(invitation.trainee.institution_id),
        action=_("Join as a coordinator"),
        related=("trainee__user", "trainee__institution"),
    )
)
register(
    Notice(
        kind="trainees.office_opened",
        model="codelists.Institution",
        link=lambda institution, person: reverse("offers"),
        action=_("Find a traineeship"),
    )
)
register(
    Notice(
        kind="trainees.school_confirmed",
        model="codelists.Institution",
        holds=lambda institution, person: institution.trainees.filter(user=person).exists(),
        link=lambda institution, person: reverse("profile"),
        action=_("Open your profile"),
    )
)
