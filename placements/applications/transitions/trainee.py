"""What the trainee does: draft, send, change, take the place, withdraw."""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import has_office
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.files.models import Upload
from mechanisms.files.storing import discard
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.lifecycle.undoing import undo_until
from mechanisms.notifications.posting import post
from placements.applications.eligibility import obstacles_to_sending
from placements.applications.models import Application, ApplicationStep, host_of, kinds_for, office_of
from placements.applications.states import HOLDING_A_PLACE, ApplicationState
from placements.calls.models import Call
from placements.matching.transitions import mark_applied, mark_withdrawn
from placements.offers.models import Offer
from placements.offers.transitions import release_place
from programme.codelists.labels import ENGLISH
from programme.rules.today import programme_today

FIELDS = ("kind", "degree_date", "motivation", "starts", "ends", "answers")


@transaction.atomic
def draft(*, offer: Offer, trainee: Trainee, by: User, cv: Upload | None = None, **values) -> Application:
    """Start an application. Raises MoveRefused where one exists already, or the offer is not open.

    Four clicks at once make one row: the others meet the unique constraint and read the sentence.
    """
    if trainee.user_id != by.pk:
        raise MoveRefused(_("You can only apply for yourself."))
    if not offer.is_open:
        raise MoveRefused(_("This offer is no longer open for applications."))
    application = Application(offer=offer, trainee=trainee, institution=trainee.institution, cv=cv, **values)
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        if "applications_one_per_offer" not in str(error):
            raise
        raise MoveRefused(_("You have already applied to this offer.")) from error
    return application


@transaction.atomic
def change(*, application: Application, by: User, cv: Upload | None = None, **values) -> Application:
    """Change a draft, or a sent application nobody has acted on, until the offer's deadline."""
    if by.pk != application.trainee.user_id:
        raise MoveRefused(_("Only the trainee can change this application."))
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(of=("self",)))
    if not application.is_changeable:
        raise MoveRefused(_("This application can no longer be changed."))
    for name in FIELDS:
        if name in values:
            setattr(application, name, values[name])
    replaced, application.cv = application.cv, cv or application.cv
    if application.submitted_at:
        _require_complete(application)
        application.shown = what_the_host_sees(application.trainee) | what_was_asked(application)
    application.save()
    if replaced and replaced != application.cv:
        discard(replaced)
    return application


@translation.override(ENGLISH)
def what_the_host_sees(trainee: Trainee) -> dict:
    """The copy of the profile that goes with an application; nothing else of the trainee reaches the host.

    Its words from the lists are in English, whatever language the trainee reads: the copy stays as it is.
    """
    field = trainee.field_taught if trainee.is_staff_member else trainee.study_field
    return {
        "name": trainee.user.full_name,
        "institution": trainee.institution.name,
        "country": trainee.institution.country.name,
        "department": trainee.department,
        "level": trainee.eqf,
        "field": field.name if field else "",
        "skills": trainee.skill_labels,
        "languages": trainee.language_lines,
        "competences": [f"{term.code} {term.label}" for term in trainee.competences.all()],
        "contact": trainee.user.email,  # shown to the host from the invitation to a talk on
    }


def what_was_asked(application: Application) -> dict:
    """The host's questions as the trainee read them, and in which language: an answer belongs to its question."""
    text = application.text_read
    return {"questions": text.questions, "read_in": text.language}


def is_complete(application: Application) -> bool:
    """Whether nothing is missing that the trainee can add."""
    try:
        _require_complete(application)
    except MoveRefused:
        return False
    return True


def _require_complete(application: Application) -> None:
    today = programme_today()
    offer = application.offer
    if not application.starts or not application.ends:
        raise MoveRefused(_("Say from when to when you would come."))
    if application.starts < today:
        raise MoveRefused(_("The first day lies in the past."))
    if not offer.covers(application.starts, application.ends):
        raise MoveRefused(_("Your dates must lie inside the offer's period."))
    if not application.motivation.strip():
        raise MoveRefused(_("Write why you would like this traineeship."))
    if application.cv_id is None:
        raise MoveRefused(_("Add your CV as a PDF."))
    if application.kind not in kinds_for(application.trainee, offer):
        raise MoveRefused(_("This offer is not open to you: it is for other kinds of participants."))
    if application.kind == Offer.Kind.HE_GRADUATE and (application.degree_date or today) <= today:
        raise MoveRefused(_("As a recent graduate you must be selected before your degree: give a date ahead."))
    if not all(answer.strip() for _question, answer in application.question_answers):
        raise MoveRefused(_("Answer the host's questions."))


def refuse_begun(application: Application, what_to_do) -> None:
    """Nobody agrees to a stay after its first day. Raises MoveRefused with `what_to_do` instead."""
    if application.starts < programme_today():
        sentence = _("The first day, %(day)s, has passed.") % {"day": _in_words(application.starts)}
        raise MoveRefused(f"{sentence} {what_to_do}")


def refuse_overlap(application: Application, what_to_do) -> None:
    """Nobody is at two places at once. Raises MoveRefused, naming the other stay, with `what_to_do` instead."""
    approved = Application.objects.approved().filter(trainee=application.trainee_id).exclude(pk=application.pk)
    other = approved.filter(starts__lte=application.ends, ends__gte=application.starts).first()
    if other:
        sentence = _("These dates overlap with an approved stay at %(host)s, from %(start)s to %(end)s.") % {
            "host": other.offer.host.legal_name,
            "start": _in_words(other.starts),
            "end": _in_words(other.ends),
        }
        raise MoveRefused(f"{sentence} {what_to_do}")


def _in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def refuse_undecidable(application: Application) -> None:
    """Raises MoveRefused where the only coordinator works for the host, or is the trainee: nobody could decide."""
    if has_office(application.institution_id) and not office_of(application):
        raise MoveRefused(
            _(
                "Nobody at %(institution)s could decide on this: a coordinator never does on the own case, nor for the "
                "own organisation. Ask for a second coordinator there."
            )
            % {"institution": application.institution.name}
        )


def refuse_barred(application: Application) -> None:
    """Raises MoveRefused, with the finding's sentence, where the coordinator could approve no stay at this host."""
    for finding in obstacles_to_sending(application):
        raise MoveRefused(finding.sentence)


def call_for(application: Application) -> Call:
    """The open call an application falls under. Raises MoveRefused, saying what to do, where there is none."""
    if not has_office(application.institution_id):
        raise MoveRefused(
            _("%(institution)s has no coordinator here yet. Your draft is kept; invite the office from your profile.")
            % {"institution": application.institution.name}
        )
    call = open_call(application)
    if call is None:
        raise MoveRefused(
            _("%(institution)s has no open call for you now. Your draft is kept; ask your coordinator when one opens.")
            % {"institution": application.institution.name}
        )
    return call


def open_call(application: Application) -> Call | None:
    return Call.objects.for_application(
        application.institution, application.kind, programme_today(), host_country=application.offer.host.country
    )


def before_the_stay(application: Application, days: int) -> date:
    """So many days from now, and never after the day before the stay; today at the earliest."""
    today = programme_today()
    return max(today, min(today + timedelta(days=days), application.starts - timedelta(days=1)))


@transaction.atomic
def submit(*, application: Application, by: User) -> ApplicationStep:
    """Send it to the host, with the day its answer is due. The office sees it from now on.

    Raises MoveRefused: incomplete, without an office or an open call, or at a host where no stay could be approved.
    """

    def complete(application):
        if not application.offer.is_open:
            raise MoveRefused(_("This offer is no longer open for applications."))
        _require_complete(application)
        # Of today, not of the day the draft was begun: its office decides, and its call pays.
        application.institution = application.trainee.institution
        refuse_barred(application)
        refuse_undecidable(application)
        application.call = call_for(application)
        application.shown = what_the_host_sees(application.trainee) | what_was_asked(application)
        application.submitted_at = timezone.now()
        application.answer_by = before_the_stay(application, settings.HOST_ANSWER_DAYS)

    step = perform(application, "submit", by=by, guard=complete)
    mark_applied(offer=application.offer, trainee=application.trainee)
    post("applications.sent", to=[by], about=application, once=f"step:{step.pk}")
    post("applications.received", to=host_of(application), about=application, once=f"step:{step.pk}")
    return step


@transaction.atomic
def confirm(*, application: Application, by: User) -> ApplicationStep:
    """The trainee takes the place: now it is the coordinator's turn.

    Raises MoveRefused after the first day, beside an approved stay on these days, or without a call or an office.
    """

    def hand_over(application):
        refuse_begun(application, _("Withdraw, and agree on later dates with the host."))
        refuse_overlap(application, _("Withdraw this application, or ask your coordinator to cancel the other stay."))
        refuse_undecidable(application)
        application.call = application.call or _call_of_agreed(application)
        application.decide_by = before_the_stay(application, settings.COORDINATOR_DECISION_DAYS)

    step = perform(application, "confirm", by=by, guard=hand_over)
    post("applications.to_decide", to=office_of(application), about=application, once=f"step:{step.pk}")
    post("applications.confirmed", to=host_of(application), about=application, once=f"step:{step.pk}")
    return step


def _call_of_agreed(application: Application) -> Call:
    """Of a stay agreed with a host the trainee found, when the call it was asked under has closed meanwhile."""
    call = open_call(application)
    if call is None:
        words = {"institution": application.institution.name, "day": _in_words(application.confirm_by)}
        raise MoveRefused(
            _(
                "%(institution)s has no open call for you now. Your place is kept until %(day)s: ask your coordinator "
                "to open one, then take it."
            )
            % words
        )
    return call


@transaction.atomic
def withdraw(*, application: Application, by: User, why: str = "") -> ApplicationStep:
    """The trainee steps back; a held place is free again at once."""
    step = perform(application, "withdraw", by=by, why=why)
    free_held_place(application, step)
    if application.submitted_at:
        mark_withdrawn(offer=application.offer, trainee=application.trainee)
        told = host_of(application)
        if step.from_state == ApplicationState.CONFIRMED:
            told += office_of(application)
        once, until = f"step:{step.pk}", undo_until(step)
        post("applications.withdrawn", to=told, about=application, once=once, context={"why": why}, not_before=until)
    return step


def free_held_place(application: Application, step: ApplicationStep) -> None:
    """Give the place back if the state before this step held one."""
    if step.from_state in HOLDING_A_PLACE:
        release_place(offer=application.offer)
