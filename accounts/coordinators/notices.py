"""What is said about acting for an institution."""

from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        kind="coordinators.asked",
        model="coordinators.Coordinator",
        holds=lambda coordinator, person: coordinator.state == "asked",
        action=_("Open the request"),
    )
)
register(Notice(kind="coordinators.admitted", model="coordinators.Coordinator", action=_("Open your desk")))
register(Notice(kind="coordinators.refused", model="coordinators.Coordinator", action=_("Open your request")))
register(Notice(kind="coordinators.host_invited", model="coordinators.HostInvitation", action=_("Join as a host")))
