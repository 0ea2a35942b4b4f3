"""What trainees do with their profile, and administrators with the schools they entered."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import has_office
from accounts.trainees.models import EarlierMobility, OfficeInvitation, PersonalDetails, Trainee, TraineeLanguage
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.posting import post
from programme.codelists.models import Institution
from programme.rules.participants import RouteClosed, kind_of
from programme.rules.today import programme_today

INVITATIONS_AT_MOST = 5  # by one trainee: the portal's mail must not serve to pester people


@transaction.atomic
def save_profile(
    *,
    trainee: Trainee,
    by: User,
    skills=(),
    competences=(),
    wanted_countries=(),
    languages: list[TraineeLanguage] | None = None,
    earlier_mobilities: list[EarlierMobility] | None = None,
) -> Trainee:
    """Save the profile with its lists; `None` leaves a list as it is. Lists are replaced whole.

    Raises MoveRefused when `by` is not the person whose profile it is.
    """
    if trainee.user_id != by.pk:
        raise MoveRefused(_("You can only change your own profile."))
    if trainee.pk is None:
        _write_over_the_same(trainee)
    if trainee.institution.pk is None:  # a VET provider entered by hand, to be confirmed by an administrator
        trainee.institution.save()
    trainee.save()
    trainee.skills.set(skills)
    trainee.competences.set(competences)
    trainee.wanted_countries.set(wanted_countries)
    for rows, related in ((languages, trainee.languages), (earlier_mobilities, trainee.earlier_mobilities)):
        if rows is not None:
            related.all().delete()
            for row in rows:
                row.trainee = trainee
            related.bulk_create(rows)
    return trainee


def _write_over_the_same(trainee: Trainee) -> None:
    """A first profile sent twice at once is one: the second waits here, and then writes over the first."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=trainee.user_id)
    stored = Trainee.objects.select_related("institution").filter(user=trainee.user_id).first()
    if stored is None:
        return
    trainee.pk, trainee.created = stored.pk, stored.created
    school, same = trainee.institution, stored.institution
    if school.pk is None and (school.name, school.country_id) == (same.name, same.country_id):
        trainee.institution = same


@transaction.atomic
def invite_office(*, trainee: Trainee, by: User, address: str) -> OfficeInvitation:
    """Send the office of an institution without coordinator a ready-made invitation; once per address.

    Raises MoveRefused when there is a coordinator by now, or enough has been sent.
    """
    if trainee.user_id != by.pk:
        raise MoveRefused(_("You can only invite the office of your own institution."))
    if has_office(trainee.institution_id):
        raise MoveRefused(_("Your institution is already here; there is nobody to invite."))
    # One after the other, so that two at once cannot both find room for one more.
    Trainee.objects.select_for_update(of=("self",)).get(pk=trainee.pk)
    others = trainee.office_invitations.exclude(address=address.lower())
    if others.count() >= INVITATIONS_AT_MOST:
        raise MoveRefused(_("You have already invited several offices. Wait for one of them to answer."))
    invitation, created = OfficeInvitation.objects.get_or_create(trainee=trainee, address=address.lower())
    if created:
        post("trainees.office_invited", to=[invitation.address], about=invitation)
    return invitation


@transaction.atomic
def save_details(*, details: PersonalDetails, by: User) -> PersonalDetails:
    if details.trainee.user_id != by.pk:
        raise MoveRefused(_("You can only change your own details."))
    # One after the other: a form sent twice at once is one row.
    Trainee.objects.select_for_update(of=("self",), no_key=True).get(pk=details.trainee_id)
    stored = PersonalDetails.objects.filter(trainee=details.trainee_id).values_list("pk", flat=True)
    details.pk = stored.first()
    details.save()
    return details


@transaction.atomic
def confirm_institution(*, institution: Institution, by: User) -> None:
    """An administrator knows this school, which a trainee entered: everybody can choose it, and its own are told."""
    entered = _entered(institution, by)
    entered.confirmed = True
    entered.save(update_fields=["confirmed"])
    people = User.objects.filter(trainee__institution=entered, is_active=True)
    post("trainees.school_confirmed", to=list(people), about=entered)


@transaction.atomic
def merge_institution(*, institution: Institution, into: Institution, by: User) -> None:
    """What was entered is `into` under another name, or mistaken: whoever named it is there now, and the row goes.

    Raises MoveRefused when somebody was quicker, or `into` is not confirmed itself.
    """
    entered = _entered(institution, by)
    if not into.confirmed:
        raise MoveRefused(_("Choose a school that is confirmed."))
    rows = Trainee.objects.select_for_update(of=("self",), no_key=True).filter(institution=entered)
    moved = list(rows.select_related("user"))
    for trainee in moved:
        trainee.institution, trainee.kind = into, _kind_at(into, trainee)
    Trainee.objects.bulk_update(moved, ["institution", "kind"])
    # Whatever else names the row: drafts of applications, of which this floor knows nothing.
    for relation in Institution._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: entered})
        rows.update(**{relation.field.name: into})
    people = [trainee.user for trainee in moved if trainee.user.is_active]
    post("trainees.school_confirmed", to=people, about=into, once=f"entered:{entered.pk}")
    entered.delete()


def _entered(institution: Institution, by: User) -> Institution:
    """The row, locked, that nobody has decided about yet."""
    if not by.is_administrator:
        raise MoveRefused(_("Only an administrator decides about schools that were entered by hand."))
    entered = Institution.objects.unconfirmed().select_for_update(of=("self",)).filter(pk=institution.pk).first()
    if entered is None:
        raise MoveRefused(_("Somebody has already decided about this school."))
    return entered


def _kind_at(institution: Institution, trainee: Trainee) -> str:
    occupation = "staff" if trainee.is_staff_member else "student"
    try:
        return kind_of(occupation, institution.kind, trainee.eqf, trainee.graduated_on, programme_today())
    except RouteClosed:  # the profile says so when it is saved next; findings say it of every application
        return trainee.kind
