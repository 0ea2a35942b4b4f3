"""What follows for trainees from what happens to others."""

from accounts.coordinators.models import Coordinator, CoordinatorStep
from accounts.users.models import User
from mechanisms.lifecycle.reactions import follow
from mechanisms.notifications.posting import post


@follow("coordinators.admit")
def tell_that_the_office_opened(step_id: int) -> None:
    """The first coordinator of an institution was admitted: its trainees can apply from now on."""
    coordinator = CoordinatorStep.objects.select_related("subject").get(pk=step_id).subject
    others = Coordinator.objects.admitted().filter(institution=coordinator.institution).exclude(pk=coordinator.pk)
    if not others.exists():
        waiting = User.objects.filter(trainee__institution=coordinator.institution, is_active=True)
        post("trainees.office_opened", to=list(waiting), about=coordinator.institution, once=f"step:{step_id}")
