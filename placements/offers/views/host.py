"""The host's side: its offers, writing one, and moving it on."""

from collections.abc import Callable
from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.hosts.models import HostMember
from mechanisms.drafts.steps import Steps
from mechanisms.lifecycle.machine import MoveRefused, open_moves
from placements.offers.forms.offer import OfferForm
from placements.offers.forms.reason import CloseForm
from placements.offers.models import Offer
from placements.offers.states import OfferState
from placements.offers.transitions import close, publish, save_offer, submit, take_back
from placements.offers.views.half_written import CHANGE, NEW, NEW_FOR_STAFF, card_of, half_written
from programme.rules.today import programme_today

PAGE = 20


def host_of(user):
    member = HostMember.objects.select_related("host__country").filter(user=user).first()
    return member and member.host


def lead_to_organisation(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Tell us about your organisation first. Then you can write offers for it."))
    return redirect("host_profile")


def host_offers(request: HttpRequest) -> HttpResponse:
    host = host_of(request.user)
    if host is None:
        return lead_to_organisation(request)
    offers = Offer.objects.filter(host=host).select_related("field").order_by("-pk")
    page = Paginator(offers, PAGE).get_page(request.GET.get("page"))
    context = {"host": host, "page": page, "half_written": half_written(request.user), "today": programme_today()}
    return render(request, "offers/host_offers.html", context)


def new_offer(request: HttpRequest) -> HttpResponse:
    host = host_of(request.user)
    if host is None:
        return lead_to_organisation(request)
    for_staff = request.GET.get("audience") == Offer.Audience.STAFF
    audience = Offer.Audience.STAFF if for_staff else Offer.Audience.LEARNERS
    offer = Offer(host=host, audience=audience, language=request.user.language)
    return write(request, offer, NEW_FOR_STAFF if for_staff else NEW, "offers/new_offer.html")


def change_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.of_host_member(request.user).select_related("host__country"), pk=pk)
    if not offer.is_editable:
        messages.error(request, _("This offer can no longer be changed: take it back first, or close it."))
        return redirect(offer)
    return write(request, offer, f"{CHANGE}{pk}", "offers/change_offer.html")


def write(request: HttpRequest, offer: Offer, key: str, template: str) -> HttpResponse:
    steps = Steps(
        request,
        key,
        lambda data, files=None: OfferForm(data, instance=copy(offer)),
        home=reverse("host_offers"),
        last=_("Check and save"),
    )
    if steps.is_sent:
        try:
            saved = save_offer(offer=steps.form.instance, by=request.user, **steps.form.listed())
        except MoveRefused as refused:
            steps.refuse(refused.sentence)
        else:
            for sentence in steps.form.warnings():
                messages.warning(request, sentence)
            messages.success(request, _("Saved as a draft. Only your organisation sees it until you send it."))
            steps.forget(saved)
            return redirect(saved)
    returned = offer.last_return if offer.state == OfferState.RETURNED else None
    card = None if steps.current else card_of(steps.form)
    return steps.page(template, {"offer": offer, "returned": returned, "card": card})


def host_acts(offer: Offer, user) -> list[dict]:
    """What this person can do with the offer as its host, the best first; closing asks for a reason on its own page.

    Who may publish at once need not send the offer to the check first.
    """
    moves = {move.name: move for move in open_moves(offer, user)}
    if "publish" in moves:
        moves.pop("submit", None)
    return [
        {
            "url": reverse(f"{name}_offer", args=[offer.pk]),
            "label": moves[name].label,
            "moves": [moves[name]],
            "asks_why": name == "close",
            "quiet": name == "take_back" or offer.state == OfferState.RETURNED,  # there the change comes first
        }
        for name in ("publish", "submit", "take_back", "close")
        if name in moves
    ]


def way_of(offer: Offer) -> list[dict]:
    """Where the offer stands, as components/timeline.html takes it. A privately agreed one goes no way."""
    if offer.state == OfferState.PRIVATE:
        return []
    ended = offer.state in {OfferState.FILLED, OfferState.CLOSED, OfferState.EXPIRED}
    if offer.checked_at:
        check = {"date": offer.checked_at, "status": "done"}
    elif offer.awaits_check:
        check = {"date": _("by %(day)s") % {"day": date_format(offer.check_due, "SHORT_DATE_FORMAT")}, "status": "now"}
    else:
        check = {"date": "", "status": "next"}
    until = _("until %(day)s") % {"day": date_format(offer.deadline, "SHORT_DATE_FORMAT")}
    opened = {OfferState.PUBLISHED: "now"}.get(offer.state, "done" if ended else "next")
    way = [
        {"label": _("Written"), "date": "", "status": "now" if offer.is_editable else "done"},
        {"label": _("Checked as digital")} | check,
        {"label": pgettext("state", "Open"), "date": offer.published_at if ended else until, "status": opened},
    ]
    if ended:
        status = "done" if offer.state == OfferState.FILLED else "stop"
        way.append({"label": offer.state_label, "date": offer.state_since, "status": status})
    return way


def moved(request: HttpRequest, pk: int, verb: Callable, sentence: Callable[[Offer], str]) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.of_host_member(request.user).select_related("host__country"), pk=pk)
    try:
        verb(offer=offer, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, sentence(offer))
    return redirect(offer)


@require_POST
def submit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(
        request,
        pk,
        submit,
        lambda offer: _("Sent. You have an answer by %(day)s.") % {"day": date_format(offer.check_due, "DATE_FORMAT")},
    )


@require_POST
def take_back_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(request, pk, take_back, lambda offer: _("Taken back. Change it, then send it again."))


@require_POST
def publish_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(request, pk, publish, lambda offer: _("Published. Everybody can see it now."))


def close_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.managed_by(request.user).select_related("host"), pk=pk)
    if "close" not in {move.name for move in open_moves(offer, request.user)}:
        messages.error(request, _("Only an offer that is open can be closed."))
        return redirect(offer)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close(offer=offer, by=request.user, why=form.cleaned_data["why"])
        except MoveRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("Closed. Nobody can apply any more."))
        return redirect(offer)
    return render(request, "offers/close_offer.html", {"form": form, "offer": offer})
