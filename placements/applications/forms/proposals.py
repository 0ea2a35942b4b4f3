"""A host the trainee found: who names it, and what the host confirms."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.drafts.steps import FormStep
from placements.applications.eligibility import facts_of_proposal
from placements.applications.forms.fields import DayField, LongTextField, side_by_side
from placements.applications.models import Proposal, kinds_of
from placements.applications.transitions.proposals import OWN_ADDRESS, is_of_the_sending_side
from placements.offers.forms.fields import CompetencesField
from placements.offers.models import Offer, OfferLanguage
from programme.codelists.models import Country, Term
from programme.explanations import explain
from programme.rules.eligibility import findings
from programme.rules.findings import Outcome
from programme.rules.participants import KIND_NAMES, Kind
from programme.rules.today import programme_today

# Where a rule that blocks is said on the form.
FIELD_OF_RULE = {"R3": "country", "R6": "degree_date"}


class ProposalForm(forms.ModelForm):
    """Who, where and when. What the rules block already is said here, before a host is asked in vain."""

    use_required_attribute = False
    steps = (
        FormStep(
            "host",
            _("The host"),
            ("host_name", "country", "city_name", "supervisor_name", "supervisor_email"),
        ),
        FormStep("stay", _("The stay"), ("kind", "degree_date", "starts", "ends", "about")),
    )

    degree_date = DayField(
        label=_("Date of the degree"),
        required=False,
        help_text=_("Only for recent graduates, who must be selected before this day."),
    )
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"))
    about = LongTextField(
        label=_("What was agreed so far"),
        max_length=2000,
        required=False,
        help_text=_("Tasks, hours, pay: the host and the coordinator read it."),
    )

    class Meta:
        model = Proposal
        fields = [
            "host_name", "country", "city_name", "supervisor_name", "supervisor_email",
            "kind", "degree_date", "starts", "ends", "about",
        ]  # fmt: skip
        help_texts = {
            "supervisor_email": _("A link goes there, to confirm the traineeship without an account. Check it twice."),
        }

    def __init__(self, *args, trainee: Trainee, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.trainee, self.by = trainee, by
        kinds = kinds_of(trainee)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Goes as"),
            choices=[(kind, KIND_NAMES[kind]) for kind in kinds],
            initial=kinds[0],
            widget=forms.RadioSelect,
        )
        if Kind.HE_GRADUATE not in kinds:
            del self.fields["degree_date"]
            del self.fields["kind"]
            self.instance.kind = kinds[0]
        self.fields["country"].queryset = Country.objects.all()
        self.fields["country"].empty_label = _("Choose a country")

    def clean_supervisor_email(self):
        address = self.cleaned_data["supervisor_email"].lower()
        if is_of_the_sending_side(address, trainee=self.instance.trainee, by=self.by):
            raise ValidationError(OWN_ADDRESS)
        return address

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if starts <= programme_today():
            raise ValidationError(_("The first day must lie ahead: the host has to confirm before."))
        return starts

    def clean_ends(self):
        ends, starts = self.cleaned_data["ends"], self.cleaned_data.get("starts")
        if starts and ends <= starts:
            raise ValidationError(_("The last day must lie after the first."))
        return ends

    def clean(self):
        data = super().clean()
        kind = data.get("kind", self.instance.kind or self.instance.trainee.kind)
        if kind != Kind.HE_GRADUATE:
            data["degree_date"] = None
        elif not data.get("degree_date") and "degree_date" not in self.errors:
            self.add_error("degree_date", _("Say when the degree will be awarded."))
        if data.get("country"):
            self._say_what_is_blocked(kind, data)
        return data

    def _say_what_is_blocked(self, kind, data) -> None:
        dated = "starts" not in self.errors and "ends" not in self.errors
        planned = Proposal(
            trainee=self.instance.trainee,
            kind=kind,
            country=data["country"],
            degree_date=data.get("degree_date"),
            starts=data["starts"] if dated else None,
            ends=data["ends"] if dated else None,
        )
        for finding in findings(facts_of_proposal(planned)):
            field = FIELD_OF_RULE.get(finding.rule, "ends")
            if finding.outcome == Outcome.BLOCKED and field not in self.errors:
                self.add_error(field, finding.sentence)


class FoundHostForm(forms.ModelForm):
    """What the host confirms: its organisation and the traineeship, both in one form of some ten minutes.

    Where the portal knows the organisation already (`organisation`), only the traineeship is asked.
    """

    use_required_attribute = False
    OFFER = [
        "title", "field", "hours_per_week", "in_kind", "virtual_part", "virtual_description", "supervisor_name",
        "supervisor_position", "mentor_name", "mentor_email",
    ]  # fmt: skip

    title = forms.CharField(
        label=_("Title of the traineeship"), max_length=120, help_text=_("For instance: Web shop for a bicycle maker")
    )
    field = forms.ModelChoiceField(label=_("Field"), queryset=Term.objects.of("field"), empty_label=_("Choose a field"))
    activities = forms.ModelMultipleChoiceField(
        label=_("What the trainee does"),
        queryset=Term.objects.of("activity"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one of these makes it a digital traineeship."),
    )
    competences = CompetencesField(
        label=_("Competences to develop"),
        queryset=Term.objects.of("digcompedu_competence"),
        widget=forms.CheckboxSelectMultiple,
    )
    tasks = LongTextField(
        label=_("Tasks"), max_length=4000, help_text=_("What the days will be made of, in a few sentences.")
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60, initial=40)
    is_paid = forms.TypedChoiceField(
        label=_("Do you pay the trainee?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    pay = forms.DecimalField(
        label=_("Pay a month, in euros"), required=False, min_value=1, max_digits=7, decimal_places=2
    )
    in_kind = forms.CharField(
        label=_("What else you give"), max_length=300, required=False, help_text=_("Meals, a room, a travel pass ...")
    )
    virtual_part = forms.BooleanField(label=_("A part is done online, before or after the stay"), required=False)
    virtual_description = LongTextField(
        label=_("What is done online"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    supervisor_name = forms.CharField(label=_("Supervisor"), max_length=120)
    supervisor_position = forms.CharField(label=_("Supervisor's position"), max_length=120)
    mentor_name = forms.CharField(
        label=_("Mentor"),
        max_length=120,
        required=False,
        help_text=_("Somebody other than the supervisor whom the trainee can turn to."),
    )
    mentor_email = forms.EmailField(label=_("Mentor's e-mail"), required=False)
    language = forms.ModelChoiceField(
        label=_("Working language"), queryset=Term.objects.of("language"), empty_label=_("Choose a language")
    )
    level = forms.ModelChoiceField(
        label=_("Level the trainee needs"), queryset=Term.objects.of("cefr"), empty_label=_("Choose a level")
    )

    class Meta:
        model = Host
        fields = [
            "legal_name", "kind", "street", "postal_code", "city_name", "registration_number", "website", "phone",
            "size",
        ]  # fmt: skip

    def __init__(self, *args, proposal: Proposal, organisation: Host | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal, self.organisation = proposal, organisation
        explain(self, activities="digital", supervisor_name="supervisor", is_paid="pay", virtual_part="virtual")
        self.initial |= {"supervisor_name": proposal.supervisor_name}
        if organisation is None:
            self._ask_for_the_organisation()
        else:
            for name in self.Meta.fields:
                del self.fields[name]
        self.digital = "competences" if proposal.kind == Kind.STAFF else "activities"
        del self.fields["activities" if self.digital == "competences" else "competences"]
        self.helper = self._helper()

    def _ask_for_the_organisation(self) -> None:
        self.instance.country = self.proposal.country
        self.initial |= {"legal_name": self.proposal.host_name, "city_name": self.proposal.city_name}
        self.fields["kind"].queryset = Term.objects.of("host_kind")
        self.fields["kind"].empty_label = _("Choose what fits best")
        for name in ("street", "postal_code"):
            self.fields[name].required = True

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = True
        organisation = Fieldset(
            _("Your organisation"),
            "legal_name", "kind", "street",
            *side_by_side("postal_code", "city_name"),
            *side_by_side("registration_number", "website"),
            *side_by_side("phone", "size"),
        )  # fmt: skip
        helper.layout = Layout(
            *([] if self.organisation else [organisation]),
            Fieldset(
                _("The traineeship"),
                "title", "field", self.digital, "tasks", "hours_per_week",
                *side_by_side("language", "level"),
            ),
            Fieldset(_("Pay and benefits"), "is_paid", *side_by_side("pay", "in_kind")),
            Fieldset(_("Online part"), "virtual_part", "virtual_description"),
            Fieldset(
                _("Who looks after the trainee"),
                *side_by_side("supervisor_name", "supervisor_position"),
                *side_by_side("mentor_name", "mentor_email"),
            ),
        )  # fmt: skip
        return helper

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if kind.extra.get("eligible") is False:
            raise ValidationError(kind.sentence("why"))  # rules 2.3
        return kind

    def clean(self):
        data = super().clean()
        if data.get("is_paid") and not data.get("pay") and "pay" not in self.errors:
            self.add_error("pay", _("Say how much a month."))
        if data.get("virtual_part") and not data.get("virtual_description"):
            self.add_error("virtual_description", _("Say what is done online."))
        same = {data.get("supervisor_name", "").casefold(), self.proposal.supervisor_email}
        if same & {data.get("mentor_name", "").casefold() or None, data.get("mentor_email", "").lower() or None}:
            self.add_error("mentor_name", _("Name somebody other than the supervisor, or leave it empty."))  # R11
        return data

    def host(self) -> Host:
        """The organisation as it is known, or as typed and not saved yet."""
        return self.organisation or self.save(commit=False)

    def offer(self) -> Offer:
        """The traineeship as an unsaved offer; what was agreed with the trainee is set by the verb."""
        data = self.cleaned_data
        pay = data["pay"] if data["is_paid"] else None
        return Offer(
            **{name: data[name] for name in self.OFFER},
            tasks=data["tasks"],
            is_paid=data["is_paid"],
            pay_cents=pay and int(pay * 100),
            supervisor_email=self.proposal.supervisor_email,
        )

    def lists(self) -> dict:
        language = OfferLanguage(language=self.cleaned_data["language"], level=self.cleaned_data["level"])
        return {self.digital: self.cleaned_data[self.digital], "languages": [language]}
