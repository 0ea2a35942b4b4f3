from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from dot_portal.pages.models import Feedback, Operator, Page
from dot_portal.pages.texts import FILLED_IN


class WithHelper:
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


class FeedbackForm(WithHelper, forms.Form):
    """Open to everybody. `nickname` is seen by machines alone: whoever fills it in is not answered."""

    text = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    nickname = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    topic = Feedback.Topic.QUESTION

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("nickname"))

    def words(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "nickname"} | {"topic": self.topic}


class BarrierForm(FeedbackForm):
    """On the page of the accessibility statement; no address is needed."""

    page = forms.CharField(
        label=_("On which page?"),
        max_length=300,
        required=False,
        help_text=_("Its address, or what it is about."),
    )
    topic = Feedback.Topic.ACCESSIBILITY
    field_order = ["page", "text", "email"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].label = _("What does not work, or what do you need?")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Only if you would like an answer.")


class TextForm(WithHelper, forms.ModelForm):
    class Meta:
        model = Page
        fields = ["title", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "body": _(
                "In Markdown: an empty line begins a paragraph, ## a heading, - an item of a list, **bold**, "
                "[words](address) a link. What stands in double square brackets is filled in from “The operator”."
            )
        }


class OperatorForm(WithHelper, forms.ModelForm):
    class Meta:
        model = Operator
        fields = FILLED_IN
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}
