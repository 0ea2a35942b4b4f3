from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mechanisms.notes.models import LONGEST_WORD, Note, key_of


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=Note._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TagForm(forms.Form):
    word = forms.CharField(label=_("Tag"), max_length=LONGEST_WORD)

    def clean_word(self):
        word = " ".join(self.cleaned_data["word"].split())
        if not key_of(word):
            raise ValidationError(_("A tag needs at least one letter or figure."))
        return word
