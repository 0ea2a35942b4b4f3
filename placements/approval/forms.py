"""What the coordinator says when deciding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.applications.forms.fields import LongTextField
from placements.approval.models import Decision


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
