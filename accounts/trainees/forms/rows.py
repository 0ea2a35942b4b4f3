"""Lists within the profile: languages, earlier stays. A list is sent whole, with a few empty lines at its end."""

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.trainees.models import EarlierMobility, TraineeLanguage
from programme.codelists.models import Term


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class Row(forms.Form):
    """A line left empty, or emptied, is none; one that is begun is filled in whole."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False  # of the list, which may be empty

    def clean(self):
        for name in self.fields:
            if not self.has_error(name) and self.cleaned_data.get(name) in self.fields[name].empty_values:
                self.add_error(name, _("Fill this in, or empty the whole line."))
        return self.cleaned_data

    def has_changed(self) -> bool:
        return any(str(self[name].data or "").strip() for name in self.fields)


class Rows(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.empty_permitted = True

    @property
    def filled(self) -> list[forms.Form]:
        return [form for form in self.forms if form.has_changed()]

    @property
    def in_sight(self) -> int:
        """How many lines a page shows at once: those that are known, and an empty one."""
        return self.initial_form_count() + 1

    @property
    def fills_more(self) -> bool:
        """Was something written into the lines below?"""
        return any(form.has_changed() for form in self.forms[self.in_sight :])

    @property
    def is_used(self) -> bool:
        return bool(self.filled if self.is_bound else self.initial)


class LanguageRow(Row):
    language = forms.TypedChoiceField(label=_("Language"), empty_value=None)
    level = forms.TypedChoiceField(label=_("Level"), empty_value=None)

    def __init__(self, *args, terms: dict[str, dict[str, Term]], **options):
        super().__init__(*args, **options)
        for name, known in terms.items():
            self.fields[name].choices = [("", "–"), *((code, term.label) for code, term in known.items())]
            self.fields[name].coerce = known.get


class Languages(Rows):
    label = _("Languages you speak")

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"terms": self.terms}

    @cached_property
    def terms(self) -> dict[str, dict[str, Term]]:
        """The choices by their codes, read once for all the rows."""
        found = {"language": {}, "cefr": {}}
        for term in Term.objects.filter(vocabulary__in=found):
            found[term.vocabulary][term.code] = term
        return {"language": found["language"], "level": found["cefr"]}

    def clean(self):
        seen = set()
        for form in self.filled:
            language = form.cleaned_data.get("language")
            if language in seen:
                form.add_error("language", _("You named this language twice."))
            seen.add(language)

    @property
    def values(self) -> list[TraineeLanguage]:
        return [TraineeLanguage(**form.cleaned_data) for form in self.filled]


class EarlierMobilityRow(Row):
    programme = forms.CharField(label=_("Programme"), max_length=100)
    cycle = forms.TypedChoiceField(
        label=_("Study cycle"),
        choices=[("", "–"), *EarlierMobility._meta.get_field("cycle").choices],
        coerce=int,
        empty_value=None,
    )
    start = forms.DateField(label=_("From"), widget=DayInput)
    end = forms.DateField(label=_("To"), widget=DayInput)

    def clean_end(self):
        start, end = self.cleaned_data.get("start"), self.cleaned_data["end"]
        if start and end and end < start:
            raise forms.ValidationError(_("The stay ends before it starts."))
        return end


class EarlierMobilities(Rows):
    label = _("Earlier stays abroad")

    @property
    def values(self) -> list[EarlierMobility]:
        return [EarlierMobility(**form.cleaned_data) for form in self.filled]


LanguageRows = forms.formset_factory(
    LanguageRow, formset=Languages, extra=3, max_num=20, absolute_max=40, validate_max=True
)
EarlierMobilityRows = forms.formset_factory(
    EarlierMobilityRow, formset=EarlierMobilities, extra=3, max_num=20, absolute_max=40, validate_max=True
)
