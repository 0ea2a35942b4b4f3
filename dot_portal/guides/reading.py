"""The guides of docs/guides as pages: Markdown in four languages, and pictures that the browser suite takes."""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dot_portal.pages.markdown import Picture, contents, to_html

FOLDER = settings.BASE_DIR / "docs" / "guides"
OPERATORS = settings.BASE_DIR / "docs" / "operators.md"  # in English alone: who runs servers reads it
GUIDES = {
    "trainees": _("For students, learners, graduates and staff"),
    "hosts": _("For hosts"),
    "coordinators": _("For coordinators"),
    "operators": _("For operators"),
}


class Heading(NamedTuple):
    id: str
    words: str


@dataclass(frozen=True)
class Guide:
    name: str
    language: str
    title: str
    lead: str
    text: str
    headings: tuple[Heading, ...]

    @property
    def html(self) -> SafeString:
        return to_html(self.text, ids=[heading.id for heading in self.headings], picture=self.picture)

    def picture(self, path: str) -> Picture:
        """A guide names its pictures as a reader of the repository sees them: ../pictures/en/desk.png."""
        place = path.rpartition("pictures/")[2]
        width, height = size_of(FOLDER / "pictures" / place)
        return Picture(static(f"guides/{place}"), width, height)


def guide(name: str, language: str | None = None) -> Guide:
    """In the reader's language; in English where there is none. KeyError for a name that is not in GUIDES."""
    wanted = language or get_language() or settings.LANGUAGE_CODE
    path, spoken = path_of(name, wanted)
    title, lead, text = parts_of(path)
    # A link from a form leads to the same place in every language: the ids are those of the English guide.
    ids = [slug for slug, _words in contents(parts_of(path_of(name, settings.LANGUAGE_CODE)[0])[2])]
    words = [words for _slug, words in contents(text)]
    return Guide(name, spoken, title, lead, text, tuple(Heading(*pair) for pair in zip(ids, words, strict=True)))


def path_of(name: str, language: str) -> tuple[Path, str]:
    """Where it stands, and in which language."""
    if name == "operators":
        return OPERATORS, settings.LANGUAGE_CODE
    if name not in GUIDES:
        raise KeyError(name)
    own = FOLDER / language / f"{name}.md"
    return (own, language) if own.exists() else (FOLDER / settings.LANGUAGE_CODE / f"{name}.md", settings.LANGUAGE_CODE)


def parts_of(path: Path) -> tuple[str, str, str]:
    """Title, the paragraph below it, and the rest, from the first h2 on."""
    before, mark, after = path.read_text(encoding="utf-8").partition("\n## ")
    title, _newline, lead = before.strip().partition("\n")
    return title.removeprefix("# ").strip(), " ".join(lead.split()), mark.lstrip() + after


@cache
def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, so that the page does not jump when it comes."""
    with picture.open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:24])
