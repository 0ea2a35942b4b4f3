"""What the frame of every page needs: the demo banner, the navigation, how long the session lasts, unread notices."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.users.models import User
from mechanisms.notifications.inbox import unread_count

# What each party comes for stands first in the header; the rest is in the menu of the account.
FIRST = {
    User.Party.HOST: ("host_applications", _("Applicants")),
    User.Party.COORDINATOR: ("cases", _("Cases")),
}
FOR_ALL = ("offers", _("Find a traineeship"))
FOR_PEOPLE = (("desk", _("My desk")), ("inbox", _("Inbox")))


@dataclass(frozen=True)
class Entry:
    name: str  # of the URL
    label: str
    url: str
    current: bool


def page_frame(request: HttpRequest) -> dict:
    # A request refused at the door has no user yet.
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "demo": settings.DEMO,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 3600),
        "session_seconds": request.session.get_expiry_age() if signed_in else 0,
        "demo_sign_ins": demo_sign_ins(),
        "here": here(request),
        "navigation": SimpleLazyObject(lambda: list(entries(request.path, user if signed_in else None))),
        "unread": SimpleLazyObject(lambda: unread_count(user) if signed_in else 0),
    }


def here(request: HttpRequest) -> str:
    """The address to come back to: of a form that was sent, the page it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return request.headers.get("Referer", "")  # the view that is told asks whether it is one of ours


def entries(path: str, user: User | None) -> Iterator[Entry]:
    """The pages in the header."""
    shown = (FIRST.get(user.party_wanted, FOR_ALL), *FOR_PEOPLE) if user else (FOR_ALL,)
    for name, label in shown:
        url = reverse(name)
        yield Entry(name, label, url, current=path.startswith(url))


def demo_sign_ins() -> list[tuple[str, str, str]]:
    """Label, e-mail address and password of each demo person; nobody outside a demo."""
    if not settings.DEMO:
        return []
    from dot_portal.demo.people import SIGN_INS  # the demo world is loaded by a demo only

    return SIGN_INS
