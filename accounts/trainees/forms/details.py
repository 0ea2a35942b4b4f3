from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.trainees.forms.rows import DayInput
from accounts.trainees.models import PersonalDetails
from accounts.users.forms import PhoneField
from programme.rules.today import programme_today

AGES = (13, 110)  # years: a mistyped year is told, nobody is judged by age


class InviteOfficeForm(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address of your international office"),
        max_length=254,
        help_text=_("You find it on your institution's website, under “international office” or “Erasmus+”."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


class PersonalDetailsForm(forms.ModelForm):
    """Asked once a host has accepted: the agreement needs it, nobody needs it before."""

    phone = PhoneField()

    class Meta:
        model = PersonalDetails
        fields = ["birth_date", "nationality", "gender", "street", "postal_code", "city_name", "country", "phone"]
        widgets = {
            "birth_date": DayInput,
            "gender": forms.RadioSelect,
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "postal_code": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "city_name": forms.TextInput(attrs={"autocomplete": "address-level2"}),
        }
        help_texts = {"nationality": _("As in your passport or identity card.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["country"].empty_label = _("Choose a country")

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        youngest, oldest = (programme_today() - timedelta(days=int(years * 365.25)) for years in AGES)
        if not oldest < day < youngest:
            raise forms.ValidationError(_("This cannot be your date of birth. Look at the year."))
        return day
