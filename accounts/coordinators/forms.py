from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Office
from accounts.users.forms import PhoneField
from programme.codelists.fields import InstitutionField
from programme.codelists.models import Country


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
