from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Coordinator, Faculty, Office
from accounts.users.forms import PhoneField
from programme.codelists.fields import InstitutionField
from programme.codelists.models import Country
from programme.rules.today import programme_today


class WithHelper(forms.Form):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


class AskToJoinForm(WithHelper):
    institution = InstitutionField(
        label=_("Your institution"), help_text=_("By its name, its city or its Erasmus code.")
    )
    position = forms.CharField(
        label=_("Your position there"),
        max_length=120,
        help_text=_("Whoever admits you uses it to make sure that you work there."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    phone = PhoneField(required=False)


class RefusalForm(WithHelper):
    why = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteHostForm(WithHelper):
    host_name = forms.CharField(label=_("Organisation"), max_length=200)
    address = forms.EmailField(
        label=_("E-mail address of a person there"),
        max_length=254,
        help_text=_("Whoever signs up with this address registers the organisation, and you may check its offers."),
    )


class CountriesForm(WithHelper):
    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(),
        label=_("Countries whose offers you check"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, coordinator):
        return coordinator.user.full_name


class AbsenceForm(WithHelper):
    """`of` is who is away."""

    away_from = forms.DateField(label=_("First day away"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    away_until = forms.DateField(label=_("Last day away"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    deputy = ColleagueField(
        Coordinator.objects.none(),
        label=_("Your deputy"),
        required=False,
        empty_label=_("Nobody: my cases go to everybody at the office"),
        help_text=_("Your cases stand on your deputy's desk as well, and what is due goes to your deputy."),
    )

    def __init__(self, *args, of: Coordinator, **options):
        planned = {name: getattr(of, name) for name in ("away_from", "away_until", "deputy")}
        super().__init__(*args, initial=planned, **options)
        self.fields["deputy"].queryset = Coordinator.objects.colleagues_of(of)

    def clean(self):
        data = super().clean()
        first, last = data.get("away_from"), data.get("away_until")
        if last and last < programme_today():
            self.add_error("away_until", _("This day has passed."))
        elif first and last and last < first:
            self.add_error("away_until", _("The last day away lies before the first."))
        return data


class FacultyForm(WithHelper):
    name = forms.CharField(label=_("Name"), max_length=Faculty._meta.get_field("name").max_length)


class OfficeForm(WithHelper, forms.ModelForm):
    phone = PhoneField(required=False)
    website = forms.URLField(label=_("Web page"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Office
        fields = ["name", "email", "phone", "website", "address", "hours"]
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("For instance: International Office."),
            "email": _("Everybody sees it. Answers to the portal's mails about your cases go there too."),
            "hours": _("For instance: Monday to Thursday, 9 to 12."),
        }
