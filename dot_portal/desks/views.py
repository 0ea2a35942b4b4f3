"""Pages that cross stages: each party's desk, and the administrator's own pages."""

from datetime import datetime, time, timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.coordinators.models import Coordinator
from accounts.trainees.transitions import confirm_institution, merge_institution
from accounts.users.models import User
from accounts.users.transitions import hide_first_steps as no_longer_wanted
from dot_portal.desks.forms import CodelistImportForm, SameSchoolForm
from dot_portal.desks.sections import SECTIONS
from mechanisms.files.storing import store
from mechanisms.jobs.models import Job
from mechanisms.jobs.running import start
from mechanisms.jobs.views import asked_again
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.deadlines import desk_items
from programme.codelists.models import Institution
from programme.rules.today import programme_today

ON_ONE_PAGE = 30
PROFILE_OF = {
    User.Party.TRAINEE: "profile",
    User.Party.HOST: "host_profile",
    User.Party.COORDINATOR: "ask_to_join",
}


def administrators_only(view):
    """Others are sent back to their desk. The name of the sign-in page stays untouched, unlike by user_passes_test."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.user.is_administrator else redirect("desk")

    return guarded


@require_safe
def desk(request):
    """What awaits this person first; somebody new is led to the short profile they signed up for."""
    sections = {section.__name__: found for section in SECTIONS if (found := section(request.user)) is not None}
    if not sections:
        return redirect(PROFILE_OF.get(request.user.party_wanted, "profile"))
    today = programme_today()
    items = desk_items(request.user, today)
    mine = [item for item in items if not item.is_watched]
    context = {
        # One clear first thing for who looks for a place; a host or an office has its list.
        "next": mine.pop(0) if mine and set(sections) == {"trainee"} else None,
        "items": mine,
        "watched": [item for item in items if item.is_watched],
        "today": today,
        "day_ends": end_of_the_day(today),
        "sections": sections,
    }
    return render(request, "desks/desk.html", context)


def end_of_the_day(today) -> datetime | None:
    """When a last day is over on the reader's own clock; None where that is midnight."""
    midnight = datetime.combine(today + timedelta(days=1), time(), ZoneInfo(settings.PROGRAMME_TIME_ZONE))
    local = timezone.localtime(midnight)
    return local if local.time() != time() else None


@require_POST
def hide_first_steps(request):
    no_longer_wanted(by=request.user)
    return redirect(f"{reverse('desk')}#main")


def one_page(request, rows):
    return Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page"))


@require_safe
@administrators_only
def demand(request):
    """Institutions whose people are here and whose office is not, the most awaited first."""
    office = Coordinator.objects.admitted().filter(institution=OuterRef("pk"))
    awaited = (
        Institution.objects.filter(~Exists(office), trainees__isnull=False)
        .annotate(people=Count("trainees", distinct=True), invited=Count("trainees__office_invitations", distinct=True))
        .select_related("country")
        .order_by("-people", "sort_key", "pk")
    )
    return render(request, "desks/demand.html", {"page": one_page(request, awaited)})


@require_safe
@administrators_only
def admissions(request):
    """Who asks to act for an institution, the longest waiting first."""
    waiting = Coordinator.objects.awaiting_admission().select_related("user", "institution__country")
    return render(request, "desks/admissions.html", {"page": one_page(request, waiting.order_by("state_since", "pk"))})


@require_safe
@administrators_only
def schools(request):
    """VET providers that people entered by hand, with who waits for them."""
    unconfirmed = Institution.objects.unconfirmed().select_related("country").annotate(people=Count("trainees"))
    page = one_page(request, unconfirmed.order_by("-people", "sort_key", "pk"))
    return render(request, "desks/schools.html", {"page": page})


@require_POST
@administrators_only
def confirm_school(request, pk):
    school = get_object_or_404(Institution.objects.unconfirmed(), pk=pk)
    try:
        confirm_institution(institution=school, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("%(school)s is confirmed; its learners are told.") % {"school": school.name})
    return redirect("schools")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def merge_school(request, pk):
    """The school is another one that is here already: its learners go there."""
    school = get_object_or_404(Institution.objects.unconfirmed().select_related("country"), pk=pk)
    form = SameSchoolForm(request.POST or None)
    if "find" not in request.POST and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            merge_institution(institution=school, into=into, by=request.user)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            words = {"school": school.name, "into": into.name}
            messages.success(request, _("%(school)s is %(into)s now; its learners are told.") % words)
            return redirect("schools")
    people = school.trainees.count()
    return render(request, "desks/merge_school.html", {"form": form, "school": school, "people": people})


@administrators_only
def imports(request):
    """The complete official lists: a file is read and compared first; nothing changes before "Apply"."""
    form = CodelistImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = store(form.cleaned_data["file"], request.user)
        job = start("codelists.compare", request.user, upload=upload, arguments=form.arguments)
        return redirect("import_job", job.pk)
    return render(request, "desks/imports.html", {"form": form, "jobs": _import_jobs().order_by("-created")[:20]})


def _import_jobs():
    return Job.objects.filter(kind__startswith="codelists.").select_related("upload", "owner")


@require_safe
@administrators_only
def import_job(request, pk):
    """How far a comparison or an import is, and then what it found."""
    job = get_object_or_404(_import_jobs(), pk=pk)
    may_apply = job.kind == "codelists.compare" and job.state == Job.State.DONE
    url = reverse("import_job", args=[job.pk])
    again = asked_again(request, job, url)
    return again or render(request, "desks/import_job.html", {"job": job, "may_apply": may_apply, "url": url})


@require_POST
@administrators_only
def apply_import(request, pk):
    """Do what a comparison showed, with the same file."""
    compared = get_object_or_404(_import_jobs(), pk=pk, kind="codelists.compare", state=Job.State.DONE)
    job = start("codelists.apply", request.user, upload=compared.upload, arguments=compared.arguments)
    return redirect("import_job", job.pk)
