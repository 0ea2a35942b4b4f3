"""The digital check: what waits for me, and one offer to confirm or return."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.coordinators.models import Coordinator
from mechanisms.lifecycle.machine import MoveRefused
from placements.offers.forms.reason import ReturnForm
from placements.offers.models import Offer
from placements.offers.states import OfferState
from placements.offers.transitions import confirm
from placements.offers.transitions import return_offer as send_back
from programme.codelists.models import Term
from programme.rules.today import programme_today

PAGE = 20


def check_queue(request: HttpRequest) -> HttpResponse:
    """Open to administrators and to coordinators; who takes no country sees only hosts that were invited."""
    if not (request.user.is_administrator or Coordinator.objects.admitted().filter(user=request.user).exists()):
        raise PermissionDenied
    offers = Offer.objects.awaiting_check().checkable_by(request.user)
    offers = offers.select_related("host__country", "field").order_by("check_due", "pk")
    page = Paginator(offers, PAGE).get_page(request.GET.get("page"))
    return render(request, "offers/check_queue.html", {"page": page, "today": programme_today()})


def checkable(request: HttpRequest, pk: int) -> Offer:
    offers = Offer.objects.checkable_by(request.user).with_card()
    return get_object_or_404(offers.select_related("host__kind", "host__sector", "host__invited_by"), pk=pk)


def nothing_to_check(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("This offer no longer waits for a check."))
    return redirect("check_queue")


def check_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = checkable(request, pk)
    if not offer.awaits_check:
        return nothing_to_check(request)
    return show(request, offer, ReturnForm())


def show(request: HttpRequest, offer: Offer, form: ReturnForm) -> HttpResponse:
    claimed = set(offer.activities.values_list("code", flat=True))
    terms = {"activity": [], "exclusion": []}
    for term in Term.objects.filter(vocabulary__in=terms).order_by("position"):
        terms[term.vocabulary].append(term)
    context = {
        "offer": offer,
        "reasons": offer.skill_lines(),
        "form": form,
        "returned": offer.last_return,
        "activities": [(term, term.code in claimed) for term in terms["activity"]],
        "exclusions": terms["exclusion"],
        "today": programme_today(),
    }
    return render(request, "offers/check_offer.html", context)


@require_POST
def confirm_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = checkable(request, pk)
    try:
        confirm(offer=offer, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _confirmed(offer) % {"title": offer.title})
    return redirect("check_queue")


def _confirmed(offer: Offer) -> str:
    if offer.state == OfferState.FILLED:
        return _("Confirmed. All places of “%(title)s” are taken.")
    return _("Confirmed. “%(title)s” is open for applications.")


@require_POST
def return_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = checkable(request, pk)
    form = ReturnForm(request.POST)
    if not offer.awaits_check:
        return nothing_to_check(request)
    if not form.is_valid():
        return show(request, offer, form)
    try:
        send_back(offer=offer, by=request.user, why=form.cleaned_data["why"])
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Returned. The host reads your reason and can change the offer."))
    return redirect("check_queue")
