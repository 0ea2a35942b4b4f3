from django import forms
from django.utils.translation import gettext_lazy as _

from placements.applications.forms.fields import LongTextField
from placements.applications.models import Application


class TalkForm(forms.Form):
    note = LongTextField(
        label=_("When, where and with whom"),
        max_length=Application._meta.get_field("talk_note").max_length,
        help_text=_("Two or three times to choose from, the link or place, how to reach you. The trainee reads it."),
    )
