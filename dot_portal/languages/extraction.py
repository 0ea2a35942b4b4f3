"""Every text of the portal that can be translated, found in its code and its templates.

Babel reads Python; Django turns a template into something that reads like Python. GNU gettext is not needed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from dot_portal.languages.borrowed import BORROWED

CODE = ("dot_portal", "placements", "accounts", "mechanisms", "programme")
TEMPLATES = "templates"
LEFT_OUT = (
    "dot_portal/demo/",  # its texts are invented people's own words
    "dot_portal/desks/gallery.py",  # for those who build the portal
    "templates/desks/gallery.html",
)
KEYWORDS: dict[str, tuple | None] = {
    name + lazy: arguments
    for name, arguments in {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy", "_noop")
}


def extract(base: Path) -> Catalog:
    """All messages of the source tree at `base`, each with the files it stands in."""
    found = Catalog(charset="utf-8")
    for name, message, comments in [*_in_code(base), *_in_templates(base)]:
        text, context = message
        # Without line numbers, which would change in every language with every line of code.
        found.add(text, context=context, locations=[(name, 0)], auto_comments=comments)
    for text, why in BORROWED.items():
        found.add(text, auto_comments=[why])
    return found


def _in_code(base: Path) -> Iterator[tuple]:
    for root in CODE:
        for path in sorted((base / root).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_python(base, path, path.read_text("utf-8"))


def _in_templates(base: Path) -> Iterator[tuple]:
    for path in sorted((base / TEMPLATES).rglob("*")):
        if path.suffix in {".html", ".txt"}:
            # Indents of a template mean nothing, but Python would count them.
            text = templatize(path.read_text("utf-8"), origin=str(path))
            yield from _in_python(base, path, "\n".join(line.strip() for line in text.splitlines()))


def _in_python(base: Path, path: Path, source: str) -> Iterator[tuple]:
    name = path.relative_to(base).as_posix()
    if name.startswith(LEFT_OUT):
        return
    for _line, function, texts, comments in extract_python(BytesIO(source.encode()), KEYWORDS, ["Translators:"], {}):
        message = _message(function, texts)
        if message:
            yield name, message, comments


def _message(function: str, texts) -> tuple | None:
    """(text or (singular, plural), context); None when the call names no text, as in `_(sentence)`."""
    texts = list(texts) if isinstance(texts, (list, tuple)) else [texts]
    kind = function.removesuffix("_lazy").removesuffix("_noop")
    context = texts.pop(0) if kind in {"pgettext", "npgettext"} else None
    wanted = texts[: 2 if kind in {"ngettext", "npgettext"} else 1]
    if not all(wanted) or (context is None and "pgettext" in kind):
        return None
    return (tuple(wanted) if len(wanted) == 2 else wanted[0]), context
