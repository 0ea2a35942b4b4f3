"""No text of ours stands in a template or in the code without being translatable; read from the files, every branch."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from dot_portal.languages.extraction import CODE, LEFT_OUT

BASE = Path(settings.BASE_DIR)
TEMPLATES = [
    path
    for path in sorted((BASE / "templates").rglob("*"))
    if path.suffix in {".html", ".txt"} and not path.relative_to(BASE).as_posix().startswith(LEFT_OUT)
]
MODULES = [
    path
    for root in CODE
    for path in sorted((BASE / root).rglob("*.py"))
    if not {"migrations", "management"} & set(path.parts) and not path.relative_to(BASE).as_posix().startswith(LEFT_OUT)
]
# Names, the same in every language.
NAMES = re.compile(r"\bDOT Portal\b|\bDOT\b|\bErasmus\+")
READ_OUT = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
WORD = re.compile(r"[^\W\d_]{2,}")


def name_of(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


class Texts(HTMLParser):
    """What a reader reads or hears of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in {"script", "style"}:
            self.within.append(tag)
        self.found += [value for name, value in attributes if name in READ_OUT and value]
        attributes = dict(attributes)
        if tag == "input" and attributes.get("type") in {"submit", "button", "reset"}:
            self.found.append(attributes.get("value") or "")
        if tag == "meta" and attributes.get("name") == "description":
            self.found.append(attributes.get("content") or "")

    def handle_endtag(self, tag):
        if tag in {"script", "style"} and self.within:
            self.within.pop()

    def handle_data(self, data):
        if not self.within:
            self.found.append(data)


def outside_of_translation(source: str) -> str:
    """The template's own text, with nothing where a variable, a tag or a translated block stands."""
    kept, translated, comment = [], False, False
    for token in Lexer(source).tokenize():
        name = token.split_contents()[0] if token.token_type == TokenType.BLOCK else ""
        if name in {"blocktranslate", "blocktrans", "endblocktranslate", "endblocktrans"}:
            translated = not name.startswith("end")
        elif name in {"comment", "endcomment"}:
            comment = name == "comment"
        elif token.token_type == TokenType.TEXT and not translated and not comment:
            kept.append(token.contents)
    return "".join(kept)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_all_words_of_a_template_are_translatable(path):
    text = outside_of_translation(path.read_text("utf-8"))
    found = [text.lstrip().removeprefix("Subject:")] if path.suffix == ".txt" else Texts(text).found
    assert not [words for words in found if WORD.search(NAMES.sub("", words))]


SAID = {"MoveRefused", "ValidationError", "LinkRefused"}  # exceptions whose text a person reads
MESSAGES = {"success", "error", "warning", "info"}
LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "violation_error_message"}


def untranslated(node: ast.AST | None) -> bool:
    """A text that is written out, also one with values in it."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(WORD.search(NAMES.sub("", node.value)))
    if isinstance(node, ast.JoinedStr):
        return any(untranslated(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return untranslated(node.left)
    return False


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_the_code_says_to_people_is_translatable(path):
    faults = []
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        of = getattr(getattr(call.func, "value", None), "id", "")
        said = [keyword.value for keyword in call.keywords if keyword.arg in LABELS]
        said += call.args[:1] if name in SAID else call.args[1:2] if of == "messages" and name in MESSAGES else []
        faults += [f"line {part.lineno}" for part in said if untranslated(part)]
    assert not faults


@pytest.mark.parametrize("path", sorted((BASE / "static/js").glob("*.js")), ids=name_of)
def test_a_script_takes_its_words_from_the_page(path):
    """A text for people has a space between words, or ends a sentence; selectors and names have not."""
    code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)|(?m:\s//\s.*$)", "", path.read_text("utf-8"), flags=re.DOTALL)
    texts = [text for group in re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`', code) for text in group if text]
    assert not [text for text in texts if re.search(r"^[A-Z][a-z]+ [a-z]+|[a-z]{2,}[.!?…]$", text)]
