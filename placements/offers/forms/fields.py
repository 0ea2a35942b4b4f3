"""The fields that an offer needs and Django does not have."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator


class LongText(forms.CharField):
    """A browser counts a new line as one character and sends two; we count as it does."""

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
