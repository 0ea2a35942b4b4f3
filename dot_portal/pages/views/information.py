"""What the Action is, who may go, what one does there, and how the money works."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.hosts.models import Host
from dot_portal.desks.landing import offices
from dot_portal.pages import figures
from dot_portal.pages.fields import FIELDS
from dot_portal.pages.kinds import who_may_go as kinds_who_may_go
from placements.calls.models import LAST_YEAR
from placements.offers.models import Offer
from programme.codelists.models import Country, Skill, Term
from programme.rules.today import programme_today

OFFERS_ON_A_PAGE = 10
GROUPS = (1, 2, 3)


@login_not_required
@require_safe
def action(request: HttpRequest) -> HttpResponse:
    year = programme_today().year
    context = {
        "steps": [
            {"label": _("Pilot for students and recent graduates"), "date": "2018", "status": "done"},
            {"label": _("Extended to VET and to staff of universities"), "date": "2021", "status": "done"},
            {"label": _("Extended to staff of schools and adult learning"), "date": "2022", "status": "done"},
            {"label": _("A call every year"), "date": str(min(year, LAST_YEAR)), "status": "now"},
            {"label": _("Last call of this programme"), "date": str(LAST_YEAR), "status": "next"},
        ],
        "commission": figures.COMMISSION,
        "dots": figures.dots(),
        "a_dot": figures.TRAINEESHIPS_A_DOT,
        "source": figures.ACTION_PAGE,
        "activities": Term.objects.of("activity"),
        "exclusions": Term.objects.of("exclusion"),
        "ours": our_counts(),
        "today": programme_today(),
        "last_year": LAST_YEAR,
    }
    return render(request, "pages/action.html", context)


def our_counts() -> list[dict]:
    """What this portal holds today, in three queries; never mixed with what others counted."""
    places = Offer.objects.published().aggregate(free=Sum(F("places") - F("places_held")))["free"] or 0
    return [
        {"number": places, "label": _("open places"), "url": ""},
        {"number": Host.objects.verified().count(), "label": _("hosts checked"), "url": ""},
        {"number": offices(), "label": _("institutions with an office here"), "url": ""},
    ]


@login_not_required
@require_safe
def who_may_go(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/who_may_go.html", {"kinds": list(kinds_who_may_go())})


@login_not_required
@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/fields.html", {"fields": fields_with_counts()})


def fields_with_counts() -> list[dict]:
    """The fields of the Action in their order, each with its number of open offers, in two queries."""
    open_offers = dict(Offer.objects.published().order_by().values_list("field__code").annotate(Count("pk")))
    terms = Term.objects.of("field").filter(code__in=FIELDS)
    return [{"term": term, "page": FIELDS[term.code], "offers": open_offers.get(term.code, 0)} for term in terms]


@login_not_required
@require_safe
def field(request: HttpRequest, code: str) -> HttpResponse:
    term = Term.objects.of("field").filter(code=code).first()
    if term is None or code not in FIELDS:
        raise Http404
    offers = Offer.objects.published().filter(field=term).with_card()
    words = FIELDS[code]
    context = {
        "term": term,
        "words": words,
        "activities": Term.objects.of("activity").filter(code__in=term.extra.get("activities", [])),
        "skills": Skill.objects.plain().filter(label_en__in=words.skills),
        "page": Paginator(offers, OFFERS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "pages/field.html", context)


@login_not_required
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    countries = {country.pk: country for country in Country.objects.prefetch_related("groups")}
    year = min(programme_today().year, LAST_YEAR)
    context = {
        "year": year,
        "from_call": figures.FROM_CALL,
        "groups": [
            (group, [c for c in countries.values() if c.programme_country and c.group_in(year) == group])
            for group in GROUPS
        ],
        "base": figures.BASE,
        "top_ups": figures.TOP_UPS,
        "short_stays": figures.SHORT_STAYS,
        "travel": figures.TRAVEL,
        "travel_source": figures.TRAVEL_SOURCE,
        "examples": [(countries[example.country], example) for example in figures.EXAMPLES],
        "staff_examples": [(countries[example.country], example) for example in figures.STAFF_EXAMPLES],
    }
    return render(request, "pages/money.html", context)
