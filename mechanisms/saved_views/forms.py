from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mechanisms.saved_views.models import SavedView, normalised
from mechanisms.saved_views.registry import label_of


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=SavedView._meta.get_field("name").max_length)


class SaveForm(NameForm):
    page = forms.CharField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_page(self):
        page = self.cleaned_data["page"]
        try:
            label_of(page)
        except LookupError:
            raise ValidationError(_("Of this page no view can be saved.")) from None
        return page

    def clean_query(self):
        try:
            query = normalised(self.cleaned_data["query"])
        except ValueError:  # more parts than any page has
            query = None
        if query is None or len(query) > SavedView._meta.get_field("query").max_length:
            raise ValidationError(_("These are too many filters to be saved."))
        return query
