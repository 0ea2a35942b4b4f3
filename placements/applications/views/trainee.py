"""What the trainee does: apply, change, withdraw, take the place."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.coordinators.models import has_office
from accounts.trainees.forms import PersonalDetailsForm
from accounts.trainees.models import Trainee
from accounts.trainees.transitions import save_details
from mechanisms.drafts.keeping import Kept
from mechanisms.files.storing import discard, store
from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.eligibility import BARS_THE_HOST, findings_of
from placements.applications.forms.fields import ReasonForm, in_words
from placements.applications.forms.trainee import ApplicationForm
from placements.applications.models import Application, Proposal, kinds_for
from placements.applications.states import HOLDING_A_PLACE
from placements.applications.transitions import trainee as verbs
from placements.applications.views.acting import carry_out
from placements.calls.models import Call
from placements.offers.models import Offer
from programme.rules.findings import Outcome
from programme.rules.today import programme_today

FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _mine(request, pk) -> Application:
    applications = Application.objects.filter(trainee__user=request.user).with_parties().select_related("cv")
    return get_object_or_404(applications, pk=pk)


@FORM_PAGE
def apply(request, pk):
    offer = get_object_or_404(Offer.objects.visible_to(request.user).select_related("host__country"), pk=pk)
    trainee = Trainee.objects.select_related("user", "institution__country").filter(user=request.user).first()
    if trainee is None:
        messages.info(request, _("Before you apply, tell us in a few lines who you are and what you study."))
        return redirect("profile")
    if existing := Application.objects.filter(offer=offer, trainee=trainee).exclude(state="withdrawn").first():
        return _already_applied(request, existing)
    if not offer.is_open or not kinds_for(trainee, offer):
        messages.error(request, _why_closed(offer))
        return redirect(offer)
    kept = Kept(request, f"applications.apply:{offer.pk}")
    form = _application_form(kept, offer, trainee)
    if kept.is_sent and form.is_valid():
        return _begin(request, kept, form)
    _keep_cv(kept, form)
    return render(request, "applications/apply.html", {"form": form, "kept": kept, **_before_the_form(offer, trainee)})


def _application_form(kept: Kept, offer, trainee, application=None) -> ApplicationForm:
    if kept.data is not None:
        complete = kept.act in {"check", "send"} or (application is not None and not application.is_draft)
        given = {"data": kept.data, "files": kept.files, "complete": complete}
    else:
        first_kind = kinds_for(trainee, offer)[0]
        initial = {"kind": first_kind, "degree_date": trainee.expected_graduation}
        given = {"initial": ApplicationForm.initial_of(application) if application else initial}
    return ApplicationForm(**given, offer=offer, trainee=trainee, cv=application and application.cv)


def _already_applied(request, existing: Application):
    if existing.is_draft:
        messages.info(request, _("You have begun an application to this offer. Here it is."))
    else:
        messages.info(request, _("You have already applied to this offer."))
    return redirect(existing)


def _why_closed(offer: Offer) -> str:
    if offer.deadline < programme_today():
        day = in_words(offer.deadline)
        return _("The last day to apply to this offer was %(day)s.") % {"day": day}
    if not offer.is_open:
        return _("This offer is no longer open for applications.")
    return _("This offer is for other kinds of participants: see “Who may apply”.")


def _before_the_form(offer: Offer, trainee: Trainee) -> dict:
    """What the trainee should know before writing: no office, no open call, or a rule that stands in the way."""
    kind = kinds_for(trainee, offer)[0]
    planned = Application(offer=offer, trainee=trainee, institution=trainee.institution, kind=kind)
    obstacles = [finding for finding in findings_of(planned) if finding.outcome == Outcome.BLOCKED]
    barred = any(finding.rule in BARS_THE_HOST for finding in obstacles)
    office, call = has_office(trainee.institution_id), verbs.open_call(planned)
    return {
        "offer": offer,
        "text": offer.text,
        "trainee": trainee,
        "has_office": office,
        "call": call,
        "obstacles": obstacles,
        "why_not_sent": _why_not_sent(trainee, barred=barred, office=office, call=call),
    }


def _why_not_sent(trainee: Trainee, *, barred: bool, office: bool, call: Call | None) -> str:
    """Why “Send” is not offered, in a sentence; empty where it is."""
    words = {"institution": trainee.institution.name}
    if barred:
        return _("It cannot be sent: your coordinator could not approve a stay at this host.")
    if not office:
        return _("You can send it as soon as %(institution)s has a coordinator here.") % words
    if call is None:
        return _("You can send it as soon as %(institution)s opens a call for you.") % words
    return ""


def _keep_cv(kept: Kept, form: ApplicationForm) -> None:
    """A good PDF is not lost because another field is wrong; of what was only kept, nothing is said yet."""
    if kept.is_posted and (uploaded := form.cleaned_data.get("cv")):
        form.keep(store(uploaded, kept.request.user))
    kept.show(form)


def _cv_of(form: ApplicationForm, user):
    """The file just sent, stored now, or the one chosen before."""
    uploaded = form.cleaned_data["cv"]
    return store(uploaded, user) if uploaded else form.chosen_cv


def _begin(request, kept: Kept, form: ApplicationForm):
    cv = _cv_of(form, request.user)
    try:
        application = verbs.draft(offer=form.offer, trainee=form.trainee, by=request.user, cv=cv, **form.values)
    except MoveRefused as refused:  # the same form, sent again at the same moment
        if form.cleaned_data["cv"]:
            discard(cv)
        messages.info(request, refused.sentence)
        existing = Application.objects.filter(offer=form.offer, trainee=form.trainee).exclude(state="withdrawn")
        return redirect(existing.first() or form.offer)
    kept.forget(application)
    return _send_or_keep(request, application)


def _send_or_keep(request, application: Application):
    if not application.is_draft:
        messages.success(request, _("Your changes are saved."))
    elif request.POST.get("act") == "send":
        _send(request, application)
    elif request.POST.get("act") == "check":
        messages.info(request, _("Nobody but you sees it yet. Read it over, then send it."))
    else:
        messages.success(request, _("Your draft is saved. Nobody but you sees it."))
    return redirect(application)


def _send(request, application: Application) -> bool:
    told = _("%(host)s has your application.") % {"host": application.offer.host.legal_name}
    return carry_out(request, verbs.submit, application, move="submit", done=told)


@require_POST
def send_application(request, pk):
    """From its own page, where it was read over; what is missing is put right on the form."""
    application = _mine(request, pk)
    return redirect(application) if _send(request, application) else redirect("change_application", pk)


@FORM_PAGE
def change_application(request, pk):
    application = _mine(request, pk)
    if request.method != "POST" and not application.is_changeable:
        messages.error(request, _("This application can no longer be changed."))
        return redirect(application)
    if not kinds_for(application.trainee, application.offer):  # the profile, or the offer, became another
        messages.error(request, _why_closed(application.offer))
        return redirect(application)
    kept = Kept(request, f"applications.change:{pk}")
    form = _application_form(kept, application.offer, application.trainee, application)
    if _changed(kept, application, form):
        kept.forget(application)
        return _send_or_keep(request, application)
    context = {"form": form, "kept": kept, "application": application}
    context |= _before_the_form(application.offer, application.trainee)
    return render(request, "applications/change_application.html", context)


def _changed(kept: Kept, application: Application, form: ApplicationForm) -> bool:
    """False: it stays on the form, with the reason why and all that was typed; the page may be a stale one."""
    if not kept.is_sent:
        kept.show(form)
        return False
    right, by = form.is_valid(), kept.request.user
    if uploaded := form.cleaned_data.get("cv"):
        form.keep(store(uploaded, by))
    if right:
        try:
            verbs.change(application=application, by=by, cv=form.chosen_cv, **form.values)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
    return not form.errors


@FORM_PAGE
def withdraw_application(request, pk):
    application = _mine(request, pk)
    why = _("The host reads it, and your coordinator if it is their turn.") if application.submitted_at else ""
    form = ReasonForm(request.POST if request.method == "POST" else None, required=False, help_text=why)
    if request.method == "POST" and form.is_valid():
        done, reason = _("Your application is withdrawn."), form.cleaned_data["why"]
        told = _("We tell the host at %(time)s.") if application.submitted_at else ""
        carry_out(request, verbs.withdraw, application, move="withdraw", done=done, told=told, why=reason)
        return redirect(application)
    return render(request, "applications/withdraw_application.html", {"form": form, "application": application})


@require_POST
def confirm_application(request, pk):
    application = _mine(request, pk)
    done = _("The place is yours. Now %(office)s decides.") % {"office": application.institution.name}
    carry_out(request, verbs.confirm, application, move="confirm", done=done)
    return redirect(application)


@require_safe
def my_applications(request):
    mine = Application.objects.filter(trainee__user=request.user).with_parties().prefetch_related("offer__texts")
    proposals = Proposal.objects.filter(trainee__user=request.user, application=None).select_related("country")
    context = {"applications": mine, "proposals": proposals, "today": programme_today()}
    return render(request, "applications/my_applications.html", context)


@FORM_PAGE
def personal_details(request):
    """Birth date, address and the like: asked once a host has accepted, and not before."""
    accepted = Application.objects.filter(trainee__user=request.user, state__in=HOLDING_A_PLACE).with_parties().first()
    if accepted is None:
        messages.info(request, _("We ask for your personal details only once a host has accepted you."))
        return redirect("my_applications")
    details = getattr(accepted.trainee, "details", None)
    form = PersonalDetailsForm(request.POST if request.method == "POST" else None, instance=details)
    if request.method == "POST" and form.is_valid():
        form.instance.trainee = accepted.trainee
        save_details(details=form.save(commit=False), by=request.user)
        messages.success(request, _("Your personal details are saved."))
        return redirect(accepted)
    return render(request, "trainees/personal_details.html", {"form": form})
