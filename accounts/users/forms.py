from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User


class SignupPartyForm(forms.Form):
    """What sign-up asks besides address and password; allauth builds its form on this one."""

    given_name = forms.CharField(label=_("Given names"), max_length=100)
    family_name = forms.CharField(label=_("Family names"), max_length=100)
    party = forms.ChoiceField(label=_("What brings you here?"), choices=User.Party, widget=forms.RadioSelect)

    def signup(self, request, user: User) -> None:
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.party_wanted = self.cleaned_data["party"]
        user.save(update_fields=["given_name", "family_name", "party_wanted"])
