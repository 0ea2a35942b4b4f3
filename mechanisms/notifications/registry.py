"""What can be said: each stage registers its notices in `notices.py`.

The text stands in templates/notices/<app>/<kind after the dot>.txt, its first line "Subject: ...".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet


def _always(about: Any, person: Any) -> bool:
    return True


def _own_page(about: Any, person: Any) -> str:
    return about.get_absolute_url()


def _nobody(about: Any, person: Any) -> str:
    return ""


@dataclass(frozen=True)
class Notice:
    kind: str  # "<app>.<name>"
    model: str  # what it is about: "app_label.Model"
    holds: Callable[[Any, Any], bool] = _always  # asked again at delivery, with (about, person or None)
    link: Callable[[Any, Any], str] = _own_page  # the path the button opens
    action: Any = ""  # the words on the button
    answers_to: Callable[[Any, Any], str] = _nobody  # the address an answer to the mail goes to, where one is read
    related: tuple[str, ...] = ()  # what the text reads beyond the row itself, for select_related

    @property
    def template(self) -> str:
        app, _dot, name = self.kind.partition(".")
        return f"notices/{app}/{name}.txt"

    def subjects(self) -> QuerySet:
        """The rows this notice can be about, ready for rendering."""
        return apps.get_model(self.model)._base_manager.select_related(*self.related)


_notices: dict[str, Notice] = {}


def register(notice: Notice) -> Notice:
    if notice.kind in _notices:
        raise ValueError(f"The notice {notice.kind!r} is registered twice")
    _notices[notice.kind] = notice
    return notice


def notice_of(kind: str) -> Notice:
    try:
        return _notices[kind]
    except KeyError:
        raise LookupError(f"No notice {kind!r} is registered in any notices.py") from None


def all_notices() -> list[Notice]:
    return [_notices[kind] for kind in sorted(_notices)]
