from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.coordinators.models import Coordinator
from mechanisms.lifecycle.machine import MoveRefused
from placements.calls import transitions
from placements.calls.forms import CallForm
from placements.calls.models import Call

ON_ONE_PAGE = 20


@require_safe
def calls(request):
    """The calls that this coordinator or administrator keeps, the latest first."""
    coordinator = Coordinator.objects.admitted().filter(user=request.user).first()
    if coordinator is None and not request.user.is_administrator:
        raise Http404
    pages = Paginator(Call.objects.run_by(request.user).select_related("institution"), ON_ONE_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "calls/calls.html", {"page": page, "may_open": coordinator is not None})


@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request):
    office = get_object_or_404(Coordinator.objects.admitted().select_related("institution"), user=request.user)
    form = CallForm(request.POST or None)
    if form.is_valid():
        try:
            call = transitions.open_call(by=request.user, institution=office.institution, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The call “%(title)s” is saved.") % {"title": call.title})
            return redirect("calls")
    return render(request, "calls/new_call.html", {"form": form, "institution": office.institution})


@require_http_methods(["GET", "HEAD", "POST"])
def change_call(request, pk):
    call = get_object_or_404(Call.objects.run_by(request.user).select_related("institution"), pk=pk)
    form = CallForm(request.POST or None, instance=call)
    if form.is_valid():
        try:
            transitions.change_call(by=request.user, call=call, **form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The call “%(title)s” is saved.") % {"title": call.title})
            return redirect("calls")
    return render(request, "calls/change_call.html", {"form": form, "institution": call.institution})
