"""A case on one page: the application, and the placement that came of it.

The office reads everything about it, wherever it comes from. The trainee and the host read what is theirs: before the
stay the page of the application, then that of the placement.
"""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.hosts.models import HostMember
from dot_portal.desks.history import deadlines_of, history_of, messages_about
from mechanisms.lifecycle.machine import open_moves
from mechanisms.notes.panel import panel_on
from placements.applications.models import Application
from placements.applications.views.application import page_of, text_for
from placements.applications.views.timeline import reader_of, timeline
from placements.approval.models import Placement
from placements.approval.states import PlacementState
from programme.rules.days import calendar_days
from programme.rules.today import programme_today

OFFICE = {"coordinator", "administrator"}


@require_safe
def application(request, pk):
    visible = Application.objects.visible_to(request.user)
    shown = get_object_or_404(visible.with_parties().select_related("cv", "placement"), pk=pk)
    if reader_of(shown, request.user) in OFFICE:
        return case(request, shown.pk)
    stay = getattr(shown, "placement", None)
    return render(request, "desks/application.html", page_of(shown, request.user, stay=stay))


@require_safe
def placement(request, pk):
    shown = get_object_or_404(Placement.objects.visible_to(request.user).with_parties(), pk=pk)
    reader = reader_of(shown, request.user)
    if reader in OFFICE:
        return case(request, shown.application_id)
    context = {
        "placement": shown,
        "application": shown.application,
        "steps": timeline(shown.application, reader=reader, stay=shown),
        "reader": reader,
        "text": text_for(reader, shown.application.offer),
        "when": when_of(shown),
        "last_step": shown.steps.last(),
    }
    return render(request, "desks/placement.html", context)


def case(request, pk):
    """Everything about it, for the office."""
    stages = ("placement", "decision__decided_by", "proposal__country")
    people = ("cv", "trainee__faculty", "owner__user", "owner__deputy__user", "offer__host__kind")
    shown = Application.objects.with_parties().select_related(*people, *stages).get(pk=pk)
    stay = getattr(shown, "placement", None)
    decision = getattr(shown, "decision", None)
    planned = stay or shown
    context = page_of(shown, request.user, stay=stay)
    context |= {
        "decision": decision,
        "findings": decision.rested_on if decision else context["findings"],
        "when": when_of(stay) if stay else "",
        "days": calendar_days(planned.starts, planned.ends) if planned.starts else 0,
        "may_cancel": stay is not None and "cancel" in {move.name for move in open_moves(stay, request.user)},
        "members": HostMember.objects.filter(host=shown.offer.host_id).select_related("user"),
        "history": history_of(shown),
        "told": messages_about(shown),
        "deadlines": deadlines_of(shown),
        "panel": panel_on(shown, request.user),
    }
    return render(request, "desks/case.html", context)


def when_of(placement: Placement) -> str:
    """How far off it is, in words."""
    today = programme_today()
    if placement.state == PlacementState.PLANNED and placement.starts >= today:
        left = (placement.starts - today).days
        return ngettext("Begins in %(days)s day.", "Begins in %(days)s days.", left) % {"days": left}
    if placement.state == PlacementState.RUNNING and placement.ends >= today:
        left = (placement.ends - today).days
        return ngettext("Ends in %(days)s day.", "Ends in %(days)s days.", left) % {"days": left}
    return ""
