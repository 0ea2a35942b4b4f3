"""The host's offer in further languages."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mechanisms.drafts.keeping import Kept
from mechanisms.lifecycle.machine import MoveRefused
from placements.offers import transitions
from placements.offers.forms.version import VersionForm
from placements.offers.models import Offer, OfferText, language_name


def languages_of(offer: Offer) -> list[dict]:
    """The languages its host can read, change or add, for the offer's page: those of the portal, and its own."""
    written = {text.language: text for text in offer.texts.all()}
    others = [code for code, _name in settings.LANGUAGES if code != offer.language]
    return [
        {
            "code": code,
            "name": language_name(code),
            "text": written.get(code),
            "is_complete": code in written and written[code].says_all_of(offer),
        }
        for code in dict.fromkeys([*written, *others])
    ]


def write_version(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.of_host_member(request.user).select_related("host__country"), pk=pk)
    if language == offer.language or language not in dict(settings.LANGUAGES):
        raise Http404
    if not offer.is_editable:
        messages.error(request, _("This offer can no longer be changed: take it back first, or close it."))
        return redirect(offer)
    text = offer.texts.filter(language=language).first()
    kept = Kept(request, f"offers.version_{language}:{offer.pk}")
    form = VersionForm(kept.data, instance=text or OfferText(offer=offer, language=language), offer=offer)
    if kept.is_later:
        return kept.later(offer.get_absolute_url())
    if kept.is_sent and form.is_valid():
        _write(request, kept, form.instance)
        return redirect(offer)
    kept.show(form)
    context = {"form": form, "kept": kept, "offer": offer, "text": text}
    return render(request, "offers/write_version.html", context | {"code": language, "name": language_name(language)})


def _write(request: HttpRequest, kept: Kept, text: OfferText) -> None:
    try:
        transitions.write_version(text=text, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        kept.forget(text.offer)
        messages.success(request, _("Saved. Who reads %(language)s sees it.") % {"language": text.language_name})


@require_POST
def remove_version(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.of_host_member(request.user), pk=pk)
    try:
        transitions.remove_version(offer=offer, language=language, by=request.user)
    except MoveRefused as refused:
        messages.error(request, refused.sentence)
    else:
        words = {"language": language_name(language)}
        messages.success(request, _("The version in %(language)s is taken off.") % words)
    return redirect(offer)
