"""Form fields over the code lists. Each works by typing and sending; static/js/typeahead.js only suggests."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from programme.codelists.labels import ENGLISH, InReadersOrder, reader_language
from programme.codelists.models import City, Country, Institution, IscedField, Skill
from programme.codelists.ordering import search_key, sort_key

NOTHING_FOUND = {"data-type-ahead-nothing": _("Nothing found")}
MATCHES_SHOWN = 10
MOST_SKILLS = 40
LONGEST_OWN_SKILL = 80  # characters, as the profile keeps them
MOST_COMMAS_IN_A_LABEL = 3  # "design the digital interface of gambling, betting and lottery games"


class Typed(NamedTuple):
    """What a search field sends: the text, the row that a suggestion filled in, the row picked from the matches."""

    text: str
    filled: str
    picked: str = ""


class SearchInput(forms.Widget):
    """A text field over a list; after sending, the matches stand below it to pick from."""

    template_name = "components/search_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.matches: list[Institution] = []  # set by the field's clean()
        self.on_choice: dict[str, Any] = {}  # attributes of the hidden field, which changes when a row is chosen

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return Typed(*(str(data.get(name + part, "")) for part in ("", "_id", "_pick")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"] |= {"typed": value or Typed("", ""), "matches": self.matches, "on_choice": self.on_choice}
        return context


def names_of(institution: Institution) -> set[str]:
    """What names this institution and hardly another one: not its city."""
    names = [institution.name, institution.official_name, *institution.other_names.splitlines()]
    return {search_key(name) for name in (*names, institution.erasmus_code or "") if name}


class InstitutionField(forms.Field):
    """An institution by its name, its Erasmus code, or picked from what the text may mean.

    `also` is the primary key of one that may be kept though nobody has confirmed it yet.
    """

    widget = SearchInput
    default_error_messages = {
        "pick": _("Pick yours from those that fit."),
        "unknown": _("We know no institution of this name. Try its name in another language, its city or its code."),
    }

    def __init__(self, *, also: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.also = also
        self._text = forms.CharField(max_length=250, required=False)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            "data-type-ahead": reverse_lazy("search_institutions"),
            **NOTHING_FOUND,
            "autocomplete": "off",
            "maxlength": self._text.max_length if hasattr(self, "_text") else 250,
        }

    def prepare_value(self, value: Any) -> Typed:
        if isinstance(value, Typed):
            return value
        institution = self.by_key(str(value or ""))
        return Typed(institution.name, str(institution.pk)) if institution else Typed("", "")

    def clean(self, value: Typed) -> Institution | None:
        text = self._text.clean(value.text)
        if value.picked and (picked := self.by_key(value.picked)):
            return picked
        if value.filled and (filled := self.by_key(value.filled)) and sort_key(filled.name) == sort_key(text):
            return filled
        if not text:
            return super().clean(None)
        matches = list(Institution.objects.confirmed().search(text).select_related("country")[:MATCHES_SHOWN])
        exact = [row for row in matches if search_key(text) in names_of(row)]
        if len(exact) == 1:
            return exact[0]
        self.widget.matches = matches
        raise forms.ValidationError(self.error_messages["pick" if matches else "unknown"])

    def by_key(self, text: str) -> Institution | None:
        if not text.isdecimal():
            return None
        rows = Institution.objects.confirmed().listed()
        if self.also is not None:
            rows = rows | Institution.objects.filter(pk=self.also)
        return rows.select_related("country").filter(pk=int(text[:18])).first()


class NamedSkills(NamedTuple):
    """Skills of the list, and words that stand on no list and are kept as they were typed."""

    listed: list[Skill]
    own: list[str]


class SkillsField(forms.CharField):
    """Skills in one text, with commas or line breaks between them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**{"max_length": 3000} | options)
        suggests = {"data-type-ahead": reverse_lazy("search_skills"), "data-type-ahead-many": "true"}
        self.widget.attrs |= suggests | NOTHING_FOUND

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or [])

    def clean(self, value: Any) -> NamedSkills:
        parts = [" ".join(part.split()) for part in super().clean(value).replace("\n", ",").split(",")]
        listed, own = self._resolve([part for part in parts if part])
        if len(listed) + len(own) > MOST_SKILLS:
            raise forms.ValidationError(_("Name at most %(most)s skills.") % {"most": MOST_SKILLS})
        for word in own:
            if len(word) > LONGEST_OWN_SKILL:
                sentence = _("“%(word)s…” is too long. Put commas between your skills, and keep each under %(most)s.")
                raise forms.ValidationError(sentence % {"word": word[:30], "most": LONGEST_OWN_SKILL})
        return NamedSkills(listed, own)

    def _resolve(self, parts: list[str]) -> NamedSkills:
        """Each part, or some that were one label with commas in it, as the skill of that label in any language."""
        spans = {
            sort_key(", ".join(parts[start:end]))
            for start in range(len(parts))
            for end in range(start + 1, min(start + MOST_COMMAS_IN_A_LABEL + 1, len(parts)) + 1)
        }
        known: dict[str, Skill] = {}
        # Our plain words come last, so they win over a skill of ESCO with the same label.
        rows = Skill.objects.listed().named(spans).order_by("source", "pk")
        for row in rows:
            known |= {key: row for key in row.label_keys.values() if key in spans}
        # What a word means in the reader's own language wins over what it means in another one.
        for language in (ENGLISH, reader_language()):
            known |= {row.label_keys[language]: row for row in rows if language in row.label_keys}
        listed, own = {}, {}
        while parts:
            for length in range(MOST_COMMAS_IN_A_LABEL + 1, 0, -1):
                if skill := known.get(sort_key(", ".join(parts[:length]))):
                    listed[skill.pk] = skill
                    break
            else:
                own.setdefault(parts[0].lower(), parts[0])
            parts = parts[length:]
        return NamedSkills(list(listed.values()), list(own.values()))


class StudyFieldChoices(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for broad, rows in groupby(self.queryset, key=lambda row: row.parent.parent.name):
            yield broad, [self.choice(row) for row in rows]


class StudyFieldField(forms.ModelChoiceField):
    """A detailed field of ISCED-F, under its broad field, in alphabetical order."""

    iterator = StudyFieldChoices

    def __init__(self, **options: Any) -> None:
        fields = IscedField.objects.detailed().core().select_related("parent__parent")
        super().__init__(
            fields.order_by(InReadersOrder("parent__parent__label_keys"), "parent__parent", InReadersOrder()),
            empty_label=_("Choose a field"),
            **options,
        )


class CityInput(forms.TextInput):
    """A place by its name; suggestions come from the country chosen in the field with the id `country_id`."""

    def __init__(self, country_id: str = "id_country") -> None:
        super().__init__(
            {
                "data-type-ahead": reverse_lazy("search_cities"),
                "data-type-ahead-country": country_id,
                **NOTHING_FOUND,
                "autocomplete": "address-level2",
            }
        )


def city_named(name: str, country: Country | None) -> City | None:
    """The largest city of exactly this name there, under any of the names we know."""
    key = search_key(name[:200])
    if not key or country is None:
        return None
    by_name = City.objects.filter(country=country, search_key__startswith=f"{key} / ")
    return (by_name | City.objects.filter(country=country, search_key=key)).order_by("-population").first()
