"""What follows for trainees from what happens to others."""

from accounts.coordinators.models import CoordinatorStep
from accounts.users.models import User
from mechanisms.lifecycle.reactions import follow
from mechanisms.notifications.posting import post


@follow("coordinators.admit")
def tell_that_the_office_opened(step_id: int) -> None:
    """The first coordinator of an institution was admitted: its trainees can apply from now on.

    "First" is asked of the steps, not of who is there now: several may be admitted before this runs.
    """
    institution = CoordinatorStep.objects.select_related("subject__institution").get(pk=step_id).subject.institution
    earlier = CoordinatorStep.objects.filter(move="admit", subject__institution=institution, pk__lt=step_id)
    if not earlier.exists():
        waiting = User.objects.filter(trainee__institution=institution, is_active=True)
        post("trainees.office_opened", to=list(waiting), about=institution, once=f"step:{step_id}")
