"""A host's page: what everybody may know of it, and for an office its stays there."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.hosts.models import Host
from mechanisms.notes.panel import panel_on
from placements.applications.models import Application
from placements.offers.models import Offer

MOST_SHOWN = 50


def hosts_seen_by(user: Any) -> QuerySet[Host]:
    """Those with an offer this reader may see, and those that trainees of the own office, or this one, go to."""
    offers = Offer.objects.visible_to(user).filter(host=OuterRef("pk"))
    seen = Q(Exists(offers))
    if user.is_authenticated:
        cases = Application.objects.visible_to(user).filter(offer__host=OuterRef("pk"))
        seen |= Q(Exists(cases)) | Q(pk__in=Host.objects.visible_to(user).values("pk"))
    return Host.objects.filter(seen)


@login_not_required
@require_safe
def host(request, pk):
    shown = get_object_or_404(hosts_seen_by(request.user).select_related("kind", "sector", "country"), pk=pk)
    open_offers = Offer.objects.published().filter(host=shown).with_card().order_by("deadline", "pk")
    panel = panel_on(shown, request.user)
    cases = Application.objects.none()
    if request.user.is_authenticated:
        cases = Application.objects.visible_to(request.user).filter(offer__host=shown)
    context = {
        "host": shown,
        "offers": open_offers[:MOST_SHOWN],
        "cases": cases.select_related("placement").with_parties()[:MOST_SHOWN],
        "panel": panel,
    }
    return render(request, "desks/host.html", context)
