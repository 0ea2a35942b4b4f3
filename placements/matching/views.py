"""Finding an offer, looking at it, and keeping it in view."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import push_url

from accounts.trainees.models import Trainee
from placements.matching.forms import SearchForm
from placements.matching.models import Interest
from placements.matching.recommending import fits_for, wish_of, with_reasons
from placements.matching.search import narrowed
from placements.matching.transitions import forget, save_for_later
from placements.offers.models import Offer
from placements.offers.views.host import host_acts, way_of
from placements.offers.views.versions import languages_of
from programme.rules.today import programme_today

PAGE = 20


@login_not_required
def offers(request: HttpRequest) -> HttpResponse:
    trainee = trainee_of(request.user)
    form = SearchForm(request.GET, own_kind=trainee.kind if trainee else "")
    found = narrowed(Offer.objects.published(), form.wanted).with_card()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    response = render(request, "matching/offers.html", {"form": form, "page": page})
    # What was left empty does not belong into the address that is kept.
    return push_url(response, reverse("offers") + form.address()) if request.htmx else response


def trainee_of(user) -> Trainee | None:
    if not user.is_authenticated:
        return None
    return Trainee.objects.select_related("institution", "study_field", "field_taught").filter(user=user).first()


@login_not_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Offer.objects.visible_to(request.user).with_card()
    offer = get_object_or_404(visible.select_related("host__kind", "host__sector"), pk=pk)
    parties = offer.parties_of(request.user)
    trainee = trainee_of(request.user)
    interest = Interest.objects.filter(trainee=trainee, offer=offer).first() if trainee else None
    text = offer.text_in(request.GET.get("language") or get_language())
    context = {
        "offer": offer,
        "text": text,
        "other_texts": [other for other in offer.versions if other != text],
        "languages": languages_of(offer) if "host" in parties and offer.is_editable else [],
        "reasons": offer.skill_lines(trainee.skill_labels if trainee else ()),
        "trainee": trainee,
        "interest": interest,
        "may_apply": offer.is_open and not parties & {"host", "checker"} and not (interest and interest.applied_at),
        "is_host": "host" in parties,
        "may_check": "checker" in parties and offer.awaits_check,
        "acts": host_acts(offer, request.user) if parties else [],
        "way": way_of(offer) if parties else [],
        "last_reason": offer.steps.exclude(why="").order_by("-at").first() if parties else None,
        "today": programme_today(),
    }
    return render(request, "matching/offer.html", context)


def saved_offers(request: HttpRequest) -> HttpResponse:
    trainee = trainee_of(request.user)
    if trainee is None:
        return lead_to_profile(request)
    offers = Offer.objects.filter(interests__in=Interest.objects.saved().filter(trainee=trainee))
    page = Paginator(offers.with_card().order_by("deadline", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/saved_offers.html", {"page": page})


def recommended_offers(request: HttpRequest) -> HttpResponse:
    trainee = trainee_of(request.user)
    if trainee is None:
        return lead_to_profile(request)
    wish = wish_of(trainee)
    page = Paginator(fits_for(trainee, wish), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "recommended": with_reasons(trainee, wish, page.object_list),
        "says_all": wish.skills and wish.countries and wish.begins,
    }
    return render(request, "matching/recommended_offers.html", context)


def lead_to_profile(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Tell us about yourself first. Then you can keep offers in view."))
    return redirect("profile")


@require_POST
def save_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.public(), pk=pk)
    trainee = trainee_of(request.user)
    if trainee is None:
        return lead_to_profile(request)
    save_for_later(offer=offer, trainee=trainee)
    messages.success(request, _("Saved. We remind you before it closes."))
    return redirect(offer)


@require_POST
def forget_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer, pk=pk)
    trainee = trainee_of(request.user)
    if trainee is None:
        return lead_to_profile(request)
    forget(offer=offer, trainee=trainee)
    messages.success(request, _("Taken off your list."))
    return redirect("saved_offers")
