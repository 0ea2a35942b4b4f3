"""What coordinators and administrators do about who may act for an institution."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import (
    Coordinator,
    CoordinatorStep,
    Faculty,
    HostInvitation,
    Office,
    acts_for,
    admitters,
)
from accounts.coordinators.states import CoordinatorState
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import post
from programme.codelists.models import Institution


@transaction.atomic
def ask_to_join(*, by: User, institution: Institution, position: str, phone: str = "") -> Coordinator:
    """`by` asks to act for `institution`; the administrators and its coordinators are told. Safe to repeat."""
    coordinator, created = Coordinator.objects.select_for_update(of=("self",)).get_or_create(
        user=by, defaults={"institution": institution, "position": position, "phone": phone}
    )
    if not created and coordinator.state == CoordinatorState.REFUSED:

        def change_institution(coordinator):
            coordinator.institution, coordinator.position, coordinator.phone = institution, position, phone

        perform(coordinator, "ask_again", by=by, guard=change_institution)
    elif not created:
        return coordinator
    post("coordinators.asked", to=admitters(coordinator), about=coordinator, once=coordinator.state_since.isoformat())
    return coordinator


@transaction.atomic
def admit(*, coordinator: Coordinator, by: User) -> CoordinatorStep:
    step = perform(coordinator, "admit", by=by)
    post("coordinators.admitted", to=[coordinator.user], about=coordinator, once=f"step:{step.pk}")
    return step


@transaction.atomic
def refuse(*, coordinator: Coordinator, by: User, why: str) -> CoordinatorStep:
    step = perform(coordinator, "refuse", by=by, why=why)
    post("coordinators.refused", to=[coordinator.user], about=coordinator, once=f"step:{step.pk}", context={"why": why})
    return step


@transaction.atomic
def invite_host(*, by: User, address: str, host_name: str) -> HostInvitation:
    """Ask a host to come; whoever signs up with this address makes an organisation this institution may check.

    Raises MoveRefused where `by` is no admitted coordinator.
    """
    coordinator = Coordinator.objects.admitted().filter(user=by).first()
    if coordinator is None:
        raise MoveRefused(_("Only a coordinator can invite a host for an institution."))
    invitation, created = HostInvitation.objects.get_or_create(
        institution=coordinator.institution,
        address=address.lower(),
        defaults={"host_name": host_name, "invited_by": by},
    )
    if created:
        post("coordinators.host_invited", to=[invitation.address], about=invitation)
    return invitation


@transaction.atomic
def take_countries(*, coordinator: Coordinator, by: User, countries) -> None:
    """From which countries this coordinator checks offers, beside those of hosts the institution invited."""
    if by.pk != coordinator.user_id or not acts_for(by, coordinator.institution_id):
        raise MoveRefused(_("Only an admitted coordinator chooses the countries to check offers from."))
    coordinator.takes_countries.set(countries)


@transaction.atomic
def plan_absence(
    *,
    coordinator: Coordinator,
    by: User,
    away_from: date | None = None,
    away_until: date | None = None,
    deputy: Coordinator | None = None,
) -> None:
    """Both days included; without days the coordinator is back. The deputy is told, and has the work meanwhile.

    Raises MoveRefused: for somebody else, or with a deputy who is no colleague.
    """
    coordinator.refresh_from_db(from_queryset=Coordinator.objects.select_for_update(of=("self",)))
    if by.pk != coordinator.user_id or not coordinator.acts:
        raise MoveRefused(_("Only an admitted coordinator plans the own absence."))
    if deputy and not Coordinator.objects.colleagues_of(coordinator).filter(pk=deputy.pk).exists():
        raise MoveRefused(_("Only a colleague of your institution can be your deputy."))
    planned = {"away_from": away_from, "away_until": away_until, "deputy": deputy if away_from else None}
    for name, value in planned.items():
        setattr(coordinator, name, value)
    coordinator.save(update_fields=list(planned))
    if coordinator.deputy:
        once = f"{away_from}:{away_until}"
        days = {"away_from": away_from, "away_until": away_until}
        post("coordinators.made_deputy", to=[deputy.user], about=coordinator, once=once, context=days)


# --- faculties ------------------------------------------------------------------------------------

_ONLY_COORDINATORS = _("Only a coordinator of the institution changes its faculties.")


@transaction.atomic
def add_faculty(*, by: User, name: str) -> Faculty:
    """Raises MoveRefused where it is on the list, however it is written."""
    mine = Coordinator.objects.admitted().filter(user=by).first()
    if mine is None:
        raise MoveRefused(_ONLY_COORDINATORS)
    return _saved_once(Faculty(institution_id=mine.institution_id, name=name))


@transaction.atomic
def rename_faculty(*, faculty: Faculty, by: User, name: str) -> Faculty:
    if not acts_for(by, faculty.institution_id):
        raise MoveRefused(_ONLY_COORDINATORS)
    faculty.name = name
    return _saved_once(faculty)


@transaction.atomic
def remove_faculty(*, faculty: Faculty, by: User) -> None:
    """Its trainees stay, without a faculty."""
    if not acts_for(by, faculty.institution_id):
        raise MoveRefused(_ONLY_COORDINATORS)
    faculty.delete()


def _saved_once(faculty: Faculty) -> Faculty:
    try:
        with transaction.atomic():
            faculty.save()
    except IntegrityError:
        raise MoveRefused(_("This faculty is on the list already.")) from None
    return faculty


@transaction.atomic
def save_office(*, office: Office, by: User) -> Office:
    """How the office is reached, for everybody to read; of two at the same moment, the later one is kept.

    Raises MoveRefused where `by` does not act for the institution.
    """
    if not acts_for(by, office.institution_id):
        raise MoveRefused(_("Only a coordinator of the institution says how its office is reached."))
    said = {name: getattr(office, name) for name in ("name", "email", "phone", "website", "address", "hours")}
    saved, _new = Office.objects.update_or_create(institution_id=office.institution_id, defaults=said)
    return saved
