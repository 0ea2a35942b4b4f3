"""Rows that a complete official list may bring, change and leave out."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.codelists.labels import InReadersLanguage, Keyed, Labelled
from programme.codelists.ordering import search_key
from programme.codelists.searching import SearchableQuerySet


class OfficialQuerySet(SearchableQuerySet):
    """Rows that an official list may bring and may later leave out."""

    def listed(self) -> Self:
        """Without the rows that the official list has dropped; these stay for the placements that name them."""
        return self.filter(withdrawn_on=None)

    def search(self, text: str) -> Self:
        return super(OfficialQuerySet, self.listed()).search(text)


class Official(Keyed):
    """A row that comes from our own selection or from a complete official list.

    `official_on` is the day an import of the complete list last changed or first confirmed the row. It is empty while
    the row is only in our selection, and only then does `load_codelists` change it.
    """

    official_on = models.DateField(_("decided by the official list on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("no longer on the official list since"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class ConceptQuerySet(OfficialQuerySet):
    def shown(self) -> InReadersLanguage:
        return InReadersLanguage("label_keys")

    def named(self, keys: Iterable[str]) -> Self:
        """The rows with one of these labels, in any language; the keys are made by sort_key()."""
        keys = list(keys)
        one_of = Q()
        for language, _name in settings.LANGUAGES:
            one_of |= Q(**{f"label_keys__{language}__in": keys})
        return self.filter(one_of)


class Concept(Labelled, Official):
    """A row of ESCO or a word of our own, which is also found by other words in any language."""

    alt_labels = models.TextField(blank=True, help_text=_("one a line; found by the search"))
    words = models.JSONField(default=dict, blank=True, help_text=_("other labels by language"))
    search_key = models.TextField(editable=False)

    class Meta:
        abstract = True

    def make_keys(self) -> None:
        super().make_keys()
        self.search_key = search_key(*self.every_word)

    @property
    def every_word(self) -> list[str]:
        """All labels and other labels; those in English first."""
        others = [word for words in self.words.values() for word in words]
        return [self.label_en, *self.alt_labels.splitlines(), *self.labels.values(), *others]

    def word_for(self, text: str) -> str:
        """What `text` found, where the label itself does not show it: "web design" for Webdesign."""
        key = search_key(text)
        if not key or key in search_key(self.label):
            return ""
        return next((word for word in self.every_word if key in search_key(word)), "")
