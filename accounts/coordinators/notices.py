"""What is said about acting for an institution."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.states import CoordinatorState
from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        kind="coordinators.asked",
        model="coordinators.Coordinator",
        holds=lambda coordinator, person: coordinator.state == CoordinatorState.ASKED,
        action=_("Open the request"),
        related=("user", "institution"),
    )
)
register(
    Notice(
        kind="coordinators.admitted",
        model="coordinators.Coordinator",
        link=lambda coordinator, person: reverse("desk"),
        action=_("Open your desk"),
        related=("user", "institution"),
    )
)
register(
    Notice(
        kind="coordinators.refused",
        model="coordinators.Coordinator",
        action=_("Open your request"),
        related=("user", "institution"),
    )
)
register(
    Notice(
        kind="coordinators.host_invited",
        model="coordinators.HostInvitation",
        action=_("Join as a host"),
        related=("institution", "invited_by"),
    )
)
register(
    Notice(
        kind="coordinators.admission_due",
        model="coordinators.Coordinator",
        action=_("Decide"),
        related=("user", "institution"),
    )
)
register(
    Notice(
        kind="coordinators.made_deputy",
        model="coordinators.Coordinator",
        holds=lambda coordinator, person: (
            coordinator.deputy is not None and coordinator.deputy.user_id == person.pk and coordinator.has_absence_ahead
        ),
        link=lambda coordinator, person: reverse("desk"),
        action=_("Open your desk"),
        related=("user", "institution", "deputy"),
    )
)
