"""What the type-ahead fields ask: a few rows of a list that a text may mean, as JSON."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from programme.codelists.models import City, Institution, Skill

SHOWN = 10
KEPT_FOR = 300  # seconds in a browser: the lists change once a month


def found(rows: Iterable[tuple[object, str, str]]) -> JsonResponse:
    """Each row as its id, its label, and a hint that tells it from others of the same name."""
    return JsonResponse([{"id": id, "label": label, "hint": hint} for id, label, hint in rows], safe=False)


@login_not_required
@require_safe
@cache_control(max_age=KEPT_FOR, private=True)
def search_institutions(request: HttpRequest) -> JsonResponse:
    rows = Institution.objects.confirmed().search(request.GET.get("q", "")).select_related("country")[:SHOWN]
    return found((row.pk, row.name, f"{row.city}, {row.country.name}") for row in rows)


@login_not_required
@require_safe
@cache_control(max_age=KEPT_FOR, private=True)
def search_skills(request: HttpRequest) -> JsonResponse:
    """In the reader's language; a word of another one, or another word for it, stands beside as the hint."""
    text = request.GET.get("q", "")
    return found((row.pk, row.label, row.word_for(text)) for row in Skill.objects.search(text)[:SHOWN])


@login_not_required
@require_safe
@cache_control(max_age=KEPT_FOR, private=True)
def search_cities(request: HttpRequest) -> JsonResponse:
    """In one country, when `country` names its code."""
    cities = City.objects.search(request.GET.get("q", ""), country=request.GET.get("country", ""))
    return found((row.pk, row.name, row.country.name) for row in cities.select_related("country")[:SHOWN])
