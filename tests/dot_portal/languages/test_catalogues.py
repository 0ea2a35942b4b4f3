"""Catalogues keep what was translated, change only with the texts, and are refused when they would mislead a reader."""

import gettext
from pathlib import Path

import allauth
import django.conf
import django.contrib.auth
import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from dot_portal.languages import catalogues
from dot_portal.languages.borrowed import BORROWED
from dot_portal.languages.extraction import extract
from dot_portal.languages.faults import faults_of

CODE = """
from django.utils.translation import gettext as now, gettext_lazy as _, ngettext, pgettext

# Translators: a verb
a = pgettext("verb", "Open")
b = f"{_('Answer soon.')} {now('Within an f-string and by another name.')}"
c = ngettext("%(count)s day", "%(count)s days", 2)
d = _("Long "
      "text")
e = _(b)
"""
TEMPLATE = """{% load i18n %}
  {% translate "Sign in" %}
      {% blocktranslate trimmed count days=3 %}
        {{ days }} day left
      {% plural %}
        {{ days }} days left
      {% endblocktranslate %}
  {{ x|default:_("nothing") }}
"""


@pytest.fixture
def tree(tmp_path):
    for folder in ("dot_portal", "placements", "accounts", "mechanisms", "programme", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "accounts/names.py").write_text(CODE)
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    return tmp_path


def texts_of(catalogue):
    return {(message.context, message.id) for message in catalogues.messages_of(catalogue)}


def test_every_way_to_write_a_text_is_found(tree):
    found = extract(tree)
    assert texts_of(found) >= {
        ("verb", "Open"),
        (None, "Answer soon."),
        (None, "Within an f-string and by another name."),
        (None, ("%(count)s day", "%(count)s days")),
        (None, "Long text"),
        (None, "Sign in"),
        (None, ("%(days)s day left", "%(days)s days left")),
        (None, "nothing"),
    }
    assert found.get("Open", "verb").auto_comments == ["Translators: a verb"]


def test_what_is_translated_stays_and_what_nobody_uses_goes(tree):
    known = Catalog(locale="de")
    known.add("Sign in", "Anmelden")
    known.add("Long text", "Langer Text")
    known.add("No longer said", "Nicht mehr gesagt")
    result = catalogues.updated(known, extract(tree), "de")
    assert result.get("Sign in").string == "Anmelden"
    assert result.get("Answer soon.").string == ""
    assert result.get("No longer said") is None


def test_a_changed_text_is_translated_anew(tree):
    known = Catalog(locale="de")
    known.add(("%(count)s day", "%(count)s daze"), ("%(count)s Tag", "%(count)s Tage"))
    assert catalogues.updated(known, extract(tree), "de").get("%(count)s day").string == ("", "")


def test_the_file_is_the_same_however_often_it_is_written(tree):
    path = catalogues.po_path(tree, "fr")
    assert catalogues.save(path, catalogues.updated(catalogues.load(path, "fr"), extract(tree), "fr"), "fr")
    assert not catalogues.save(path, catalogues.updated(catalogues.load(path, "fr"), extract(tree), "fr"), "fr")
    assert ":1" not in path.read_text()
    assert "nplurals=2; plural=(n > 1);" in path.read_text()


def test_what_is_not_translated_is_read_in_english(tree):
    path, known = catalogues.po_path(tree, "fr"), Catalog(locale="fr")
    known.add("Sign in", "Se connecter")
    catalogues.save(path, catalogues.updated(known, extract(tree), "fr"), "fr")
    assert catalogues.compile_stale(tree) == [path.with_suffix(".mo")]
    assert catalogues.compile_stale(tree) == []
    with path.with_suffix(".mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Sign in") == "Se connecter"
    assert french.gettext("Long text") == "Long text"
    assert french.ngettext("%(count)s day", "%(count)s days", 2) == "%(count)s days"


@pytest.mark.parametrize(
    ("text", "string", "fault"),
    [
        ("Sign in", "", "not translated"),
        ("Sign in", "Anmelden", None),
        ("%(host)s answers", "%(gast)s antwortet", "other placeholders"),
        ("%(host)s answers", "antwortet", "other placeholders"),
        ("{days} to go", "Noch {tage}", "other placeholders"),
        ("100%% sure", "100%% sicher", None),
        ("<strong>Now</strong>", "Jetzt", "other markup"),
        ("Now", "Jetzt ", "begins or ends with a space"),
        (("%(n)s day", "%(n)s days"), ("%(n)s Tag", ""), "not translated in each plural form"),
        (("One day", "%(n)s days"), ("Ein Tag", "%(n)s Tage"), None),
        (("One day", "%(n)s days"), ("Ein Tag", "%(m)s Tage"), "other placeholders"),
    ],
)
def test_what_would_mislead_a_reader_is_named(text, string, fault):
    catalogue = Catalog(locale="de")
    catalogue.add(text, string)
    found = list(faults_of(catalogue))
    assert (fault is None and not found) or (len(found) == 1 and found[0].startswith(fault))


def test_a_borrowed_sentence_is_one_that_a_language_lacks():
    for text in BORROWED:
        lacking = [code for code, _name in settings.LANGUAGES[1:] if text not in library_texts(code)]
        assert lacking, f"{text!r} is translated by its library now"


def library_texts(language):
    known = set()
    for module in (django.conf, django.contrib.auth, allauth):
        for path in Path(module.__file__).parent.glob(f"locale/{language}/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                known |= {text for text in gettext.GNUTranslations(file)._catalog if isinstance(text, str)}
    return known
