from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(
    Notice(
        kind="approval.cancelled",
        model="approval.Placement",
        related=("application__offer__host__country", "application__trainee__user"),
        action=_("See the placement"),
    )
)
