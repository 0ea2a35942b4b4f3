"""The standing texts: as an administrator changed them, else as they come with the portal (texts/<slug>.<language>.md).

A text names the operator in double square brackets: [[address]]. What nobody filled in is said to be missing.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from dot_portal.pages.markdown import contents, to_html
from dot_portal.pages.models import FALLBACK, Operator, Page

FOLDER = Path(__file__).parent / "texts"
PLACEHOLDER = re.compile(r"\[\[(\w+)\]\]")
FILLED_IN = (
    "name", "represented_by", "address", "email", "phone", "register", "data_protection", "data_authority", "hosting",
    "enforcement",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    slug: str
    language: str
    title: str
    body: str
    changed: datetime | None = None  # None: ours, that nobody has changed

    def html(self, operator: Operator) -> SafeString:
        return filled(to_html(self.body), operator, self.language)

    @property
    def contents(self) -> list[tuple[str, str]]:
        return contents(self.body)


def text_for(slug: str, language: str) -> Text:
    """In the reader's language if there is one, changed or ours; else in English. One query."""
    changed = {page.language: page for page in Page.objects.filter(slug=slug, language__in={language, FALLBACK})}
    for wanted in (language, FALLBACK):
        if page := changed.get(wanted):
            return Text(slug, wanted, page.title, page.body, page.changed)
        if text := ours(slug, wanted):
            return text
    raise LookupError(f"There is no text {slug!r}.")


@cache
def ours(slug: str, language: str) -> Text | None:
    """The text that comes with the portal; its first line is its title."""
    file = FOLDER / f"{slug}.{language}.md"
    if not file.exists():
        return None
    title, _line, body = file.read_text(encoding="utf-8").partition("\n")
    return Text(slug, language, title.removeprefix("# ").strip(), body.strip() + "\n")


def filled(html: str, operator: Operator, language: str) -> SafeString:
    """`html` with the operator's words in it, which are plain text; web and mail addresses in them become links."""

    def word(match: re.Match) -> str:
        name = match[1]
        if name == "site":
            return escape(settings.SITE_URL)
        if name not in FILLED_IN:
            return match[0]
        if value := getattr(operator, name).strip():
            return urlize(escape(value)).replace("\r\n", "\n").replace("\n", "<br>")
        with translation.override(language):
            sentence = gettext("%(what)s (not filled in yet by the operator)")
            return f"<em>{escape(sentence % {'what': Operator._meta.get_field(name).verbose_name})}</em>"

    # Both parts are clean: the HTML by nh3, the words by escape().
    return mark_safe(PLACEHOLDER.sub(word, html))  # nosec B308 B703
