from django import forms
from django.utils.translation import gettext_lazy as _

from placements.calls.models import Call
from programme.rules.today import programme_today


class CallForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["title", "year", "action", "opens", "closes"]
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ["opens", "closes"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("year", programme_today().year)
        if self.instance.pk and self.instance.has_opened:
            for name in Call.FIXED_ONCE_OPEN:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Fixed, because the call has opened.")

    def clean_closes(self):
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data["closes"]
        if opens and closes < opens:
            raise forms.ValidationError(_("The call closes before it opens."))
        if "closes" in self.changed_data and closes < programme_today():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return closes
