"""A language in which no word is English: whatever a reader can still read was not translatable.

Every text that the catalogues hold, ours and those of libraries that are complete in each of our languages, is
written in Cherokee letters, its placeholders and markup kept. What then remains in Latin letters on a page is data (the
texts in the database), a name, or a fault. The language is made while the tests run and stands nowhere else.
"""

import re
import string
import unicodedata
import zoneinfo
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation
from django.utils.translation import trans_real

from dot_portal.languages.catalogues import messages_of
from dot_portal.languages.extraction import extract
from programme.codelists.labels import Labelled

CODE = "en-xa"
CAPITALS, SMALL = 0x13A0, 0xAB70  # Cherokee has both, so that a sentence can still be given its capital
LETTERS = {ord(letter): chr(CAPITALS + place) for place, letter in enumerate(string.ascii_uppercase)} | {
    ord(letter): chr(SMALL + place) for place, letter in enumerate(string.ascii_lowercase)
}
KEPT = re.compile(r"%\(\w+\)[\d.]*[a-zA-Z]|%[sdrif]|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;")
WORD = re.compile(r"[^\W\d_]+")
FOREIGN = re.compile(r"[\u13A0-\u13FF\uAB70-\uABBF]")

# Names, the same in every language, and what a browser or a standard calls so.
NAMES = ["DOT Portal", "DOT", "Erasmus+", "KA131", "UTC", CODE, CODE.upper(), *dict(settings.LANGUAGES).values()]
# Addresses, secrets, and the names of files: nobody translates them.
ADDRESSES = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w.-]+|\b\w{40,}\b|(?<![\w.])[\w-]+\.(?:pdf|csv|html|py|eml|txt)\b"
)


def disguised(text: str) -> str:
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [_letters(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _letters(text[end:])])


def _letters(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.translate(LETTERS)


class Pseudo:
    """What Django asks of a language."""

    def gettext(self, message: str) -> str:
        return disguised(_text(message)) if _translatable(message) else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        said = _text(singular if number == 1 else plural)
        return disguised(said) if _translatable(singular) else said

    def language(self) -> str:
        return CODE

    def to_language(self) -> str:
        return CODE


def _text(message: str) -> str:
    return message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]


@cache
def _ours() -> frozenset[str]:
    found = set()
    for message in messages_of(extract(settings.BASE_DIR)):
        text = message.id if isinstance(message.id, str) else message.id[0]
        found.add(f"{message.context}{trans_real.CONTEXT_SEPARATOR}{text}" if message.context else text)
    return frozenset(found)


@cache
def _translatable(message: str) -> bool:
    """Whether each of our languages has it, or will have once its catalogue is complete."""
    if message in _ours():
        return True
    for language, _name in settings.LANGUAGES:
        catalogue = trans_real.translation(language)._catalog
        if language != settings.LANGUAGE_CODE and message not in catalogue and (message, 0) not in catalogue:
            return False
    return True


@contextmanager
def spoken(monkeypatch) -> Iterator[None]:
    """Whoever is not signed in reads the pseudo-language; for the others set `User.language`."""
    monkeypatch.setitem(trans_real._translations, CODE, Pseudo())
    monkeypatch.setattr(translation, "get_language_from_request", lambda *_arguments, **_options: CODE)
    monkeypatch.setattr(Labelled, "label_in", lambda self, language: disguised(self.label_en))
    with translation.override(CODE):
        yield


# --- what a reader reads -----------------------------------------------------------------------------------

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_OUT = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title"}
SHOWN_BY_SCRIPT = re.compile(r"[A-Z][a-z]+|.*[a-z] [a-z]")  # a data-* attribute that holds words


class Page(HTMLParser):
    """The texts of a page, without those that say themselves that they are in another language."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    @property
    def unread(self) -> bool:
        return any(skipped for _tag, skipped in self.open)

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        skipped = tag in {"script", "style", "textarea"} or values.get("lang", CODE) != CODE
        if tag not in VOID:
            self.open.append((tag, skipped))
        if self.unread or skipped:
            return
        self.texts += [value for name, value in values.items() if name in READ_OUT]
        self.texts += [
            value for name, value in values.items() if name.startswith("data-") and SHOWN_BY_SCRIPT.match(value)
        ]
        if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
            self.texts.append(values.get("value", ""))
        if tag == "meta" and values.get("name") == "description":
            self.texts.append(values.get("content", ""))

    def handle_endtag(self, tag):
        if tag in [name for name, _skipped in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if not self.unread:
            self.texts.append(data)


# --- what is data ------------------------------------------------------------------------------------------

CODE_LIKE = re.compile(r"[a-z0-9_.:-]+")  # "submitted" in a column is no text for people
TEXTS_FOR_PEOPLE = {"label", "label_en", "labels", "alt_labels", "name", "title", "text", "why", "pay_note", "city"}
Words = tuple[str, ...]


def words_in(text: str) -> Words:
    return tuple(WORD.findall(text))


def data(*more: str) -> dict[str, set[Words]]:
    """Every text in the database, every name above and `more`, by the first word."""
    rows = [*more, *NAMES, *_zones(), *_of_codelists()]
    rows += [text for model in apps.get_models() if not _is_list(model) for text in _texts_of(model)]
    known: dict[str, set[Words]] = {}
    for text in rows:
        for piece in {text, *text.splitlines()}:
            words = words_in(piece)
            if words:
                known.setdefault(words[0], set()).add(words)
    return known


def _is_list(model) -> bool:
    return model._meta.app_label == "codelists"


@cache
def _of_codelists() -> list[str]:
    """Loaded once for all tests."""
    return [text for model in apps.get_models() if _is_list(model) for text in _texts_of(model)]


@cache
def _zones() -> list[str]:
    return [part for zone in zoneinfo.available_timezones() for part in [*zone.split("/"), zone.partition("/")[2]]]


def _texts_of(model) -> list[str]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField | ArrayField)
        and not field.choices
        and not (issubclass(model, Labelled) and field.name in {"label_en", "labels"})  # in every language
    ]
    found: list[str] = []
    for field in fields:
        for value in model._base_manager.order_by().values_list(field.name, flat=True).distinct():
            found += [
                text for text in strings(value) if field.name in TEXTS_FOR_PEOPLE or not CODE_LIKE.fullmatch(text)
            ]
    return found


def strings(value) -> Iterator[str]:
    """The texts in a value of a column, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
    elif value:
        yield Path(str(value)).name


# --- what remains ------------------------------------------------------------------------------------------


def readable(texts: Iterable[str], known: dict[str, set[Words]]) -> list[str]:
    """The pieces of `texts` that are neither translatable nor data."""
    found = []
    for text in texts:
        for piece in FOREIGN.split(ADDRESSES.sub(" ", text)):
            rest = _without_data(words_in(piece), known, cut="…" in text)
            if any(len(word) > 1 for word in rest):
                found.append(f"{' '.join(rest)} — in: {' '.join(text.split())[:160]}")
    return found


def _without_data(words: Words, known: dict[str, set[Words]], *, cut: bool) -> list[str]:
    """Longest first: a name of three words is not a name of two and a word."""
    rest, place = [], 0
    while place < len(words):
        fitting = [len(entry) for entry in known.get(words[place], ()) if words[place : place + len(entry)] == entry]
        if fitting:
            place += max(fitting)
        elif cut and any(entry[: len(words) - place - 1] == words[place:-1] for entry in known.get(words[place], ())):
            break  # a long text, shown as far as there was room
        else:
            rest.append(words[place])
            place += 1
    return rest
