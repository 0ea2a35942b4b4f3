"""The search for an offer. Its parts stand in the address, so a search can be kept and passed on."""

from datetime import date
from itertools import groupby

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.dates import MONTHS
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from placements.offers.models import Offer
from programme.codelists.models import Country, Term
from programme.rules.days import add_months
from programme.rules.today import programme_today

MONTHS_SHOWN = 15
VOCABULARIES = ("field", "activity", "language")


class KnownChoices(forms.MultipleChoiceField):
    """Several of the choices; whatever else stands in the address is left out."""

    widget = forms.CheckboxSelectMultiple({"class": "form-check-input"})

    def to_python(self, value):
        return [each for each in super().to_python(value) if self.valid_value(each)]


class SearchForm(forms.Form):
    """Nothing is required, and what makes no sense is left out: an old or odd address still gives a page."""

    # Stands in the band above the form it belongs to.
    q = forms.CharField(
        label=_("What would you like to learn, and where?"),
        required=False,
        widget=forms.TextInput(
            {
                "type": "search",
                "form": "search",
                "class": "form-control",
                "maxlength": 200,
                "placeholder": _("A skill, a task, a town"),
            }
        ),
    )
    field = KnownChoices(label=_("Field"), required=False)
    activity = KnownChoices(label=_("Digital activity"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("I am one of these"), required=False)
    start = forms.ChoiceField(label=_("Start"), required=False)
    language = forms.ChoiceField(label=_("Language of work"), required=False)
    paid = forms.BooleanField(label=_("Paid by the host"), required=False)
    virtual = forms.BooleanField(label=_("With a virtual part"), required=False)

    def __init__(self, data, own_kind: str = ""):
        """`own_kind` is what the reader is; it narrows the search until the address says otherwise."""
        self.own_kind = own_kind
        super().__init__(data if "kind" in data else MultiValueDict({**dict(data.lists()), "kind": [own_kind]}))
        terms = Term.objects.filter(vocabulary__in=VOCABULARIES)
        words = {
            vocabulary: [(term.code, term.label) for term in rows]
            for vocabulary, rows in groupby(terms, key=lambda term: term.vocabulary)
        }
        countries = Country.objects.filter(hosts__offers__isnull=False).distinct()
        self.fields["field"].choices = words.get("field", [])
        self.fields["activity"].choices = words.get("activity", [])
        self.fields["language"].choices = [("", _("Any language")), *words.get("language", [])]
        self.fields["country"].choices = [
            ("", _("Any country")),
            *((country.code, country.name) for country in countries),
        ]
        self.fields["kind"].choices = [("", _("Anybody")), *Offer.Kind.choices]
        self.fields["start"].choices = [("", _("Any time")), *months_from(programme_today())]
        for name in ("country", "kind", "start", "language"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("paid", "virtual"):
            self.fields[name].widget.attrs["class"] = "form-check-input"
        self.full_clean()
        self.wanted = {name: value for name, value in self.cleaned_data.items() if value}

    def groups(self) -> list[forms.BoundField]:
        return [self["field"], self["activity"]]

    def selects(self) -> list[forms.BoundField]:
        return [self["kind"], self["start"], self["country"], self["language"]]

    def boxes(self) -> list[forms.BoundField]:
        return [self["paid"], self["virtual"]]

    def pairs(self) -> list[tuple[str, str]]:
        """The search as parts of an address, without what is empty or unknown."""
        return [
            (name, "on" if value is True else str(value))
            for name, values in self.wanted.items()
            for value in (values if isinstance(values, list) else [values])
        ]

    def address(self, without: tuple[str, str] | None = None) -> str:
        return self._address_of([pair for pair in self.pairs() if pair != without])

    def address_of_all(self) -> str:
        return self._address_of([])

    def _address_of(self, pairs: list[tuple[str, str]]) -> str:
        anybody = [("kind", "")] if self.own_kind and "kind" not in dict(pairs) else []
        return "?" + urlencode([*pairs, *anybody])

    def filters_set(self) -> int:
        return sum(name != "q" for name, _value in self.pairs())

    def chips(self) -> list[tuple[str, str]]:
        """Each part of the search in words, and the address without it."""
        return [(self._in_words(*pair), self.address(without=pair)) for pair in self.pairs()]

    def _in_words(self, name: str, value: str) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])
        return gettext("“%(words)s”") % {"words": value} if name == "q" else str(field.label)


def months_from(day: date) -> list[tuple[str, str]]:
    """The months ahead, as ("2027-03", "March 2027")."""
    months = [add_months(day.replace(day=1), ahead) for ahead in range(MONTHS_SHOWN)]
    return [(f"{month:%Y-%m}", f"{MONTHS[month.month]} {month.year}") for month in months]
