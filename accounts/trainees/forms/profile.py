"""The profile, in steps: one for learners, and a shorter one for staff."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.models import Faculty
from accounts.trainees.forms.rows import DayInput, EarlierMobilityRows, LanguageRows
from accounts.trainees.models import Trainee
from mechanisms.drafts.steps import FormStep
from programme.codelists.fields import CityInput, InstitutionField, SkillsField, StudyFieldField
from programme.codelists.models import Country, Institution, Term
from programme.codelists.ordering import sort_key
from programme.explanations import explain
from programme.rules.participants import RouteClosed, kind_of
from programme.rules.today import programme_today

# Where the sentence stands when the Action has no way for somebody.
FIELD_OF_REASON = {
    "staff_outside_he": "institution",
    "level_unknown": "eqf",
    "graduated_before_selection": "graduated_on",
    "graduated_too_long_ago": "graduated_on",
}


def levels() -> list[tuple[str, str]]:
    return [("", _("Choose your level")), *((term.code, term.label) for term in Term.objects.of("eqf"))]


def competences() -> list[tuple[str, list]]:
    """The competences of DigCompEdu under their areas."""
    areas: dict[str, list] = {}
    for term in Term.objects.of("digcompedu_competence").select_related("parent"):
        areas.setdefault(term.parent.label, []).append((term.pk, term.label))
    return list(areas.items())


class FacultyField(forms.ModelChoiceField):
    """A faculty of the institution that is named; one of another institution was named before, and is no answer now."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class ProfileForm(forms.ModelForm):
    """What learners and staff have in common; the lists of rows are part of it and valid only together."""

    occupation: str  # for the rules: "student" or "staff"
    steps: tuple[FormStep, ...]

    institution = InstitutionField(
        label=_("Your institution"), required=False, help_text=_("By its name, its city or its Erasmus code.")
    )
    faculty = FacultyField(
        Faculty.objects.none(), label=_("Your faculty"), required=False, empty_label=_("Choose your faculty")
    )
    residence = forms.ModelChoiceField(
        Country.objects.all(),
        label=_("Country where you live"),
        empty_label=_("Choose a country"),
        help_text=_("You cannot be a trainee in the country where you live, nor in that of your institution."),
    )
    wanted_countries = forms.ModelMultipleChoiceField(
        Country.objects.in_programme(),
        label=_("Countries you would like to go to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, files=None, *, instance: Trainee):
        super().__init__(data, instance=instance)
        self.fields["institution"].also = instance.institution_id
        self.fields["institution"].widget.on_choice = {
            "hx-get": reverse_lazy("office_state"),
            "hx-trigger": "change",
            "hx-target": "#office",
        }
        self.initial["institution"] = instance.institution_id
        rows = instance.languages.select_related("language", "level") if instance.pk else []
        known = [{"language": row.language.code, "level": row.level.code} for row in rows]
        self.languages = LanguageRows(data, initial=known, prefix="languages")
        self.lists = {"languages": self.languages}
        self._offer_faculties()

    def _offer_faculties(self) -> None:
        """Those of the institution as far as it is known; where it has none, nobody is asked."""
        institution = self.instance.institution_id
        if self.is_bound:
            try:
                institution = self.fields["institution"].clean(self["institution"].data)
            except ValidationError:
                institution = None
        faculties = Faculty.objects.filter(institution=institution) if institution else Faculty.objects.none()
        self.fields["faculty"].queryset = faculties.order_by("sort_key")
        if not faculties.exists():
            del self.fields["faculty"]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(rows.is_valid() for rows in self.lists.values())])

    def clean(self):
        cleaned = super().clean()
        if "faculty" not in self.fields:
            self.instance.faculty = None
        institution = self.chosen_institution()
        if institution is not None:
            self.instance.institution = institution
            self.set_kind(institution)
        return cleaned

    def chosen_institution(self) -> Institution | None:
        institution = self.cleaned_data.get("institution")
        if institution is None and not self.has_error("institution"):
            self.add_error("institution", _("Name your institution."))
        return institution

    def set_kind(self, institution: Institution) -> None:
        eqf, graduated_on = self.cleaned_data.get("eqf"), self.cleaned_data.get("graduated_on")
        if self.has_error("eqf") or self.has_error("graduated_on"):
            return
        try:
            self.instance.kind = kind_of(self.occupation, institution.kind, eqf, graduated_on, programme_today())
        except RouteClosed as closed:
            self.add_error(FIELD_OF_REASON[closed.reason], closed.sentence)

    @property
    def lists_to_save(self) -> dict:
        """What save_profile() takes beside the trainee."""
        return {"wanted_countries": self.cleaned_data["wanted_countries"], "languages": self.languages.values}


class LearnerForm(ProfileForm):
    occupation = "student"
    steps = (
        FormStep(
            "school",
            _("Where you study"),
            ("institution", "new_name", "new_country", "new_city", "new_website", "residence"),
            "trainees/steps/school.html",
        ),
        FormStep(
            "studies",
            _("What you study"),
            (
                "faculty", "department", "eqf", "one_cycle", "study_field", "expected_graduation", "graduated_on"
            ),
        ),
        FormStep("skills", _("What you bring"), ("skills", "languages"), "trainees/steps/skills.html"),
        FormStep("earlier", _("Earlier stays abroad"), ("earlier",), "trainees/steps/earlier.html"),
        FormStep("wishes", _("Where and when"), ("wanted_from", "wanted_countries"), "trainees/steps/wishes.html"),
    )  # fmt: skip

    new_name = forms.CharField(label=_("Name of the school"), max_length=250, required=False)
    new_country = forms.ModelChoiceField(
        Country.objects.in_programme(), label=_("Country"), required=False, empty_label=_("Choose a country")
    )
    new_city = forms.CharField(
        label=_("Town or city"), max_length=100, required=False, widget=CityInput("id_new_country")
    )
    new_website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    eqf = forms.TypedChoiceField(
        label=_("Level you study for"),
        choices=levels,
        coerce=int,
        empty_value=None,
        help_text=_("The European level of the degree or certificate at the end of your studies."),
    )
    study_field = StudyFieldField(label=_("Field of study"))
    skills = SkillsField(
        label=_("Your digital skills"),
        required=False,
        help_text=_("With commas between them. Words that are on no list are kept as you write them."),
    )

    class Meta:
        model = Trainee
        fields = [
            "faculty", "department", "eqf", "one_cycle", "study_field", "expected_graduation", "graduated_on",
            "residence", "wanted_countries", "wanted_from",
        ]  # fmt: skip
        widgets = dict.fromkeys(["expected_graduation", "graduated_on", "wanted_from"], DayInput)
        labels = {
            "one_cycle": _("One programme that leads straight to the master, such as medicine or architecture"),
            "graduated_on": _("Day of your degree"),
        }
        help_texts = {
            "one_cycle": _("It gives 24 months abroad in place of 12."),
            "graduated_on": _("Only if you have already graduated."),
        }

    def __init__(self, data=None, files=None, *, instance: Trainee):
        super().__init__(data, instance=instance)
        explain(self, eqf="level", graduated_on="graduate")
        self.initial["skills"] = instance.skill_labels if instance.pk else []
        stays = instance.earlier_mobilities.values("programme", "cycle", "start", "end") if instance.pk else []
        self.earlier = EarlierMobilityRows(data, initial=list(stays), prefix="earlier")
        self.lists["earlier"] = self.earlier

    def clean_graduated_on(self):
        day = self.cleaned_data["graduated_on"]
        if day and day > programme_today():
            raise forms.ValidationError(_("This day is still to come. Give it as your expected graduation."))
        return day

    def clean(self):
        cleaned = super().clean()
        expected = cleaned.get("expected_graduation")
        if expected and expected < programme_today() and "graduated_on" in cleaned and not cleaned["graduated_on"]:
            sentence = _("This day has passed. Have you graduated? Give the day of your degree, else a day to come.")
            self.add_error("expected_graduation", sentence)
        if skills := cleaned.get("skills"):
            self.instance.own_skills = skills.own
        self.instance.staff_role = self.instance.seniority = ""
        self.instance.field_taught = None
        return cleaned

    def chosen_institution(self) -> Institution | None:
        name = self.cleaned_data.get("new_name")
        if not name:
            return super().chosen_institution()
        if self.cleaned_data.get("institution"):
            self.add_error("new_name", _("You also chose an institution above. Empty the one that is not yours."))
            return None
        self.errors.pop("institution", None)  # what was searched for and not found
        return self.new_school(name)

    def new_school(self, name: str) -> Institution | None:
        """The school as it was entered, or the same one that somebody entered before."""
        for field in ("new_city", "new_country"):
            if not self.cleaned_data.get(field) and not self.has_error(field):
                self.add_error(field, _("Say where the school is."))
        if any(self.has_error(field) for field in ("new_city", "new_country", "new_website")):
            return None
        country = self.cleaned_data["new_country"]
        known = Institution.objects.listed().filter(country=country, sort_key=sort_key(name)[:250]).first()
        return known or Institution(
            name=name,
            city=self.cleaned_data["new_city"],
            country=country,
            website=self.cleaned_data["new_website"],
            kind=Institution.Kind.VET,
            source=Institution.Source.ENTERED,
        )

    @property
    def lists_to_save(self) -> dict:
        return super().lists_to_save | {
            "skills": self.cleaned_data["skills"].listed,
            "earlier_mobilities": self.earlier.values,
        }


class StaffForm(ProfileForm):
    occupation = "staff"
    steps = (
        FormStep("school", _("Where you work"), ("institution", "residence"), "trainees/steps/school.html"),
        FormStep(
            "work",
            _("What you do"),
            ("faculty", "department", "staff_role", "seniority", "field_taught", "languages"),
            "trainees/steps/work.html",
        ),
        FormStep("competences", _("What you want to learn"), ("competences",), "trainees/steps/competences.html"),
        FormStep("wishes", _("Where and when"), ("wanted_from", "wanted_countries"), "trainees/steps/wishes.html"),
    )

    staff_role = forms.ChoiceField(label=_("Your work"), choices=Trainee.StaffRole, widget=forms.RadioSelect)
    seniority = forms.ChoiceField(label=_("Years of service"), choices=Trainee.Seniority, widget=forms.RadioSelect)
    field_taught = StudyFieldField(label=_("Field you teach"), required=False)
    competences = forms.TypedMultipleChoiceField(
        label=_("Competences you want to develop"),
        choices=competences,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Trainee
        fields = [
            "faculty", "department", "residence", "staff_role", "seniority", "field_taught", "wanted_countries",
            "wanted_from",
        ]  # fmt: skip
        widgets = {"wanted_from": DayInput}

    def __init__(self, data=None, files=None, *, instance: Trainee):
        super().__init__(data, instance=instance)
        if instance.pk:
            self.initial["competences"] = [term.pk for term in instance.competences.all()]

    def clean(self):
        cleaned = super().clean()
        for name in ("eqf", "study_field", "expected_graduation", "graduated_on"):
            setattr(self.instance, name, None)
        self.instance.one_cycle, self.instance.own_skills = False, []
        return cleaned

    @property
    def lists_to_save(self) -> dict:
        return super().lists_to_save | {"competences": self.cleaned_data["competences"]}
