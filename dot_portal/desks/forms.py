from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programme.codelists.fields import InstitutionField

LISTS = [("eche", _("Institutions: the Commission's list of charter holders (ECHE)")), ("esco", _("Skills: ESCO"))]
BY_FILE_NAME = [("", _("As the name of the file says: skills_de.csv"))]
MAX_BYTES = 100 * 2**20


class CodelistImportForm(forms.Form):
    list = forms.ChoiceField(label=_("Which list"), choices=LISTS, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of ESCO's file"),
        choices=[*BY_FILE_NAME, *settings.LANGUAGES],
        required=False,
        help_text=_("English brings the skills themselves; another language adds its words to those that are here."),
    )
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

    @property
    def arguments(self) -> dict[str, str]:
        """What the work behind the page is told about the file."""
        only_for_esco = self.cleaned_data["language"] if self.cleaned_data["list"] == "esco" else ""
        return {"list": self.cleaned_data["list"], "language": only_for_esco}


class SameSchoolForm(forms.Form):
    into = InstitutionField(
        label=_("It is the same as"), help_text=_("By its name, its city or its Erasmus code; it must be confirmed.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
