from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.coordinators import transitions
from accounts.coordinators.forms import (
    AbsenceForm,
    AskToJoinForm,
    CountriesForm,
    FacultyForm,
    InviteHostForm,
    OfficeForm,
    RefusalForm,
)
from accounts.coordinators.models import Coordinator, Faculty, HostInvitation, Office
from accounts.coordinators.states import CoordinatorState
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, open_moves

ON_ONE_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_join(request: HttpRequest):
    mine = Coordinator.objects.filter(user=request.user).first()
    if mine is not None and mine.state != CoordinatorState.REFUSED:
        return redirect(mine)
    known = mine and {"institution": mine.institution_id, "position": mine.position, "phone": mine.phone}
    form = AskToJoinForm(request.POST or None, initial=known)
    if form.is_valid():
        coordinator = transitions.ask_to_join(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your request is sent. We tell you by e-mail when it is decided."))
        return redirect(coordinator)
    return render(request, "coordinators/ask_to_join.html", {"form": form})


def request_or_404(request: HttpRequest, pk: int) -> Coordinator:
    rows = Coordinator.objects.visible_to(request.user).select_related("user", "institution__country")
    return get_object_or_404(rows, pk=pk)


@require_safe
def coordinator_request(request: HttpRequest, pk: int):
    return show_request(request, request_or_404(request, pk), RefusalForm())


def show_request(request: HttpRequest, coordinator: Coordinator, refusal: RefusalForm):
    context = {
        "coordinator": coordinator,
        "moves": {move.name for move in open_moves(coordinator, request.user)},
        "is_mine": coordinator.user_id == request.user.pk,
        "refusal": refusal,
        "steps": coordinator.steps.select_related("by"),
        "colleagues": Coordinator.objects.admitted().filter(institution_id=coordinator.institution_id).count(),
    }
    return render(request, "coordinators/coordinator_request.html", context)


@require_POST
def admit_coordinator(request: HttpRequest, pk: int):
    coordinator = request_or_404(request, pk)
    try:
        transitions.admit(coordinator=coordinator, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("%(name)s can now act for the institution.") % {"name": coordinator.user})
    return redirect(coordinator)


@require_POST
def refuse_coordinator(request: HttpRequest, pk: int):
    coordinator = request_or_404(request, pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return show_request(request, coordinator, form)
    try:
        transitions.refuse(coordinator=coordinator, by=request.user, **form.cleaned_data)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The request is refused, and %(name)s is told why.") % {"name": coordinator.user})
    return redirect(coordinator)


@require_safe
def institution_people(request: HttpRequest):
    """Who acts for my institution and who asks to; for administrators, of every institution."""
    mine = Coordinator.objects.admitted().filter(user=request.user).select_related("institution").first()
    if mine is None and not request.user.is_administrator:
        if request.user.party_wanted == User.Party.COORDINATOR:
            return redirect("ask_to_join")
        raise Http404
    people = Coordinator.objects.visible_to(request.user).select_related("user", "institution", "deputy__user")
    page = Paginator(people.requests_first(), ON_ONE_PAGE).get_page(request.GET.get("page"))
    institution = None if request.user.is_administrator else mine.institution
    return render(request, "coordinators/institution_people.html", {"page": page, "institution": institution})


@require_http_methods(["GET", "HEAD", "POST"])
def invite_host(request: HttpRequest):
    mine = get_object_or_404(Coordinator.objects.admitted().select_related("institution"), user=request.user)
    form = InviteHostForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = transitions.invite_host(by=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The invitation goes to %(address)s.") % {"address": invitation.address})
            return redirect("invite_host")
    sent = HostInvitation.objects.filter(institution=mine.institution).select_related("invited_by").order_by("-created")
    page = Paginator(sent, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "coordinators/invite_host.html", {"form": form, "institution": mine.institution, "page": page}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_countries(request: HttpRequest):
    mine = get_object_or_404(Coordinator.objects.admitted(), user=request.user)
    # With no box ticked the form is empty, yet sent.
    data = request.POST if request.method == "POST" else None
    form = CountriesForm(data, initial={"countries": mine.takes_countries.all()})
    if form.is_valid():
        try:
            transitions.take_countries(coordinator=mine, by=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Offers from these countries now stand on your desk to check."))
            return redirect("take_countries")
    return render(request, "coordinators/take_countries.html", {"form": form})


# --- absence ----------------------------------------------------------------------------------------


def _mine_or_404(request: HttpRequest) -> Coordinator:
    admitted = Coordinator.objects.admitted().select_related("user", "institution", "deputy__user")
    return get_object_or_404(admitted, user=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def my_absence(request: HttpRequest):
    mine = _mine_or_404(request)
    form = AbsenceForm(request.POST if request.method == "POST" else None, of=mine)
    if form.is_valid():
        try:
            transitions.plan_absence(coordinator=mine, by=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your absence is noted. Your colleagues see it on their pages."))
            return redirect("my_absence")
    return render(request, "coordinators/my_absence.html", {"form": form, "coordinator": mine})


@require_POST
def end_absence(request: HttpRequest):
    transitions.plan_absence(coordinator=_mine_or_404(request), by=request.user)
    messages.success(request, _("You are back: what is due comes to you again."))
    return redirect("my_absence")


# --- faculties --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def faculties(request: HttpRequest):
    mine = _mine_or_404(request)
    form = FacultyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            faculty = transitions.add_faculty(by=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": faculty.name})
            return redirect("faculties")
    rows = Faculty.objects.filter(institution=mine.institution).annotate(people=Count("trainees"))
    context = {"form": form, "institution": mine.institution, "faculties": rows}
    return render(request, "coordinators/faculties.html", context)


def _faculty_or_404(request: HttpRequest, pk: int) -> Faculty:
    mine = _mine_or_404(request)
    return get_object_or_404(Faculty, pk=pk, institution=mine.institution)


@require_POST
def rename_faculty(request: HttpRequest, pk: int):
    faculty = _faculty_or_404(request, pk)
    form = FacultyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the new name; it has at most 150 letters."))
        return redirect("faculties")
    try:
        transitions.rename_faculty(faculty=faculty, by=request.user, **form.cleaned_data)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("It is called %(name)s now.") % {"name": faculty.name})
    return redirect("faculties")


@require_POST
def remove_faculty(request: HttpRequest, pk: int):
    faculty = _faculty_or_404(request, pk)
    transitions.remove_faculty(faculty=faculty, by=request.user)
    messages.success(request, _("%(name)s is off the list.") % {"name": faculty.name})
    return redirect("faculties")


# --- the office ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def our_office(request: HttpRequest):
    mine = get_object_or_404(Coordinator.objects.admitted().select_related("institution"), user=request.user)
    office = Office.objects.filter(institution=mine.institution).first() or Office(institution=mine.institution)
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=office)
    if form.is_valid():
        try:
            transitions.save_office(office=form.instance, by=request.user)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Saved. The contact page shows your office like this."))
            return redirect("our_office")
    return render(request, "coordinators/our_office.html", {"form": form, "institution": mine.institution})
