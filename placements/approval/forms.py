"""What the coordinator says when deciding, and which cases the office wants to see."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.coordinators.models import Coordinator, Faculty
from mechanisms.notes.models import words_for
from placements.applications.forms.fields import LongTextField
from placements.applications.models import Application
from placements.applications.states import ApplicationState
from placements.approval.models import Decision
from placements.calls.models import Call
from programme.explanations import explain


class DecisionForm(forms.Form):
    """`act` is the button pressed: approve or refuse. `must_explain`: a rule is blocked and may be overridden."""

    use_required_attribute = False

    is_digital = forms.TypedChoiceField(
        label=_("Does this stay count as digital?"),
        choices=[
            ("yes", _("Yes: its tasks train digital skills")),
            ("no", _("No: it may run, and is never counted as digital")),
        ],
        coerce=lambda value: value == "yes",
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("Your own judgement, whatever the host ticked. It stands on the agreement and in the reports."),
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=Decision._meta.get_field("reason").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, must_explain: bool, act: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.act, self.must_explain = act, must_explain
        explain(self, is_digital="digital_decision")
        self.fields["reason"].help_text = (
            _("Needed to refuse, and to approve although a rule is blocked. The trainee reads a refusal's reason.")
            if must_explain
            else _("Needed to refuse. The trainee reads it.")
        )

    def clean(self):
        data = super().clean()
        if self.act == "approve" and data.get("is_digital") is None and "is_digital" not in self.errors:
            self.add_error("is_digital", _("Say yes or no before you approve."))
        if "reason" in self.errors or data["reason"]:
            return data
        if self.act == "refuse":
            self.add_error("reason", _("Say why you refuse; the trainee reads it."))
        elif self.must_explain:
            self.add_error("reason", _("Say why you approve although a rule is blocked."))
        return data


WHOSE_CASE = [
    ("", _("Everybody's")),
    ("todo", _("Waiting for me")),
    ("mine", _("Mine")),
    ("nobody", _("Nobody's yet")),
]


class CaseFilterForm(forms.Form):
    """Nothing is required, and what makes no sense is left out: an old or odd address still gives a page."""

    q = forms.CharField(label=_("Name, host or offer"), required=False, widget=forms.TextInput({"type": "search"}))
    whose = forms.ChoiceField(label=_("Whose case"), required=False)
    state = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[
            ("", _("All")),
            (
                _("Stage"),
                [
                    ("open", pgettext_lazy("state", "Open")),
                    ("host", _("With the host")),
                    ("trainee", _("With the trainee")),
                    ("office", _("With the office")),
                    ("stay", _("Stay planned or running")),
                    ("done", _("Stay completed")),
                    ("ended", _("Came to nothing")),
                    ("named", _("Hosts that trainees named")),
                ],
            ),
            (
                _("State"),
                [(state, label) for state, label in ApplicationState.choices if state != ApplicationState.DRAFT],
            ),
        ],
    )
    faculty = forms.ChoiceField(label=_("Faculty"), required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    late = forms.BooleanField(label=_("Late"), required=False)
    outside = forms.BooleanField(label=_("Outside the programme countries"), required=False)

    def __init__(self, data, *, office: Coordinator):
        """`office` is who looks; the choices are those of the institution. Four queries."""
        super().__init__(data)
        institution = office.institution
        faculties = [(str(row.pk), row.name) for row in Faculty.objects.filter(institution=institution)]
        people = Coordinator.objects.admitted().filter(institution=institution).select_related("user")
        by_name = people.order_by("user__family_name", "user__given_name", "pk")
        calls = Call.objects.filter(institution=institution)
        self.fields["faculty"].choices = [("", _("All")), *faculties, ("none", _("None named"))]
        colleagues = [(str(row.pk), row.user.full_name) for row in by_name if row.pk != office.pk]
        self.fields["whose"].choices = [*WHOSE_CASE, (_("Colleagues"), colleagues)]
        self.fields["call"].choices = [("", _("All")), *((str(row.pk), str(row)) for row in calls)]
        tags = words_for(Application, institution)
        self.fields["tag"].choices = [("", _("All")), *((str(row.pk), row.word) for row in tags)]
        self.has_faculties, self.has_tags = bool(faculties), bool(tags)
        for name in ("whose", "state", "faculty", "call", "tag"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("late", "outside"):
            self.fields[name].widget.attrs["class"] = "form-check-input"
        self.fields["q"].widget.attrs["class"] = "form-control"
        self.full_clean()
        self.wanted = {name: value for name, value in self.cleaned_data.items() if value}

    def selects(self) -> list[forms.BoundField]:
        """Those in which there is something to choose."""
        names = ["state", "whose", "call"]
        names += ["faculty"] if self.has_faculties else []
        names += ["tag"] if self.has_tags else []
        return [self[name] for name in names]

    def boxes(self) -> list[forms.BoundField]:
        return [self["late"], self["outside"]]

    def query(self, without: str = "") -> str:
        """The filters as they stand in an address, without what is empty or unknown."""
        pairs = [(name, "on" if value is True else value) for name, value in self.wanted.items() if name != without]
        return urlencode(pairs)

    def chips(self) -> list[tuple[str, str]]:
        """Each filter in words, and the address without it."""
        return [(self._in_words(name, value), self.query(without=name)) for name, value in self.wanted.items()]

    def _in_words(self, name: str, value) -> str:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"“{value}”" if name == "q" else str(field.label)
        known = [pair for choice in field.choices for pair in (choice[1] if isinstance(choice[1], list) else [choice])]
        return f"{field.label}: {dict(known)[value]}"
