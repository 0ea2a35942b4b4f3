from datetime import timedelta

from crispy_forms.layout import Column, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from placements.offers.forms.fields import LongText
from programme.rules.today import programme_today

YEARS_AHEAD = 3  # nobody plans a stay later; it also keeps a mistyped year (20027) out of every sum of days


def not_too_far(day) -> None:
    if day > programme_today() + timedelta(days=YEARS_AHEAD * 366):
        raise ValidationError(_("This day is too far ahead. Check the year."))


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [not_too_far]


class LongTextField(LongText):
    widget = forms.Textarea(attrs={"rows": 6})


def side_by_side(*names: str) -> list[Row]:
    """Two short fields in a row where there is room, below each other on a phone."""
    return [Row(*(Column(name, css_class="col-md-6") for name in names))]


def in_words(day) -> str:
    return date_format(day, "DATE_FORMAT")


class ReasonForm(forms.Form):
    """Why: read by the person it is said to."""

    why = LongTextField(label=_("Reason"), max_length=1000)

    def __init__(self, *args, label="", help_text="", required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label or self.fields["why"].label
        self.fields["why"].help_text = help_text
        self.fields["why"].required = required
