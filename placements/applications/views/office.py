"""The office says whose case it is, corrects the faculty, and reminds whoever is late."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.coordinators.models import Coordinator, Faculty
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.way_back import way_back
from placements.applications.forms.office import FacultyOfTraineeForm, OwnerForm
from placements.applications.models import Application
from placements.applications.transitions import office as verbs


def case_of(application: Application, user) -> dict:
    """What templates/applications/_case.html shows, for a coordinator of the institution."""
    people = Coordinator.objects.admitted().filter(institution=application.institution_id)
    colleagues = list(people.select_related("user", "deputy__user").order_by("user__family_name", "user__given_name"))
    owner = next((one for one in colleagues if one.pk == application.owner_id), None)
    return {
        "owner": owner,
        "me": next((one for one in colleagues if one.user_id == user.pk), None),
        "colleagues": [one for one in colleagues if one != owner and one.user_id != user.pk],
        "faculties": Faculty.objects.filter(institution=application.institution_id),
        "faculty": application.trainee.faculty_id,
    }


def _of_office_or_404(request, pk) -> Application:
    visible = Application.objects.of_office(request.user).with_parties().with_owner()
    return get_object_or_404(visible, pk=pk)


def _back(request, application: Application):
    """To the page the button stood on."""
    return redirect(way_back(request, application.get_absolute_url()))


@require_POST
def assign_application(request, pk):
    application = _of_office_or_404(request, pk)
    form = OwnerForm(request.POST, institution_id=application.institution_id)
    if not form.is_valid():
        messages.error(request, _("Choose one of your colleagues."))
        return _back(request, application)
    to, instead_of = form.cleaned_data["owner"], form.cleaned_data["instead_of"]
    try:
        verbs.assign(application=application, to=to, by=request.user, instead_of=instead_of)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
        return _back(request, application)
    if to is None:
        messages.success(request, _("The case is nobody's now: everybody at the office sees to it."))
    elif to.user_id == request.user.pk:
        messages.success(request, _("The case is yours."))
    else:
        messages.success(request, _("The case is with %(name)s now.") % {"name": to.user.full_name})
    return _back(request, application)


@require_POST
def correct_faculty(request, pk):
    application = _of_office_or_404(request, pk)
    form = FacultyOfTraineeForm(request.POST, institution_id=application.institution_id)
    if form.is_valid():
        verbs.correct_faculty(application=application, by=request.user, **form.cleaned_data)
        messages.success(request, _("The faculty is corrected."))
    else:
        messages.error(request, _("Choose a faculty from the list."))
    return _back(request, application)


@require_POST
def remind_application(request, pk):
    application = _of_office_or_404(request, pk)
    try:
        verbs.remind(application=application, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("A reminder is on its way."))
    return _back(request, application)
