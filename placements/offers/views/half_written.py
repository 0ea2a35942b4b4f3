"""Offers that somebody has begun to write: where they are kept, how to go on, and how they will look."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from django.urls import reverse

from mechanisms.drafts.models import Draft
from placements.offers.forms.offer import OfferForm
from placements.offers.models import Offer
from placements.offers.states import OfferState

# The keys of mechanisms.drafts under which an offer is kept while it is typed.
NEW, NEW_FOR_STAFF, CHANGE = "offers.new_offer", "offers.new_staff_offer", "offers.change_offer:"


@dataclass(frozen=True)
class HalfWritten:
    """`title` is empty as long as nobody has typed one; `language` is that of the title."""

    title: str
    language: str
    changed: datetime
    url: str


def half_written(user) -> list[HalfWritten]:
    """What this person has begun and not saved as an offer, the newest first. Two queries.

    A change to an offer that can no longer be changed is left out.
    """
    kept = Draft.objects.filter(owner=user, key__startswith="offers.").exclude(parts={}).order_by("-changed")
    changes = {draft.key: draft.key.removeprefix(CHANGE) for draft in kept if draft.key.startswith(CHANGE)}
    editable = Offer.objects.of_host_member(user).filter(state__in=[OfferState.DRAFT, OfferState.RETURNED])
    known = set(editable.filter(pk__in=changes.values()).values_list("pk", flat=True))
    return [
        _begun(draft)
        for draft in kept
        if draft.key in {NEW, NEW_FOR_STAFF} or (draft.key in changes and int(changes[draft.key]) in known)
    ]


def _begun(draft: Draft) -> HalfWritten:
    said = draft.parts.get("what", {})
    url = {
        NEW: reverse("new_offer"),
        NEW_FOR_STAFF: reverse("new_offer", query={"audience": Offer.Audience.STAFF}),
    }.get(draft.key) or reverse("change_offer", args=[draft.key.removeprefix(CHANGE)])
    title, language = ((said.get(name) or [""])[0].strip() for name in ("title", "language"))
    return HalfWritten(title, language if title else "", draft.changed, url)


def card_of(form: OfferForm) -> SimpleNamespace | None:
    """The offer as its readers will find it in the list, from a form that is right; else there is none yet."""
    if not form.is_valid():
        return None
    offer, lists = form.instance, form.listed()
    taught = [*(skill.label for skill in lists["skills_taught"]), *offer.own_skills_taught]
    return SimpleNamespace(
        text=offer,
        host=offer.host,
        city_name=offer.city_name,
        country=offer.country,
        is_for_staff=offer.is_for_staff,
        field=offer.field,
        starts_from=offer.starts_from,
        ends_by=offer.ends_by,
        hours_per_week=offer.hours_per_week,
        language_lines=[str(line) for line in lists["languages"]],
        pay_line=offer.pay_line,
        days_left=offer.days_left,
        skills_taught_labels=taught,
        get_absolute_url="#card",
    )
