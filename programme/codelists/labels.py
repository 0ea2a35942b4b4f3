"""Labels in the languages of the portal: each reader sees their own, and English where there is none yet."""

from django.db import models
from django.db.models import TextField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.codelists.ordering import sort_key

ENGLISH = "en"


def reader_language() -> str:
    """The code under which the lists keep the reader's language: "de" for "de-at"."""
    return (get_language() or ENGLISH).partition("-")[0]


class InReadersLanguage(models.Func):
    """Of a column of texts by language, the reader's, else the English one; for the database to answer.

    The language is that of the moment of asking, so it may stand in a class or a module.
    """

    def __init__(self, column: str = "label_keys", **options) -> None:
        super().__init__(column, **options | {"output_field": TextField()})

    def as_sql(self, compiler, connection, **options) -> tuple[str, tuple]:
        column, params = compiler.compile(self.source_expressions[0])
        return f"COALESCE({column} ->> %s, {column} ->> %s)", (*params, reader_language(), *params, ENGLISH)


class InReadersOrder(InReadersLanguage):
    """For `order_by` and `Meta.ordering`: takes the path of label_keys, such as "country__label_keys".

    The keys have no accents and are compared byte by byte, so the order is the same on every server.
    """

    def as_sql(self, compiler, connection, **options) -> tuple[str, tuple]:
        sql, params = super().as_sql(compiler, connection, **options)
        return f'({sql}) COLLATE "C"', params


class Keyed(models.Model):
    """A row with stored keys that follow from its names."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.make_keys()
        super().save(*args, **kwargs)

    def make_keys(self) -> None:
        """Set the stored keys from the names; bulk loads call it before they save."""
        raise NotImplementedError


class Labelled(Keyed):
    """A row with a label in English, and others by language; `label` answers in the reader's."""

    label_en = models.CharField(max_length=200)
    labels = models.JSONField(default=dict, blank=True, help_text=_("the other languages by their code"))
    # As sort_key() makes them, so that a label is found and ordered alike on every server.
    label_keys = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_in(reader_language())

    @property
    def every_label(self) -> list[str]:
        """In every language, each once; for texts that are searched."""
        return list(dict.fromkeys([self.label_en, *self.labels.values()]))

    def label_in(self, language: str) -> str:
        return self.labels.get(language) or self.label_en

    def make_keys(self) -> None:
        self.label_keys = {ENGLISH: sort_key(self.label_en)} | {
            language: sort_key(label) for language, label in self.labels.items()
        }
