"""Markdown of our editors as HTML that can do no harm."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

# No pictures but our own: nothing on a page comes from elsewhere.
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, **{f"h{level}": {"id"} for level in range(2, 7)}}
PICTURE = {"src", "alt", "width", "height", "loading"}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


class Picture(NamedTuple):
    url: str
    width: int  # in pixels
    height: int


def to_html(text: str, *, ids: Sequence[str] = (), picture: Callable[[str], Picture] | None = None) -> SafeString:
    """The headings of `text` begin at h2, below the title of the page, and each has an id of its own.

    `ids` gives those of the h2 in place of what their words say. `picture` finds a picture by the path that the text
    names; without it pictures are left out.
    """
    tokens = _parser.parse(text)
    _number(tokens)
    second = [token for token in tokens if token.type == "heading_open" and token.tag == "h2"]
    for heading, name in zip(second, ids, strict=False):
        heading.attrSet("id", name)
    if picture is not None:
        _place(tokens, picture)
    # Who types into a field means the line's end; a guide's lines end where its file is wide enough.
    options = OptionsDict({**_parser.options, "breaks": picture is None})
    html = _parser.renderer.render(tokens, options, {})
    tags, attributes = (TAGS | {"img"}, ATTRIBUTES | {"img": PICTURE}) if picture else (TAGS, ATTRIBUTES)
    # Cleaned by nh3 to the tags above, and the parser passes no HTML of its own.
    return mark_safe(  # nosec B308 B703
        nh3.clean(html, tags=tags, attributes=attributes, url_schemes=SCHEMES, link_rel=None)
    )


def _place(tokens: list[Token], picture: Callable[[str], Picture]) -> None:
    images = [child for token in tokens for child in token.children or [] if child.type == "image"]
    for image in images:
        found = picture(str(image.attrGet("src")))
        for name, value in zip(("src", "width", "height", "loading"), (*found, "lazy"), strict=True):
            image.attrSet(name, str(value))


def contents(text: str) -> list[tuple[str, str]]:
    """The id and the words of each h2 that `to_html` makes of `text`."""
    tokens = _parser.parse(text)
    _number(tokens)
    return [
        (str(token.attrGet("id")), tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]


def _number(tokens: list[Token]) -> None:
    headings = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    if not headings:
        return
    shift = 2 - min(int(tokens[place].tag[1]) for place in headings)
    seen: set[str] = set()
    for place in headings:
        opening, words, closing = tokens[place : place + 3]
        opening.tag = closing.tag = f"h{min(int(opening.tag[1]) + shift, 6)}"
        name = base = f"part-{slugify(words.content, allow_unicode=True) or 'x'}"
        number = 2
        while name in seen:
            name, number = f"{base}-{number}", number + 1
        seen.add(name)
        opening.attrSet("id", name)
