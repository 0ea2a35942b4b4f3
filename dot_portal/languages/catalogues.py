"""The files of translations: locale/<language>/LC_MESSAGES/django.po, kept, and django.mo, made from it.

A .po file is written so that it changes only with the texts: sorted by text, without dates, line numbers, guesses
and entries that nobody uses.
"""

import os
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import generate_po, read_po

HEADER = """\
# Translations of the DOT Portal. `make messages` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def po_path(base: Path, language: str) -> Path:
    return base / "locale" / language / "LC_MESSAGES" / "django.po"


def load(path: Path, language: str) -> Catalog:
    """The catalogue at `path`; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def updated(known: Catalog, found: Catalog, language: str) -> Catalog:
    """Every message of `found`, with the translation `known` has for exactly that text."""
    result = Catalog(locale=language, charset="utf-8")
    for message in messages_of(found):
        before = known.get(_key(message), message.context)
        kept = before.string if before and before.id == message.id else None
        result.add(
            message.id,
            kept if kept is not None else _nothing(message, language),
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return result


def messages_of(catalogue: Catalog) -> list[Message]:
    """Its messages, without the header."""
    return [message for message in catalogue if message.id]


def as_text(catalogue: Catalog, language: str) -> str:
    body = generate_po(catalogue, width=0, omit_header=True, sort_by="message", include_lineno=False)
    return HEADER.format(language=language, plurals=get_plural(language).plural_forms) + "".join(body).rstrip() + "\n"


def save(path: Path, catalogue: Catalog, language: str) -> bool:
    """Whether the file changed."""
    text = as_text(catalogue, language)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text.encode())
    return True


def compile_stale(base: Path) -> list[Path]:
    """Make django.mo of each django.po that is newer; returns those made."""
    made = []
    for path in sorted((base / "locale").glob("*/LC_MESSAGES/django.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns:
            compile_to(compiled, load(path, path.parent.parent.name))
            made.append(compiled)
    return made


def compile_to(path: Path, catalogue: Catalog) -> None:
    """Texts without a translation are left out, and read in English."""
    translated = Catalog(locale=catalogue.locale, charset="utf-8")
    for message in messages_of(catalogue):
        if message.string and all([message.string] if isinstance(message.string, str) else message.string):
            translated.add(message.id, message.string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, translated)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, compiled.getvalue())


def _replace(path: Path, content: bytes) -> None:
    """At once, for who reads it meanwhile, or writes the same."""
    written = path.with_name(f"{path.name}.{os.getpid()}")
    written.write_bytes(content)
    written.replace(path)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _nothing(message: Message, language: str) -> str | tuple:
    return "" if isinstance(message.id, str) else ("",) * get_plural(language).num_plurals
