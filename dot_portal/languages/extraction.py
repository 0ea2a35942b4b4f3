"""Every text of the portal that can be translated, found in its code and its templates.

Python reads its own code, so that a text within an f-string and a function by another name are seen, too. A template
is turned by Django into something that reads like Python, which Babel reads. GNU gettext is not needed.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

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
# Which arguments of a function are its texts, and which its context; counted from one, as Babel does.
FUNCTIONS: dict[str, tuple] = {
    name + lazy: arguments
    for name, arguments in {
        "gettext": (1,),
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy", "_noop")
}


class Found(NamedTuple):
    file: str
    text: str | tuple[str, str]  # a pair of singular and plural
    context: str | None
    comments: list[str]


def extract(base: Path) -> Catalog:
    """All messages of the source tree at `base`, each with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for file, text, context, comments in [*_in_code(base), *_in_templates(base)]:
        # Without line numbers, which would change in every language with every line of code.
        catalogue.add(text, context=context, locations=[(file, 0)], auto_comments=comments)
    for text, why in BORROWED.items():
        catalogue.add(text, auto_comments=[why])
    return catalogue


def _files(base: Path, root: str, *kinds: str) -> Iterator[tuple[str, str]]:
    for path in sorted((base / root).rglob("*")):
        name = path.relative_to(base).as_posix()
        if path.suffix in kinds and "migrations" not in path.parts and not name.startswith(LEFT_OUT):
            yield name, path.read_text("utf-8")


def _in_templates(base: Path) -> Iterator[Found]:
    for name, source in _files(base, TEMPLATES, ".html", ".txt"):
        # Indents of a template mean nothing, but Python would count them.
        text = "\n".join(line.strip() for line in templatize(source, origin=name).splitlines())
        keywords = FUNCTIONS | {"_": (1,)}
        for _line, function, texts, comments in extract_python(BytesIO(text.encode()), keywords, ["Translators:"], {}):
            given = list(texts) if isinstance(texts, (list, tuple)) else [texts]
            yield from _found(name, keywords[function], given, comments)


def _in_code(base: Path) -> Iterator[Found]:
    for root in CODE:
        for name, source in _files(base, root, ".py"):
            tree, lines = ast.parse(source, name), source.splitlines()
            called = _names_in(tree)
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and (function := called.get(_name_of(call.func))):
                    given = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
                    yield from _found(name, FUNCTIONS[function], given, _comment_above(lines, call.lineno))


def _names_in(tree: ast.Module) -> dict[str, str]:
    """What the module calls the functions of Django; `translation.gettext` is known without being imported."""
    called = {name: name for name in FUNCTIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            called |= {name.asname or name.name: name.name for name in node.names if name.name in FUNCTIONS}
    return called


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _comment_above(lines: list[str], number: int) -> list[str]:
    above = lines[number - 2].strip() if number > 1 else ""
    return [above.lstrip("# ")] if above.startswith("# Translators:") else []


def _found(file: str, arguments: tuple, given: list, comments: list[str]) -> Iterator[Found]:
    """Nothing when the call names no text, as in `_(sentence)`."""
    places = [argument if isinstance(argument, int) else argument[0] for argument in arguments]
    values = [given[place - 1] if place <= len(given) else None for place in places]
    if all(isinstance(value, str) and value for value in values):
        context = values.pop(0) if isinstance(arguments[0], tuple) else None
        yield Found(file, (values[0], values[1]) if len(values) == 2 else values[0], context, comments)
