"""What a host writes of an offer."""

from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mechanisms.drafts.steps import FormStep
from placements.offers.forms.fields import CompetencesField, LongText
from placements.offers.models import Offer, OfferLanguage
from programme.codelists.fields import SkillsField
from programme.codelists.models import Term
from programme.explanations import explain
from programme.rules.days import add_months
from programme.rules.stays import FORMS, Form
from programme.rules.today import programme_today

LANGUAGE_ROWS = (1, 2, 3)
QUESTIONS = tuple(f"question_{number}" for number in range(1, Offer.MAX_QUESTIONS + 1))
LANGUAGES = tuple(f"{name}_{row}" for row in LANGUAGE_ROWS for name in ("language", "level"))
PEOPLE = tuple(f"{who}_{part}" for who in ("supervisor", "mentor") for part in ("name", "position", "email"))
MONTHS_AHEAD = 36  # a date beyond is a slip of the finger


def day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class OfferForm(forms.ModelForm):
    """All of an offer. The instance says for whom it is (audience) and which host writes it."""

    class Place(TextChoices):
        ON_SITE = "on_site", _("On site")
        VIRTUAL_PART = "virtual_part", _("On site, with a virtual part before, after or between")
        REMOTE = "remote", _("Fully remote")

    language = forms.ChoiceField(
        label=_("Language you write in"),
        help_text=_("Of the title, the tasks and your questions. Once it is saved you can add other languages."),
    )
    steps = (
        FormStep(
            "what",
            _("What, and for whom"),
            ("title", "language", "field", "kinds", *LANGUAGES),
            "offers/steps/what.html",
        ),
        FormStep("work", _("The work"), ("tasks", "activities", "competences", "skills_taught", "skills_wanted")),
        FormStep(
            "when",
            _("When and where"),
            ("starts_from", "ends_by", "deadline", "hours_per_week", "places", "work_place", "virtual_description"),
            "offers/steps/when.html",
        ),
        FormStep(
            "people",
            _("People and pay"),
            (*PEOPLE, "is_paid", "pay_euros", "in_kind", *QUESTIONS),
            "offers/steps/people.html",
        ),
    )
    LEARNERS = [choice for choice in Offer.Kind.choices if choice[0] != Offer.Kind.STAFF]

    kinds = forms.MultipleChoiceField(
        label=_("Who may apply"), choices=LEARNERS, widget=forms.CheckboxSelectMultiple, initial=["he_student"]
    )
    activities = forms.ModelMultipleChoiceField(
        Term.objects.of("activity"), label=_("Digital activities"), widget=forms.CheckboxSelectMultiple
    )
    competences = CompetencesField(
        Term.objects.of("digcompedu_competence"),
        label=_("Competences to develop"),
        help_text=_("From the European framework for the digital competence of educators. Tick what the stay trains."),
        widget=forms.CheckboxSelectMultiple,
    )
    skills_taught = SkillsField(
        label=_("Skills you teach"),
        required=False,
        help_text=_("Separated by commas: Python, web analytics, digital illustration."),
    )
    skills_wanted = SkillsField(
        label=_("Skills you ask for"),
        required=False,
        help_text=_("Only what somebody needs from the first day. Often nothing."),
    )
    hours_per_week = forms.IntegerField(
        label=_("Hours a week"),
        min_value=1,
        max_value=60,
        help_text=_("Full time, by your own working hours."),
    )
    work_place = forms.ChoiceField(
        label=_("Place of work"), choices=Place.choices, widget=forms.RadioSelect, initial=Place.ON_SITE
    )
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=200, initial=1)
    pay_euros = forms.DecimalField(
        label=_("Amount a month, in euro"), required=False, min_value=1, max_value=20000, decimal_places=2
    )

    class Meta:
        model = Offer
        fields = [
            *("language", "title", "field", "activities", "competences", "tasks", "kinds", "places"),
            *("starts_from", "ends_by", "deadline", "hours_per_week", "virtual_description"),
            *("supervisor_name", "supervisor_position", "supervisor_email"),
            *("mentor_name", "mentor_position", "mentor_email", "is_paid", "in_kind"),
        ]
        field_classes = {"tasks": LongText, "virtual_description": LongText}
        widgets = {"starts_from": day(), "ends_by": day(), "deadline": day()}
        labels = {
            "is_paid": _("We pay the trainee"),
            "virtual_description": _("What happens in the virtual part"),
            "in_kind": _("Benefits in kind"),
            "supervisor_name": _("Supervisor's name"),
            "supervisor_position": _("Supervisor's position"),
            "supervisor_email": _("Supervisor's e-mail"),
            "mentor_name": _("Mentor's name"),
            "mentor_position": _("Mentor's position"),
            "mentor_email": _("Mentor's e-mail"),
        }
        help_texts = {
            "title": _("What the person will do, in a line: “Build the booking page of a museum”."),
            "field": _("The one that fits best."),
            "tasks": _("Day by day, and what for. At most 4000 characters."),
            "starts_from": _("The first day on which a stay can begin."),
            "ends_by": _("The last day on which a stay can end."),
            "deadline": _("The last day to apply."),
            "supervisor_name": _("Guides the work, and signs."),
            "mentor_name": _("Helps to settle in. Better somebody else than the supervisor."),
            "in_kind": _("A room, meals, a travel pass."),
            "virtual_description": _("How long, and what is done from home. At most 1000 characters."),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        offer = self.instance
        if offer.is_for_staff:
            del self.fields["activities"], self.fields["kinds"]
        else:
            del self.fields["competences"]
            self.fields["activities"].help_text = self._what_does_not_count()
        self.fields["language"].choices = [(term.code, term.label) for term in Term.objects.of("language")]
        explain(self, activities="digital", virtual_part="virtual", supervisor_name="supervisor", is_paid="pay")
        self.fields["field"].queryset = Term.objects.of("field")
        self.fields["field"].empty_label = _("Choose a field")
        self._add_language_rows()
        self._add_questions()
        if offer.pk:
            self._show_what_is_stored()
        else:
            self.initial.pop("kinds", None)  # the field's own proposal, not the empty list of a new offer

    @staticmethod
    def _what_does_not_count() -> str:
        # As they are written: German nouns are capital.
        excluded = "; ".join(term.label for term in Term.objects.of("exclusion"))
        return _("Tick at least one. What does not count by itself: %(excluded)s.") % {"excluded": excluded}

    def _add_language_rows(self) -> None:
        languages, levels = Term.objects.of("language"), Term.objects.of("cefr")
        for row in LANGUAGE_ROWS:
            for name, terms, label, empty in (
                ("language", languages, _("Language %(number)s"), _("Choose a language")),
                ("level", levels, _("Level %(number)s"), _("Choose a level")),
            ):
                self.fields[f"{name}_{row}"] = forms.ModelChoiceField(
                    terms, required=row == 1, label=label % {"number": row}, empty_label=empty
                )

    def _add_questions(self) -> None:
        for number in range(1, Offer.MAX_QUESTIONS + 1):
            self.fields[f"question_{number}"] = LongText(
                required=False,
                max_length=200,
                label=_("Question %(number)s") % {"number": number},
                help_text=_("Every applicant answers it. None is fine too.") if number == 1 else "",
            )

    def _show_what_is_stored(self) -> None:
        offer = self.instance
        stored = {
            "skills_taught": offer.skills_taught_labels,
            "skills_wanted": offer.skills_wanted_labels,
            "work_place": self.Place.VIRTUAL_PART if offer.virtual_part else self.Place.ON_SITE,
            "pay_euros": offer.pay_cents and Decimal(offer.pay_cents) / 100,
        }
        for row, line in zip(LANGUAGE_ROWS, offer.languages.all(), strict=False):
            stored |= {f"language_{row}": line.language_id, f"level_{row}": line.level_id}
        for number, question in enumerate(offer.questions, start=1):
            stored[f"question_{number}"] = question
        self.initial = stored | self.initial

    def clean_language(self) -> str:
        language = self.cleaned_data["language"]
        if self.instance.pk and self.instance.texts.filter(language=language).exists():
            raise forms.ValidationError(_("The offer is written in this language already."))
        return language

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_places(self) -> int:
        places = self.cleaned_data["places"]
        if places < self.instance.places_held:  # an offer that was open before the check sent it back
            raise forms.ValidationError(_("There are fewer places than trainees already accepted."))
        return places

    def clean(self):
        data = super().clean()
        self._read_work_place(data)
        self._read_languages(data)
        self._read_pay(data)
        self._check_mentor(data)
        self._check_period(data)
        offer = self.instance
        offer.questions = [data[name] for name in data if name.startswith("question_") and data[name]]
        if offer.is_for_staff:
            offer.kinds = [Offer.Kind.STAFF]
        for name in ("skills_taught", "skills_wanted"):
            if name in data:
                setattr(offer, f"own_{name}", data[name].own)
        return data

    def _read_work_place(self, data) -> None:
        place = data.get("work_place")
        self.instance.virtual_part = place == self.Place.VIRTUAL_PART
        if place == self.Place.REMOTE:
            self.add_error(
                "work_place", _("A fully remote stay cannot be offered: every form of stay has a physical part abroad.")
            )
        elif place == self.Place.VIRTUAL_PART and not data.get("virtual_description"):
            if "virtual_description" not in self.errors:
                self.add_error("virtual_description", _("Say what happens in the virtual part, and how long it lasts."))
        elif place == self.Place.ON_SITE:
            data["virtual_description"] = ""

    def _read_languages(self, data) -> None:
        self.languages = []
        for row in LANGUAGE_ROWS:
            language, level = data.get(f"language_{row}"), data.get(f"level_{row}")
            if language and any(language == line.language for line in self.languages):
                self.add_error(f"language_{row}", _("You named this language twice."))
            elif language and level:
                self.languages.append(OfferLanguage(language=language, level=level))
            elif language and f"level_{row}" not in self.errors:
                self.add_error(f"level_{row}", _("Say which level you ask for."))
            elif level and f"language_{row}" not in self.errors:
                self.add_error(f"language_{row}", _("Say which language this level is for."))

    def _read_pay(self, data) -> None:
        euros = data.get("pay_euros")
        if data.get("is_paid") and euros is None and "pay_euros" not in self.errors:
            self.add_error("pay_euros", _("Say how much you pay a month."))
        elif euros and not data.get("is_paid"):
            self.add_error("is_paid", _("You named an amount. Tick this box, or take the amount out."))
        self.instance.pay_cents = int(euros * 100) if euros else None

    def _check_mentor(self, data) -> None:
        if not any(data.get(f"mentor_{part}") for part in ("name", "position", "email")):
            return
        if not data.get("mentor_name"):
            self.add_error("mentor_name", _("Say who the mentor is."))
        if not data.get("mentor_email") and "mentor_email" not in self.errors:
            self.add_error("mentor_email", _("Say where to reach the mentor."))

    def _check_period(self, data) -> None:
        starts, ends, deadline = (data.get(name) for name in ("starts_from", "ends_by", "deadline"))
        today = programme_today()
        for name, day in (("starts_from", starts), ("ends_by", ends), ("deadline", deadline)):
            if day and day < today:
                self.add_error(name, _("This day has passed."))
            elif day and day > add_months(today, MONTHS_AHEAD):
                self.add_error(name, _("This is more than three years ahead. Look at the year."))
        if starts and ends and ends <= starts:
            self.add_error("ends_by", _("The end has to be later than the start."))
        elif starts and ends:
            self._check_length(starts, ends)
        if deadline and ends and deadline > ends:
            self.add_error("deadline", _("The last day to apply lies after the end of the period."))

    def _check_length(self, starts: date, ends: date) -> None:
        """Long enough for the shortest stay that one of those who may apply could make (rules 2.1)."""
        forms_of_stay = self._forms_of_stay()
        if not forms_of_stay or any(form.count(starts, ends) >= form.least for form in forms_of_stay):
            return
        form = min(forms_of_stay, key=lambda form: form.least)
        self.add_error(
            "ends_by",
            _("Too short: “%(form)s” needs at least %(least)s days, this period has %(days)s.")
            % {"form": form.name, "least": form.least, "days": form.count(starts, ends)},
        )

    def _forms_of_stay(self) -> list[Form]:
        if self.instance.is_for_staff:
            in_programme = self.instance.host.country.programme_country
            return [FORMS["staff" if in_programme else "staff_elsewhere"]]
        kinds = set(self.cleaned_data.get("kinds", ()))
        possible = [form for form in FORMS.values() if kinds.intersection(form.kinds)]
        return [form for form in possible if form.code != "he_blended" or self.instance.virtual_part]

    def pairs_of_languages(self) -> list[tuple]:
        return [(self[f"language_{row}"], self[f"level_{row}"]) for row in LANGUAGE_ROWS]

    def listed(self) -> dict:
        """What save_offer takes beside the offer itself."""
        data = self.cleaned_data
        return {
            "activities": data.get("activities", ()),
            "competences": data.get("competences", ()),
            "skills_taught": data["skills_taught"].listed,
            "skills_wanted": data["skills_wanted"].listed,
            "languages": self.languages,
        }

    def warnings(self) -> list[str]:
        """What may stand, and yet should be looked at."""
        data = self.cleaned_data
        same = [
            data[f"mentor_{part}"] and data[f"mentor_{part}"].casefold() == data[f"supervisor_{part}"].casefold()
            for part in ("name", "email")
        ]
        sentences = []
        if any(same):  # rule R11
            sentences.append(_("Mentor and supervisor are the same person. Better name two people."))
        if self._is_short_for_students(data):  # rules 2.1
            sentences.append(_("Only doctoral candidates can stay under two months without a virtual part."))
        return sentences

    def _is_short_for_students(self, data) -> bool:
        if "he_student" not in data.get("kinds", ()) or self.instance.virtual_part:
            return False
        long = FORMS["he_long"]
        return long.count(data["starts_from"], data["ends_by"]) < long.least
