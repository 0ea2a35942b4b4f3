import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.hosts.models import Host
from accounts.users.forms import PhoneField
from accounts.users.models import User
from programme.codelists.fields import CityInput, city_named
from programme.codelists.models import Country, Term

# Written with the country's prefix padded to three signs: "D  BERLIN13", "CZ PRAHA07", "IRLDUBLIN02".
ERASMUS_CODE = re.compile(r"(IRL|LUX|[A-Z]{1,2}(?=\s))\s*([A-Z][A-Z-]*[A-Z]\d{2,3})")


class HostForm(forms.ModelForm):
    """An organisation's own data; the city is looked up so that its offers can stand on the map."""

    field_order = ["legal_name", "kind", "registration_number", "size", "country"]

    kind = forms.ModelChoiceField(
        Term.objects.of("host_kind"), label=_("Kind of organisation"), empty_label=_("Choose a kind")
    )
    sector = forms.ModelChoiceField(
        Term.objects.of("nace_section"), label=_("Sector"), required=False, empty_label=_("Choose a sector")
    )
    size = forms.ChoiceField(
        label=_("How many people work for you"), choices=[("", _("Choose a size")), *Host.Size.choices]
    )
    country = forms.ModelChoiceField(Country.objects.all(), label=_("Country"), empty_label=_("Choose a country"))
    phone = PhoneField()
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Host
        fields = [
            "legal_name", "kind", "registration_number", "country", "city_name", "street", "postal_code", "phone",
            "website", "size", "sector", "is_public_body", "is_non_profit", "oid", "erasmus_code",
        ]  # fmt: skip
        widgets = {
            "legal_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "postal_code": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "city_name": CityInput(),
        }
        labels = {
            "is_public_body": _("We are a public body"),
            "is_non_profit": _("We do not work for profit"),
        }
        help_texts = {
            "legal_name": _("As in the register; it stands on the Learning Agreement."),
            "registration_number": _("A public body gives its tax number."),
            "oid": _("E and eight digits, if you have one from the Organisation Registration System."),
            "erasmus_code": _("Only universities and colleges have one, such as CZ PRAHA07."),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("registration_number", "street", "postal_code"):
            self.fields[name].required = True

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if not kind.extra.get("eligible", True):
            raise forms.ValidationError(kind.sentence("why"))
        return kind

    def clean_oid(self):
        return self.cleaned_data["oid"].upper()

    def clean_erasmus_code(self):
        typed = self.cleaned_data["erasmus_code"].upper()
        if not typed:
            return ""
        found = ERASMUS_CODE.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(_("An Erasmus code looks like “CZ PRAHA07” or “D BERLIN13”."))
        return found[1].ljust(3) + found[2]

    def clean(self):
        cleaned = super().clean()
        self.instance.city = city_named(cleaned.get("city_name", ""), cleaned.get("country"))
        return cleaned


class NewHostForm(HostForm):
    """As the first member registers it, who becomes its owner; a name that is here already is asked about once."""

    position = forms.CharField(label=_("Your position there"), max_length=120)
    is_another = forms.BooleanField(label=_("It is another organisation of the same name"), required=False)

    def __init__(self, *args, by: User, **options):
        super().__init__(*args, **options)
        self.by = by

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("is_another") and self._is_here_already():
            self.add_error(
                "is_another",
                _(
                    "An organisation of this name and country is here already. If you work there, do not register it "
                    "again: write to the operator of this portal, who lets you act for it with your colleagues."
                ),
            )
        return cleaned

    def _is_here_already(self) -> bool:
        """Does somebody else act for one of this name? The own one is the same form, sent twice."""
        named = Host.objects.filter(
            legal_name__iexact=self.cleaned_data.get("legal_name", ""), country=self.cleaned_data.get("country")
        )
        return named.filter(members__isnull=False).exclude(members__user=self.by).exists()
