"""Writing notes and tags. Each act leads back to the page it was made on, which is named by the field `next`."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mechanisms.notes import keeping
from mechanisms.notes.forms import NoteForm, TagForm
from mechanisms.notes.models import Note, Tag
from mechanisms.notes.registry import row_and_body
from mechanisms.way_back import way_back

FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _here(request, row) -> str:
    """Where the person came from, or the page of the row."""
    return way_back(request, row.get_absolute_url())


def _own_note(request, pk) -> tuple[Note, object]:
    """The note, and what it is about: only its author changes it, and only as long as they keep notes there."""
    note = get_object_or_404(Note.objects.there_for(request.user), pk=pk, author=request.user)
    row, body = row_and_body(note.about_label, note.about_id, request.user)
    if (body._meta.label_lower, body.pk) != (note.body_label, note.body_id):
        raise Http404
    return note, row


@FORM_PAGE
def add_note(request, label, pk):
    row, body = row_and_body(label, pk, request.user)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keeping.write(row=row, body=body, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("The note is kept."))
        return redirect(f"{_here(request, row)}#notes")
    context = {"form": form, "row": row, "body": body, "here": _here(request, row)}
    return render(request, "notes/add_note.html", context)


@FORM_PAGE
def change_note(request, pk):
    note, row = _own_note(request, pk)
    form = NoteForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        keeping.rewrite(note=note, text=form.cleaned_data["text"])
        messages.success(request, _("The note is changed."))
        return redirect(f"{_here(request, row)}#notes")
    return render(request, "notes/change_note.html", {"form": form, "row": row, "here": _here(request, row)})


@require_POST
def delete_note(request, pk):
    note, row = _own_note(request, pk)
    keeping.delete(note=note)
    return redirect(f"{_here(request, row)}#notes")


@require_POST
def restore_note(request, pk):
    note, row = _own_note(request, pk)
    keeping.restore(note=note)
    messages.success(request, _("The note is back."))
    return redirect(f"{_here(request, row)}#notes")


@require_POST
def add_tag(request, label, pk):
    row, body = row_and_body(label, pk, request.user)
    form = TagForm(request.POST)
    if form.is_valid():
        keeping.tag(row=row, body=body, word=form.cleaned_data["word"])
    else:
        messages.error(request, form.errors["word"][0])
    return redirect(f"{_here(request, row)}#tags")


@require_POST
def remove_tag(request, label, pk, tag):
    row, body = row_and_body(label, pk, request.user)
    if word := Tag.objects.kept_by(body).filter(pk=tag).first():  # pressed twice is no mistake
        keeping.untag(row=row, body=body, tag=word)
    return redirect(f"{_here(request, row)}#tags")
