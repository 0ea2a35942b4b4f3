"""The fields that an offer needs and Django does not have."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator


class LongText(forms.CharField):
    """Text of some length.

    A browser counts a new line as one character and sends two; we count as it does. Browsers cut what is pasted to
    `maxlength` without a word, so the limit is not told to them: too long a text is kept, with a sentence.
    """

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class ByArea(ModelChoiceIterator):
    """The terms under the name of the area they belong to."""

    def __iter__(self):
        terms = self.queryset.select_related("parent")
        for area, members in groupby(terms, key=lambda term: term.parent.label):
            yield area, [self.choice(term) for term in members]


class CompetencesField(forms.ModelMultipleChoiceField):
    iterator = ByArea
