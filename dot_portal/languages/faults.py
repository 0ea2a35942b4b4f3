"""What is wrong with a catalogue, in sentences that name the text."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from dot_portal.languages.catalogues import messages_of

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?[\d.]*[a-zA-Z]|%[sdrif]|%%|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def faults_of(catalogue: Catalog) -> Iterator[str]:
    """Untranslated texts, incomplete plurals, placeholders and markup that are not those of the English text."""
    for message in messages_of(catalogue):
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if not all(strings):
            yield f"not translated{'' if len(strings) == 1 else ' in each plural form'}: {_short(message)}"
        elif len(strings) != (1 if len(texts) == 1 else catalogue.num_plurals):
            yield f"not {catalogue.num_plurals} plural forms: {_short(message)}"
        else:
            yield from _differences(message, texts, strings)


def _differences(message: Message, texts: list[str], strings: list[str]) -> Iterator[str]:
    may, must = set(), None
    for text in texts:
        may |= set(PLACEHOLDER.findall(text))
        must = set(PLACEHOLDER.findall(text)) if must is None else must & set(PLACEHOLDER.findall(text))
    for string in strings:
        said = set(PLACEHOLDER.findall(string))
        if not (must or set()) <= said <= may:
            yield f"other placeholders ({', '.join(sorted(said ^ may))}): {_short(message)}"
        if sorted(TAG.findall(string)) not in [sorted(TAG.findall(text)) for text in texts]:
            yield f"other markup: {_short(message)}"
        if string.strip() != string and texts[0].strip() == texts[0]:
            yield f"begins or ends with a space: {_short(message)}"


def _short(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    context = f"[{message.context}] " if message.context else ""
    return context + (text if len(text) <= 90 else text[:89] + "…")
