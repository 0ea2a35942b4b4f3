"""Saving the filters of a list, and putting the saved ones in order."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.saved_views import keeping
from mechanisms.saved_views.forms import NameForm, SaveForm
from mechanisms.saved_views.models import SavedView, views_of
from mechanisms.saved_views.registry import label_of


@require_safe
def saved_views(request, page):
    try:
        label = label_of(page)
    except LookupError:
        raise Http404 from None
    context = {"views": views_of(request.user, page), "page": page, "label": label}
    return render(request, "saved_views/saved_views.html", context)


@require_POST
def save_view(request):
    form = SaveForm(request.POST)
    if "page" in form.errors:
        raise Http404
    page, query = form.data["page"], form.data.get("query", "")
    if form.is_valid():
        try:
            keeping.save(owner=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": form.cleaned_data["name"]})
    else:
        sentence = next(iter(form.errors.get("query", [])), _("Give the view a name of at most 60 letters."))
        messages.error(request, sentence)
    return HttpResponseRedirect(f"{reverse(page)}?{query}")


def _mine_or_404(request, pk) -> SavedView:
    return get_object_or_404(SavedView, pk=pk, owner=request.user)


@require_POST
def rename_view(request, pk):
    view = _mine_or_404(request, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 60 letters."))
        return redirect("saved_views", view.page)
    try:
        keeping.rename(view=view, **form.cleaned_data)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("It is called “%(name)s” now.") % {"name": view.name})
    return redirect("saved_views", view.page)


@require_POST
def open_view_first(request, pk):
    view = _mine_or_404(request, pk)
    keeping.open_first(view=view, yes=request.POST.get("yes") == "on")
    return redirect("saved_views", view.page)


@require_POST
def delete_view(request, pk):
    view = _mine_or_404(request, pk)
    view.delete()
    messages.success(request, _("“%(name)s” is deleted.") % {"name": view.name})
    return redirect("saved_views", view.page)
