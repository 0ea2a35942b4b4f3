"""What coordinators and administrators do with calls."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import acts_for
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused
from placements.calls.models import Call
from programme.codelists.models import Institution


@transaction.atomic
def open_call(
    *, by: User, institution: Institution, year: int, action: str, title: str, opens: date, closes: date
) -> Call:
    """Open a round of `institution`. Raises MoveRefused if `by` may not, or the call cannot be so."""
    call = Call(
        institution=institution, year=year, action=action, title=title, opens=opens, closes=closes, created_by=by
    )
    return _save(call, by)


@transaction.atomic
def change_call(*, by: User, call: Call, year: int, action: str, title: str, opens: date, closes: date) -> Call:
    """Change a round. Raises MoveRefused if `by` may not, or the call has opened and its terms are fixed."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    terms = {"year": year, "action": action, "title": title, "opens": opens, "closes": closes}
    if call.has_opened and any(terms[name] != getattr(call, name) for name in Call.FIXED_ONCE_OPEN):
        raise MoveRefused(_("The call has opened: its year, its action and its first day stay as they are."))
    for name, value in terms.items():
        setattr(call, name, value)
    return _save(call, by)


def _save(call: Call, by: User) -> Call:
    """Save for somebody who may. Raises MoveRefused, with the sentence of the constraint that would break."""
    if not (by.is_administrator or acts_for(by, call.institution_id)):
        raise MoveRefused(_("Only a coordinator of this institution can open or change its calls."))
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError as error:
        raise MoveRefused(_broken_rule(error)) from error
    return call


def _broken_rule(error: IntegrityError):
    """The sentence of the constraint that the database named; an error of another kind goes on."""
    name = error.__cause__.diag.constraint_name
    for constraint in Call._meta.constraints:
        if constraint.name == name:
            return constraint.violation_error_message
    raise error
