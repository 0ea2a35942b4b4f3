"""One application, for everybody it concerns; each reads what is theirs to know.

The page itself shows also the stay that came of it, so its view stands with the desks.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mechanisms.files.serving import serve
from mechanisms.lifecycle.machine import MoveRefused, open_moves
from mechanisms.lifecycle.models import HasLifecycle
from placements.applications.eligibility import findings_of, host_view_of
from placements.applications.models import Application, ApplicationStep
from placements.applications.states import ApplicationState
from placements.applications.transitions.trainee import is_complete
from placements.applications.transitions.undoing import undo
from placements.applications.views.office import case_of
from placements.applications.views.timeline import next_act, reader_of, timeline
from placements.offers.models import Offer, OfferText
from programme.rules.today import programme_today

# Where each move is made: the page that asks for more first, or the address its button posts to.
PAGES = {
    "submit": "send_application",
    "invite_to_talk": "talk_application",
    "decline": "decline_application",
    "withdraw": "withdraw_application",
    "approve": "decide",
}
BUTTONS = {
    "shortlist": "shortlist_application",
    "accept": "accept_application",
    "confirm": "confirm_application",
}
FIRST_CHOICES = {"submit", "accept", "confirm", "approve"}


@dataclass(frozen=True)
class Act:
    label: str
    url: str
    posts: bool
    first: bool


def acts_for(application: Application, user) -> list[Act]:
    """What this person can do now, the first choice first. Approving and refusing are one page, to decide."""
    moves = [move for move in open_moves(application, user) if move.name in PAGES or move.name in BUTTONS]
    moves.sort(key=lambda move: move.name not in FIRST_CHOICES)
    return to_send(application, moves) + [
        Act(
            _("Decide") if move.name == "approve" else move.label,
            reverse(PAGES.get(move.name) or BUTTONS[move.name], args=[application.pk]),
            posts=move.name in BUTTONS,
            first=move.name in FIRST_CHOICES,
        )
        for move in moves
        if move.name != "submit"
    ]


def to_send(application: Application, moves: list) -> list[Act]:
    """A draft that is complete was read over here, and can be sent; one with gaps is written on first."""
    if not any(move.name == "submit" for move in moves):
        return []
    change = reverse("change_application", args=[application.pk])
    if not is_complete(application):
        return [Act(_("Go on writing"), change, posts=False, first=True)]
    send = Act(_("Send application"), reverse("send_application", args=[application.pk]), posts=True, first=True)
    return [send, Act(_("Change"), change, posts=False, first=False)]


def page_of(application: Application, user, *, stay: HasLifecycle | None) -> dict:
    """What the page of an application shows this reader; `stay` is what came of it, in a later stage."""
    reader = reader_of(application, user)
    context = {
        "application": application,
        "stay": stay,
        "reader": reader,
        "text": text_for(reader, application.offer),
        "offer_url": offer_url(application, user),
        "steps": timeline(application, reader=reader, stay=stay),
        "next_act": next_act(application, party=reader),
        "acts": acts_for(application, user),
        "today": programme_today(),
        "why": why_it_ended(application, reader),
        "may_keep": reader == "host" and application.is_private,
        "host_view": "",
        "allowed_ends": (),
        "findings": (),
        "case": case_of(application, user) if reader == "coordinator" else None,
    }
    if application.awaited:  # once it is decided or has ended, what the rules say now is no longer asked
        context |= what_the_rules_say(application, reader)
    return context


def text_for(reader: str, offer: Offer) -> Offer | OfferText:
    """The offer in the language in which the trainee reads it; for the others as the host wrote it first."""
    return offer.text if reader == "trainee" else offer


def offer_url(application: Application, user) -> str:
    """The page of the offer; empty where this reader would not find it: it was returned, or agreed with one trainee."""
    seen = Offer.objects.visible_to(user).filter(pk=application.offer_id).exists()
    return application.offer.get_absolute_url() if seen else ""


def what_the_rules_say(application: Application, reader: str) -> dict:
    """The findings; of them a host learns only the outcome, and the dates that would be allowed."""
    if reader != "host":
        return {"findings": findings_of(application)}
    host_view, allowed_ends = host_view_of(application)
    return {"host_view": host_view, "allowed_ends": allowed_ends}


def why_it_ended(application: Application, reader: str) -> str:
    """The reason given with the last move; a refusal's is between the coordinator and the trainee."""
    last = application.steps.last()
    if last is None or (reader == "host" and last.to_state == ApplicationState.REFUSED):
        return ""
    return last.why


@require_safe
def application_cv(request, pk):
    shown = get_object_or_404(Application.objects.visible_to(request.user).select_related("cv"), pk=pk)
    if shown.cv is None:
        raise Http404
    return serve(shown.cv)


@require_POST
def undo_application(request, pk, step):
    """Take back what this person just did; nobody else was told of it yet."""
    seen = Application.objects.visible_to(request.user).with_parties()
    made = get_object_or_404(ApplicationStep, pk=step, subject=get_object_or_404(seen, pk=pk))
    try:
        undo(step=made, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Undone. Nobody was told."))
    return redirect(made.subject)
