"""What the host does with those who applied."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.hosts.models import HostMember
from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.forms.fields import ReasonForm
from placements.applications.forms.host import TalkForm
from placements.applications.models import Application
from placements.applications.states import WITH_THE_HOST
from placements.applications.transitions import host as verbs
from placements.applications.views.acting import carry_out
from placements.offers.models import Offer
from placements.offers.transitions import keep_as_first_offer
from programme.rules.today import programme_today

ON_ONE_PAGE = 25
FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _waiting_first(applications):
    """Those to answer first, the most urgent on top; then the rest, the latest first."""
    turn = Case(When(state__in=WITH_THE_HOST, then=Value(0)), default=Value(1))
    due = Case(When(state__in=WITH_THE_HOST, then="answer_by"))
    return (
        applications.with_parties().annotate(turn=turn, answer_due=due).order_by("turn", "answer_due", "-state_since")
    )


def _list(request, applications, **context):
    page = Paginator(_waiting_first(applications), ON_ONE_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "today": programme_today()}
    return render(request, "applications/host_applications.html", context)


@require_safe
def applicants(request, pk):
    offer = get_object_or_404(Offer.objects.of_host_member(request.user).select_related("host"), pk=pk)
    return _list(request, offer.applications.of_host_member(request.user), offer=offer, host=offer.host)


@require_safe
def host_applications(request):
    member = HostMember.objects.select_related("host").filter(user=request.user).first()
    if member is None:
        messages.info(request, _("Tell us about your organisation first."))
        return redirect("host_profile")
    return _list(request, Application.objects.of_host_member(request.user), offer=None, host=member.host)


def _of_my_host(request, pk) -> Application:
    return get_object_or_404(Application.objects.of_host_member(request.user).with_parties(), pk=pk)


@require_POST
def shortlist_application(request, pk):
    application = _of_my_host(request, pk)
    done = _("%(name)s is on your shortlist.") % application.shown
    told = _("We tell them at %(time)s.")
    carry_out(request, verbs.shortlist, application, move="shortlist", done=done, told=told)
    return redirect(application)


@FORM_PAGE
def talk_application(request, pk):
    application = _of_my_host(request, pk)
    form = TalkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = _("Your invitation to a talk is sent to %(name)s.") % application.shown
        note = form.cleaned_data["note"]
        carry_out(request, verbs.invite_to_talk, application, move="invite_to_talk", done=done, note=note)
        return redirect(application)
    return render(request, "applications/talk_application.html", {"form": form, "application": application})


@require_POST
def accept_application(request, pk):
    application = _of_my_host(request, pk)
    done = _("You accepted %(name)s. A place is held.") % application.shown
    carry_out(request, verbs.accept, application, move="accept", done=done)
    return redirect(application)


@FORM_PAGE
def decline_application(request, pk):
    application = _of_my_host(request, pk)
    hint = _("%(name)s reads it. A sentence that helps with the next application is worth a lot.") % application.shown
    form = ReasonForm(request.POST if request.method == "POST" else None, help_text=hint)
    if request.method == "POST" and form.is_valid():
        done, told = _("You declined %(name)s.") % application.shown, _("We tell them at %(time)s, with your reason.")
        why = form.cleaned_data["why"]
        carry_out(request, verbs.decline, application, move="decline", done=done, told=told, why=why)
        return redirect(application)
    return render(request, "applications/decline_application.html", {"form": form, "application": application})


@require_POST
def keep_offer(request, pk):
    """Copy what was agreed with one trainee into a draft of an offer for everybody."""
    offer = get_object_or_404(Offer.objects.of_host_member(request.user), pk=pk, state="private")
    try:
        kept = keep_as_first_offer(offer=offer, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("host_applications")
    messages.success(request, _("Kept as a draft. Choose new dates and places, then send it for the check."))
    return redirect(kept)
