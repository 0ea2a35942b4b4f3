"""The first page: what this is, how much of it there is today, and where it lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Sum, TextField
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.coordinators.models import Coordinator
from accounts.hosts.models import Host
from accounts.users.models import User
from dot_portal.desks.map import HEIGHT, LAND_PATH, WIDTH, Town, dots
from dot_portal.pages.models import NewsItem, readers_language
from placements.offers.models import Offer
from programme.codelists.labels import InReadersLanguage
from programme.codelists.models import Term

NEWEST = 3
NEWS = 2


@dataclass(frozen=True)
class Audience:
    name: str
    sentence: str
    page: str  # where to read on, by the name of its address
    part: str  # of that page
    more: str
    act: str
    party: str  # what sign-up fills in


AUDIENCES = (
    Audience(
        gettext_lazy("Students and graduates"),
        gettext_lazy("Two to twelve months at a host abroad, in your studies or in the year after your degree."),
        "who_may_go",
        "he_student",
        gettext_lazy("Who may go as a student"),
        gettext_lazy("Sign up as a student"),
        User.Party.TRAINEE,
    ),
    Audience(
        gettext_lazy("VET learners and schools"),
        gettext_lazy("Ten days to a year in a company abroad, during the training or in the year after it."),
        "who_may_go",
        "vet_learner",
        gettext_lazy("Who may go as a learner"),
        gettext_lazy("Sign up as a learner"),
        User.Party.TRAINEE,
    ),
    Audience(
        gettext_lazy("Staff of universities"),
        gettext_lazy("Two to sixty days of training or job shadowing, to teach with digital tools."),
        "who_may_go",
        "staff",
        gettext_lazy("Who may go as staff"),
        gettext_lazy("Sign up as staff"),
        User.Party.TRAINEE,
    ),
    Audience(
        gettext_lazy("Hosts"),
        gettext_lazy("Post a place in ten minutes; each offer is checked, and the grant comes from Erasmus+."),
        "money",
        "who-pays",
        gettext_lazy("What a host pays"),
        gettext_lazy("Sign up as a host"),
        User.Party.HOST,
    ),
    Audience(
        gettext_lazy("Mobility coordinators"),
        gettext_lazy("See what waits for you, with each person's eligibility already worked out, and decide."),
        "contact",
        "",
        gettext_lazy("Is your institution here?"),
        gettext_lazy("Sign up as a coordinator"),
        User.Party.COORDINATOR,
    ),
)


@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    newest = list(Offer.objects.published().with_card().order_by("-published_at", "-pk")[:NEWEST])
    towns = towns_with_offers()
    countries = by_country(towns)
    return render(
        request,
        "landing.html",
        {
            "fields": Term.objects.of("field").exclude(code="other-digital"),
            "stats": [
                {"number": sum(town["places"] for town in towns), "label": _("open places"), "url": ""},
                {"number": len(countries), "label": _("countries"), "url": ""},
                {"number": Host.objects.verified().count(), "label": _("hosts checked"), "url": ""},
                {"number": offices(), "label": _("institutions with an office here"), "url": ""},
            ],
            "map": {
                "width": WIDTH,
                "height": HEIGHT,
                "land": LAND_PATH,
                "dots": dots(on_map(towns, {offer.host.city_id for offer in newest})),
            },
            "countries": countries,
            "newest": newest,
            "audiences": AUDIENCES,
            "news": NewsItem.objects.published().for_reader(readers_language())[:NEWS],
        },
    )


def offices() -> int:
    """Institutions at which somebody can approve a stay."""
    return Coordinator.objects.admitted().values("institution").distinct().count()


def towns_with_offers() -> list[dict]:
    """A row for each town with open offers, in one query; towns that nobody could place have no coordinates."""
    return list(
        Offer.objects.published()
        .order_by()
        .values(
            city=F("host__city"),
            latitude=F("host__city__latitude"),
            longitude=F("host__city__longitude"),
            country=F("host__country"),
            country_name=Coalesce(
                InReadersLanguage("host__country__labels"), "host__country__label_en", output_field=TextField()
            ),
            sort_key=InReadersLanguage("host__country__label_keys"),
        )
        .annotate(offers=Count("pk"), places=Sum(F("places") - F("places_held")))
    )


def by_country(towns: list[dict]) -> list[dict]:
    """How many offers each country has: {code, name, offers}, by name."""
    countries: dict[str, dict] = {}
    for town in sorted(towns, key=itemgetter("sort_key")):
        row = countries.setdefault(
            town["country"], {"code": town["country"], "name": town["country_name"], "offers": 0}
        )
        row["offers"] += town["offers"]
    return list(countries.values())


def on_map(towns: list[dict], newest: set[int]) -> Iterable[Town]:
    return (
        Town(town["latitude"], town["longitude"], town["offers"], town["city"] in newest)
        for town in towns
        if town["latitude"] is not None
    )
