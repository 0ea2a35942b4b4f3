from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programme.codelists.fields import InstitutionField

LISTS = [("eche", _("Institutions: the Commission's list of charter holders (ECHE)")), ("esco", _("Skills: ESCO"))]
MAX_BYTES = 100 * 2**20


class CodelistImportForm(forms.Form):
    list = forms.ChoiceField(label=_("Which list"), choices=LISTS, widget=forms.RadioSelect)
    file = forms.FileField(label=_("CSV file"), help_text=_("As it was downloaded; UTF-8, commas or semicolons."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("compare", _("Read and compare")))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is over 100 MB; no official list is that large."))
        if not file.name.lower().endswith(".csv"):
            raise forms.ValidationError(_("Choose the CSV file of the list."))
        return file


class SameSchoolForm(forms.Form):
    into = InstitutionField(
        label=_("It is the same as"), help_text=_("By its name, its city or its Erasmus code; it must be confirmed.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
