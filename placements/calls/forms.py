from django import forms
from django.utils.translation import gettext_lazy as _

from placements.calls.models import Call
from programme.explanations import explain
from programme.rules.today import programme_today

# In which years a round may open, counted from the call year that pays it.
YEARS_BEFORE, YEARS_AFTER = 1, 2


class CallForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["title", "year", "action", "opens", "closes"]
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ["opens", "closes"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        explain(self, year="call")
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

    def clean(self):
        """A grant runs for about two years from its call: a round outside them names the wrong year."""
        data = super().clean()
        year, opens = data.get("year"), data.get("opens")
        if year and opens and {"year", "opens"} & set(self.changed_data):
            first, last = year - YEARS_BEFORE, year + YEARS_AFTER
            if not first <= opens.year <= last:
                sentence = _(
                    "A round that opens in %(opens)s is not paid by the call of %(year)s: its grants are given out "
                    "from %(first)s to %(last)s. Check the year, or the day on which it opens."
                )
                self.add_error("year", sentence % {"opens": opens.year, "year": year, "first": first, "last": last})
        return data
