from copy import copy
from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.coordinators.models import has_office
from accounts.trainees import transitions
from accounts.trainees.forms import InviteOfficeForm, LearnerForm, StaffForm
from accounts.trainees.models import OfficeInvitation, Trainee
from accounts.users.models import User
from mechanisms.drafts.models import Draft
from mechanisms.drafts.steps import Steps
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from mechanisms.notifications.rendering import as_read_by, words_of
from programme.codelists.models import Institution

FORMS = {"student": LearnerForm, "staff": StaffForm}


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest):
    """The person's own profile: written in steps, then changed by sections; who has none says first what they do."""
    trainee = Trainee.objects.filter(user=request.user).select_related("institution__country").first()
    known = trainee and ("staff" if trainee.is_staff_member else "student")
    wanted = request.GET.get("as", known)
    if wanted not in FORMS:
        return render(request, "trainees/profile.html", {"begun": begun_by(request.user), "steps": None})

    def form(data, files=None):
        written = copy(trainee) if trainee else Trainee(user=request.user)  # checking a form changes its instance
        return FORMS[wanted](data, files, instance=written)

    by_section = wanted == known
    steps = Steps(
        request,
        f"trainees.{wanted}_profile",
        form,
        by_section=by_section,
        home=reverse("profile"),
        last=_("Check and save"),
    )
    if steps.is_sent and saved(request, steps):
        return redirect("profile")
    state = office(getattr(steps.form.instance, "institution", None), may_invite=by_section and not steps.current)
    return steps.page("trainees/profile.html", {"trainee": trainee, **state})


def begun_by(user: User) -> tuple[str, datetime] | None:
    """Which of the two forms the person has begun and not sent, and when it was last kept."""
    keys = {f"trainees.{kind}_profile": kind for kind in FORMS}
    row = Draft.objects.filter(owner=user, key__in=keys).exclude(parts={}).order_by("changed").last()
    return (keys[row.key], row.changed) if row else None


def saved(request: HttpRequest, steps: Steps) -> bool:
    try:
        transitions.save_profile(trainee=steps.form.instance, by=request.user, **steps.form.lists_to_save)
    except MoveRefused as refused:
        steps.refuse(refused.sentence)
        return False
    steps.forget("profile")
    messages.success(request, _("Your profile is saved."))
    return True


def office(institution: Institution | None, *, may_invite: bool = False) -> dict:
    """What the page says of an institution: is anybody there who could approve a placement?"""
    there = institution is not None and institution.pk is not None and has_office(institution.pk)
    return {"institution": institution, "office_is_there": there, "may_invite": may_invite}


@require_safe
def office_state(request: HttpRequest):
    """The part of the profile page that answers to the choice of an institution, before anything is saved."""
    key = request.GET.get("institution_id", "")
    rows = Institution.objects.filter(Q(confirmed=True) | Q(trainees__user=request.user)).distinct()
    chosen = rows.filter(pk=int(key[:18])).first() if key.isdecimal() else None
    return render(request, "trainees/_office.html", office(chosen))


@require_http_methods(["GET", "HEAD", "POST"])
def invite_office(request: HttpRequest):
    trainee = get_object_or_404(Trainee.objects.select_related("institution__country", "user"), user=request.user)
    form = InviteOfficeForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = transitions.invite_office(
                trainee=trainee, by=request.user, address=form.cleaned_data["address"]
            )
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The invitation goes to %(address)s.") % {"address": invitation.address})
            return redirect("invite_office")
    context = {
        "form": form,
        "trainee": trainee,
        "preview": preview(trainee),
        **office(trainee.institution),
        "sent": trainee.office_invitations.order_by("created"),
    }
    return render(request, "trainees/invite_office.html", context)


def preview(trainee: Trainee):
    """The very words of the mail."""
    with as_read_by(None):
        return words_of(Notification(kind="trainees.office_invited"), OfficeInvitation(trainee=trainee))
