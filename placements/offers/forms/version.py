"""An offer in one more language: what the host wrote, field by field, to be said again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.offers.forms.fields import LongText
from placements.offers.models import Offer, OfferText


class VersionForm(forms.ModelForm):
    """Asks for all the offer says, and for nothing it does not."""

    class Meta:
        model = OfferText
        fields = ["title", "tasks", "virtual_description", "in_kind"]
        field_classes = {"tasks": LongText, "virtual_description": LongText}
        widgets = {"tasks": forms.Textarea({"rows": 8}), "virtual_description": forms.Textarea({"rows": 4})}
        labels = {
            "title": _("Title"),
            "tasks": _("Tasks"),
            "virtual_description": _("What happens in the virtual part"),
            "in_kind": _("Benefits in kind"),
        }

    def __init__(self, *args, offer: Offer, **options):
        super().__init__(*args, **options)
        self.originals = {name: getattr(offer, name) for name in self._meta.fields if getattr(offer, name)}
        for name in [name for name in self.fields if name not in self.originals]:
            del self.fields[name]
        for number, question in enumerate(offer.questions, start=1):
            self.originals[f"question_{number}"] = question
            self.fields[f"question_{number}"] = LongText(
                label=_("Question %(number)s") % {"number": number},
                max_length=200,
                initial=dict(enumerate(self.instance.questions, start=1)).get(number, ""),
            )
        for field in self.fields.values():
            field.required = True
            field.widget.attrs["lang"] = self.instance.language

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        data = super().clean()
        for name in ("virtual_description", "in_kind"):  # the offer has dropped it since
            if name not in self.fields:
                setattr(self.instance, name, "")
        self.instance.questions = [data[name] for name in self.fields if name.startswith("question_") and name in data]
        return data

    @property
    def pairs(self) -> list[tuple[forms.BoundField, str]]:
        """Each field with what the host wrote first."""
        return [(self[name], original) for name, original in self.originals.items()]
