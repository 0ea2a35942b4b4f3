"""Why something is closed or sent back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.offers.forms.fields import LongText


class CloseForm(forms.Form):
    why = LongText(
        label=_("Why do you close it?"),
        help_text=_("One sentence. Those who have applied still wait for your answer."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class ReturnForm(forms.Form):
    why = LongText(
        label=_("What should the host change?"),
        help_text=_("The host reads this as you write it."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
