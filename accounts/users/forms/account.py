import zoneinfo
from functools import cache
from itertools import groupby

from allauth.core import context
from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User

NEAR_FIRST = ("Europe", "Atlantic", "Africa", "Asia", "America", "Australia", "Indian", "Pacific")


class SignupPartyForm(forms.Form):
    """What sign-up asks besides address and password; allauth builds its form on this one.

    An address with `?party=host` comes from an invitation: its answer is filled in.
    """

    given_name = forms.CharField(
        label=_("Given names"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=_("Family names"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    party = forms.ChoiceField(label=_("What brings you here?"), choices=User.Party, widget=forms.RadioSelect)
    field_order = ["party", "given_name", "family_name", "email", "password1"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        asked = context.request.GET.get("party") if context.request else None
        if asked in User.Party:
            self.fields["party"].initial = asked

    def signup(self, request, user: User) -> None:
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.party_wanted = self.cleaned_data["party"]
        user.language = get_language()
        user.save(update_fields=["given_name", "family_name", "party_wanted", "language"])


@cache
def time_zones() -> list:
    """Every place with a time zone, under its part of the world, Europe first."""
    places = sorted(
        (NEAR_FIRST.index(zone.partition("/")[0]), zone)
        for zone in zoneinfo.available_timezones()
        if zone.partition("/")[0] in NEAR_FIRST
    )
    parts = groupby((zone for _place, zone in places), key=lambda zone: zone.partition("/")[0])
    return [(part, [(zone, zone.partition("/")[2].replace("_", " ")) for zone in zones]) for part, zones in parts]


class AccountForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages and of the mails you get.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Times on the pages and in mails are told in it.")
    )

    class Meta:
        model = User
        fields = ["given_name", "family_name", "language", "time_zone"]
        labels = {"given_name": _("Given names"), "family_name": _("Family names")}
        widgets = {
            "given_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "family_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["given_name"].required = self.fields["family_name"].required = True


class PhoneField(forms.CharField):
    """A phone number as people write it: any signs, but digits enough to be dialled."""

    def __init__(self, **options):
        help_text = _("With the country code, as in +43 1 234 56 78.")
        super().__init__(**{"max_length": 40, "label": _("Phone"), "help_text": help_text} | options)
        self.widget.attrs |= {"type": "tel", "autocomplete": "tel"}

    def validate(self, value):
        super().validate(value)
        if value and sum(sign.isdigit() for sign in value) < 5:
            raise forms.ValidationError(_("A phone number has at least five digits."))
