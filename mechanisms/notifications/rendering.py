"""A notice as words: its text template, and the HTML part made from the same text."""

import re
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, loader
from django.utils import timezone, translation

from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    path: str  # what the button opens, within the portal; empty when there is none
    action: str
    answers_to: str = ""  # the address that reads an answer to the mail

    @property
    def link(self) -> str:
        return absolute(self.path) if self.path else ""

    def as_mail(self) -> str:
        """The text with the link below it, unless the text itself says it, and who reads an answer."""
        parts = [self.text]
        if self.link and self.link not in self.text:
            parts.append(f"{self.action}:\n{self.link}")
        return "\n\n".join([*parts, f"-- \nDOT Portal\n{self.foot}"])

    @property
    def foot(self) -> str:
        if self.answers_to:
            return translation.gettext("Your answer to this mail goes to %(address)s.") % {"address": self.answers_to}
        return translation.gettext("Answers to this mail are not read: what you want to say, say in the portal.")

    def as_html(self) -> str:
        """The button stands where the text names the link, else below it all."""
        blocks = [block.strip() for block in re.split(r"\n\s*\n", self.text)]
        place = blocks.index(self.link) if self.link in blocks else len(blocks)
        return loader.render_to_string(
            "notices/base.html",
            {
                "subject": self.subject,
                "before": blocks[:place],
                "after": blocks[place + 1 :],
                "link": self.link,
                "action": self.action,
                "foot": self.foot,
                "site": settings.SITE_URL,
                "language": translation.get_language(),
            },
        )


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


@cache
def known_zones() -> frozenset[str]:
    """Their names, read from disk once: looking takes longer than many a page."""
    return frozenset(zoneinfo.available_timezones())


@contextmanager
def as_read_by(person: Any, *, language: str = "") -> Iterator[None]:
    """In the person's language and time zone; for an address without a person the given or the portal's own."""
    zone = getattr(person, "time_zone", "")
    with (
        translation.override(getattr(person, "language", "") or language or settings.LANGUAGE_CODE),
        timezone.override(zoneinfo.ZoneInfo(zone) if zone in known_zones() else None),
    ):
        yield


def words_of(row: Notification, about: Any) -> Words:
    """Render in the language that is active. Raises what the template or the notice raises."""
    notice = notice_of(row.kind)
    context = {key: _date_or(value) for key, value in row.context.items()}
    path = context.pop("link", "") or notice.link(about, row.person)
    first, text = _rendered(row, about, link=absolute(path), **context)
    return Words(
        subject=first,
        text=re.sub(r"\n{3,}", "\n\n", text.strip()),
        path=path,
        action=str(notice.action or translation.gettext("Open in the portal")),
        answers_to=notice.answers_to(about, row.person),
    )


def seen_beforehand(row: Notification, about: Any) -> tuple[str, str]:
    """Subject and text of what would be sent, without asking where its answers would go."""
    context = {key: _date_or(value) for key, value in row.context.items()}
    link = context.pop("link", "") or notice_of(row.kind).link(about, row.person)
    return _rendered(row, about, link=absolute(link), **context)


def subject_of(row: Notification, about: Any) -> str:
    """Its first line alone, in the language that is active, for a list of what was said."""
    context = {key: _date_or(value) for key, value in row.context.items()}
    return _rendered(row, about, **{"link": "", **context})[0]


def _rendered(row: Notification, about: Any, **context: Any) -> tuple[str, str]:
    """The subject and the text. Raises ValueError where the template does not begin with its subject."""
    template = notice_of(row.kind).template
    # The engine's own template, since a plain text must not be escaped for HTML.
    rendered = loader.get_template(template).template.render(
        Context({"about": about, "person": row.person, **context}, autoescape=False)
    )
    first, _newline, text = rendered.strip().partition("\n")
    if not first.startswith("Subject:"):
        raise ValueError(f"{template} does not begin with a line “Subject: ...”")
    return " ".join(first.removeprefix("Subject:").split()), text


def _date_or(value: Any) -> Any:
    """JSON has no dates, and {{ due|date }} wants one."""
    is_date = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return date.fromisoformat(value) if is_date else value
