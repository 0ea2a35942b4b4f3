"""What the office does: whose case it is, a reminder, and the decision, which the approval stage calls."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, Faculty
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post
from placements.applications.models import Application, ApplicationStep, host_of
from placements.applications.states import WITH_THE_HOST, ApplicationState
from placements.applications.transitions.trainee import free_held_place, refuse_begun, refuse_overlap
from programme.rules.today import programme_today

# Whom a reminder of the office goes to in each state in which somebody else's word is awaited.
REMINDERS = dict.fromkeys(WITH_THE_HOST, "applications.office_reminds_host") | {
    ApplicationState.ACCEPTED: "applications.office_reminds_trainee"
}

# --- whose case it is -------------------------------------------------------------------------------


@transaction.atomic
def assign(
    *, application: Application, to: Coordinator | None, by: User, instead_of: Coordinator | None = None
) -> None:
    """Make it the case of `to`, or nobody's. Nobody is told: it stands on that person's desk.

    `instead_of` is whose it was on the page that `by` looked at. Raises MoveRefused: where a colleague has
    taken it meanwhile, and for people who do not decide on it.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(of=("self",)))
    if "coordinator" not in application.parties_of(by):
        raise MoveRefused(_("Only the office of the trainee's institution says whose case it is."))
    if to and "coordinator" not in application.parties_of(to.user):
        raise MoveRefused(_("%(name)s cannot decide on this case.") % {"name": to.user.full_name})
    now = application.case_owner
    if now == to:
        return
    if now != instead_of:
        words = {"name": now.user.full_name if now else ""}
        taken = _("%(name)s has taken this case meanwhile.") if now else _("This case is nobody's any more.")
        raise MoveRefused(taken % words)
    application.owner = to
    application.save(update_fields=["owner"])


@transaction.atomic
def correct_faculty(*, application: Application, by: User, faculty: Faculty | None) -> None:
    """Of the trainee, who named none or a wrong one."""
    if "coordinator" not in application.parties_of(by):
        raise MoveRefused(_("Only the office of the trainee's institution corrects the faculty."))
    if faculty and faculty.institution_id != application.institution_id:
        raise MoveRefused(_("This is a faculty of another institution."))
    Trainee.objects.filter(pk=application.trainee_id).update(faculty=faculty)


# --- a reminder -------------------------------------------------------------------------------------


def reminder_of(application: Application, at_the_host: list[User | str]) -> tuple[str, list[User | str], dict]:
    """What the office's reminder says, to whom, and with which words. Raises MoveRefused where nobody is late."""
    kind = REMINDERS.get(application.state)
    if kind is None:
        raise MoveRefused(_("Nobody but the office is awaited here."))
    days = (programme_today() - application.next_due).days
    if days <= 0:
        raise MoveRefused(_("It is not late yet; the portal reminds by itself."))
    told = [application.trainee.user] if application.state == ApplicationState.ACCEPTED else at_the_host
    if not told:
        raise MoveRefused(_("Nobody at this host can be reached."))
    return kind, told, {"days_late": days}


def reminded_today(application: Application) -> bool:
    reminders = Notification.objects.filter(kind__in=set(REMINDERS.values()), about_id=str(application.pk))
    return reminders.filter(once=str(programme_today())).exists()


@transaction.atomic
def remind(*, application: Application, by: User) -> None:
    """Remind the host or the trainee who is late, at most once a day. Raises MoveRefused."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(of=("self",)))
    if "coordinator" not in application.parties_of(by):
        raise MoveRefused(_("Only the office of the trainee's institution reminds."))
    kind, told, words = reminder_of(application, host_of(application))
    if reminded_today(application):
        raise MoveRefused(_("A reminder has gone out today already."))
    post(kind, to=told, about=application, once=str(programme_today()), context=words)


# --- the decision -----------------------------------------------------------------------------------


@transaction.atomic
def approve(*, application: Application, by: User) -> ApplicationStep:
    """Raises MoveRefused after the first day, or when the trainee has another approved stay on these days."""

    def fits(application):
        refuse_begun(application, _("Refuse, and say which dates you could approve."))
        # Of two approvals for one trainee at the same moment, the second waits here, and then sees the first.
        Trainee.objects.select_for_update(of=("self",), no_key=True).get(pk=application.trainee_id)
        refuse_overlap(application, _("Refuse this one, or cancel the other first."))

    step = perform(application, "approve", by=by, guard=fits)
    told = [application.trainee.user, *host_of(application)]
    post("applications.approved", to=told, about=application, once=f"step:{step.pk}")
    return step


@transaction.atomic
def cancel(*, application: Application, by: User, why: str) -> ApplicationStep:
    """Its stay is cancelled (the approval stage says so, and to whom): it takes no days and no months any more."""
    return perform(application, "cancel", by=by, why=why)


@transaction.atomic
def refuse(*, application: Application, by: User, why: str) -> ApplicationStep:
    """The trainee reads the reason; the host reads only that it was not approved, and has its place back."""
    step = perform(application, "refuse", by=by, why=why)
    free_held_place(application, step)
    post(
        "applications.refused",
        to=[application.trainee.user],
        about=application,
        once=f"step:{step.pk}",
        context={"why": why},
    )
    post("applications.not_approved", to=host_of(application), about=application, once=f"step:{step.pk}")
    return step
