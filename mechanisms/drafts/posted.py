"""A form's values as a browser would send them, and as a person reads them."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mechanisms.drafts.keeping import Values
from programme.codelists.fields import SearchInput, Typed

PARTS_OF_A_SEARCH = ("", "_id", "_pick")


def names_of(bound: BoundField) -> set[str]:
    """Under which names this field is sent."""
    if isinstance(bound.field.widget, SearchInput):
        return {bound.html_name + part for part in PARTS_OF_A_SEARCH}
    return {bound.html_name}


def as_posted(form: Any) -> dict[str, list[str]]:
    """What would be sent if nobody changed anything. `form`: a form, or a formset."""
    if isinstance(form, forms.BaseFormSet):
        sent = as_posted(form.management_form)
        for row in form.forms:
            sent |= as_posted(row)
        return sent
    return {name: values for bound in form for name, values in posted_by(bound).items()}


def posted_by(bound: BoundField) -> Values:
    name, value, widget = bound.html_name, bound.value(), bound.field.widget
    if isinstance(value, Typed):
        return {name + part: [text] for part, text in zip(PARTS_OF_A_SEARCH, value, strict=True) if text}
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    shown = widget.format_value(value)
    if isinstance(widget, ChoiceWidget):
        chosen = [str(one) for one in shown if str(one)]
        return {name: chosen} if chosen else {}
    return {name: ["" if shown is None else str(shown)]}


def words_of(bound: BoundField) -> list[str]:
    """The answer in the reader's words; empty where there is none."""
    value, field = bound.value(), bound.field
    if isinstance(value, Typed):
        return [value.text] if value.text else []
    if isinstance(field, forms.BooleanField):
        return [_("Yes")] if value else []
    known = getattr(bound.form, "cleaned_data", {}).get(bound.name)
    if isinstance(field, forms.ModelChoiceField) and known is not None:  # read already: its rows are not all read again
        chosen_rows = known if isinstance(field, forms.ModelMultipleChoiceField) else [known]
        return [field.label_from_instance(row) for row in chosen_rows]
    if hasattr(field, "choices"):
        chosen = {str(one) for one in field.widget.format_value(value) if str(one)}
        return [label for key, label in _flat(field.choices) if key in chosen]
    if isinstance(field, forms.DateField):
        return [date_format(known, "DATE_FORMAT")] if known else [str(value)] if value else []
    return [str(value)] if value not in field.empty_values else []


def _flat(choices: Any) -> list[tuple[str, str]]:
    flat = []
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat += _flat(label)
        else:
            flat.append((str(key), str(label)))
    return flat
