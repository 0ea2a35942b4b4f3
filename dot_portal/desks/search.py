"""One search over people, cases, hosts and offers: each reader finds what each of these would show them anyway."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from dot_portal.desks.hosts import hosts_seen_by
from dot_portal.desks.people import people_seen_by
from placements.applications.models import Application, ApplicationQuerySet
from placements.offers.models import Offer
from placements.offers.search import containing
from programme.codelists.full_text import LONGEST, containing_words, query_for

IN_A_GROUP = 8
ON_ONE_PAGE = 50


@dataclass(frozen=True)
class Hit:
    title: str
    line: str
    url: str
    row: Any = None  # of a case, whose state is shown
    language: str = ""  # of a title that a host wrote


@dataclass(frozen=True)
class Kind:
    name: str
    label: Any
    rows: Callable[[User, str], QuerySet]  # in their order
    shown: Callable[[QuerySet], QuerySet]  # with what a hit reads of them
    hit: Callable[[Any, User], Hit]


@dataclass(frozen=True)
class Group:
    name: str
    label: Any
    hits: list[Hit]
    found: int

    @property
    def more(self) -> bool:
        return self.found > len(self.hits)


def people(user: User, text: str) -> QuerySet[Trainee]:
    return containing_words(people_seen_by(user), text, "user__search_key").order_by("user__search_key", "pk")


def cases(user: User, text: str) -> QuerySet[Application]:
    return containing_words(Application.objects.visible_to(user), text).order_by("-state_since", "pk")


def hosts(user: User, text: str) -> QuerySet[Host]:
    return containing_words(hosts_seen_by(user), text).order_by("search_key", "pk")


def offers(user: User, text: str) -> QuerySet[Offer]:
    """By the words of the list of offers, so that both find the same."""
    return containing(Offer.objects.visible_to(user), text).order_by("-published_at", "-pk")


def with_(*related: str) -> Callable[[QuerySet], QuerySet]:
    return lambda rows: rows.select_related(*related)


def _page(name: str, row: Any) -> str:
    return reverse(name, args=[row.pk])


def _person(trainee: Trainee, user: User) -> Hit:
    return Hit(trainee.user.full_name, f"{trainee.institution.name} · {trainee.user.email}", _page("person", trainee))


def _case(application: Application, user: User) -> Hit:
    offer, url = application.offer, application.get_absolute_url()
    if application.trainee.user_id == user.pk:
        line = f"{offer.host.legal_name}, {offer.host.place_line}"
        return Hit(offer.title, line, url, application, language=offer.language)
    return Hit(application.shown_name, f"{offer.title}, {offer.host.legal_name}", url, application)


def _host(host: Host, user: User) -> Hit:
    return Hit(host.legal_name, host.place_line, _page("host", host))


def _offer(offer: Offer, user: User) -> Hit:
    line = f"{offer.host.legal_name}, {offer.host.place_line}"
    return Hit(offer.title, line, offer.get_absolute_url(), language=offer.language)


KINDS = (
    Kind("people", gettext_lazy("People"), people, with_("user", "institution"), _person),
    Kind("cases", gettext_lazy("Applications and placements"), cases, ApplicationQuerySet.with_parties, _case),
    Kind("hosts", gettext_lazy("Hosts"), hosts, with_("country"), _host),
    Kind("offers", gettext_lazy("Offers"), offers, with_("host__country"), _offer),
)


@require_safe
def search(request):
    """All kinds with the first of each; with `in`, all of one kind. The dialog asks for the list alone."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    chosen = next((kind for kind in KINDS if kind.name == request.GET.get("in")), None)
    page = None
    if query_for(text) is None:
        groups = []
    elif chosen:
        group, page = _all_of(chosen, request.user, text, request.GET.get("page"))
        groups = [group]
    else:
        groups = list(_groups(request.user, text))
    context = {"text": text, "groups": groups, "page": page, "said": _said(text, groups)}
    return render(request, "desks/_found.html" if request.htmx else "desks/search.html", context)


def _groups(user: User, text: str) -> Iterable[Group]:
    """Those in which something is found. One query a kind: the first rows, each with how many there are."""
    for kind in KINDS:
        rows = list(first_of(kind, kind.rows(user, text)))
        if rows:
            yield Group(kind.name, kind.label, [kind.hit(row, user) for row in rows], rows[0].found)


def first_of(kind: Kind, rows: QuerySet) -> QuerySet:
    """The first of them, each with how many there are."""
    return kind.shown(rows).annotate(found=Window(Count("*")))[:IN_A_GROUP]


def _all_of(kind: Kind, user: User, text: str, number: str | None) -> tuple[Group, Page]:
    page = Paginator(kind.shown(kind.rows(user, text)), ON_ONE_PAGE).get_page(number)
    return Group(kind.name, kind.label, [kind.hit(row, user) for row in page], page.paginator.count), page


def _said(text: str, groups: list[Group]) -> str:
    """How many were found, as the live region says it; nothing before there is a word to search."""
    if not text:
        return ""
    found = sum(group.found for group in groups)
    if not found:
        return _("Nothing found.")
    return ngettext("%(count)s found.", "%(count)s found.", found) % {"count": found}
