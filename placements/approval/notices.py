from accounts.coordinators.models import office_address
from mechanisms.notifications.registry import Notice, register
from placements.applications.notices import own_page_or_sign_up

register(
    Notice(
        kind="approval.cancelled",
        model="approval.Placement",
        related=("application__offer__host__country", "application__trainee__user"),
        answers_to=lambda placement, person: office_address(placement.application.institution_id),
        link=own_page_or_sign_up,
    )
)
