"""Taking back what was just done, before anybody was told."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from mechanisms.lifecycle import undoing
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.posting import take_back
from placements.applications.models import ApplicationStep
from placements.applications.states import HOLDING_A_PLACE, ApplicationState
from placements.matching.transitions import mark_applied
from placements.offers.transitions import hold_place


@transaction.atomic
def undo(*, step: ApplicationStep, by: User) -> ApplicationStep:
    """The application stands again where it stood, with its place. Raises MoveRefused where that is not possible."""
    application = step.subject
    try:
        with transaction.atomic():
            undone = undoing.undo(step, by=by)
    except IntegrityError as error:
        if "applications_one_per_offer" not in str(error):
            raise
        raise MoveRefused(_("You have begun another application to this offer.")) from error
    if not take_back(about=application, once=f"step:{step.pk}"):
        raise MoveRefused(_("It is too late to undo this: the others are told by now."))
    if step.from_state in HOLDING_A_PLACE:
        _hold_again(application)
    if step.to_state == ApplicationState.WITHDRAWN and application.submitted_at:
        mark_applied(offer=application.offer, trainee=application.trainee)
    return undone


def _hold_again(application) -> None:
    try:
        hold_place(offer=application.offer)
    except MoveRefused as taken:
        raise MoveRefused(_("This cannot be undone any more: somebody else has the place now.")) from taken
