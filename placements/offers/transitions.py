"""Everything that happens to an offer."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.hosts.models import acts_for_host
from accounts.hosts.transitions import verify
from accounts.users.models import User
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.notifications.posting import post
from placements.offers.models import Offer, OfferLanguage, OfferStep, OfferText, checkers_of, language_name
from placements.offers.search import search_text_of
from placements.offers.states import OfferState
from programme.rules.today import programme_today

# The move by which the check confirms what a trusted host has opened already.
CONFIRMED_AS = {OfferState.PUBLISHED: "confirm_published", OfferState.FILLED: "confirm_filled"}
# What other verbs write: the row that a page has loaded may be older than their word.
WRITTEN_BY_OTHERS = ("state", "state_since", "places_held", "check_due", "checked_at", "checked_by_id", "published_at")


@transaction.atomic
def save_offer(
    *,
    offer: Offer,
    by: User,
    activities: Iterable = (),
    competences: Iterable = (),
    skills_taught: Iterable = (),
    skills_wanted: Iterable = (),
    languages: Iterable[OfferLanguage] = (),
) -> Offer:
    """Write a draft or a returned offer with its lists, replaced whole; the same new offer sent twice is one draft.

    Raises MoveRefused for another host's offer, or one that is being checked or already open.
    """
    if not acts_for_host(by, offer.host_id):
        raise MoveRefused(_("Only the organisation that hosts can write this offer."))
    if offer.pk is None:
        offer.created_by = by
        offer.pk = _same_draft(offer)
    if offer.pk is not None:
        stored = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if not stored.is_editable:
            raise MoveRefused(_("This offer can no longer be changed: take it back first, or close it."))
        for name in WRITTEN_BY_OTHERS:
            setattr(offer, name, getattr(stored, name))
        if offer.places < offer.places_held:
            raise MoveRefused(_("There are fewer places than trainees already accepted."))
        _refuse_second_version(offer, offer.language)
    offer.save()
    _save_lists(offer, activities, competences, skills_taught, skills_wanted, languages)
    return offer


def _same_draft(offer: Offer) -> int | None:
    """The draft that the same person has just saved with the same words: a button pressed twice."""
    # One after the other. Not the host: the check locks an offer, then its host, and the two could wait for each other.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.created_by_id)
    return (
        Offer.objects.filter(
            host_id=offer.host_id,
            created_by=offer.created_by,
            state=OfferState.DRAFT,
            title=offer.title,
            tasks=offer.tasks,
            starts_from=offer.starts_from,
            ends_by=offer.ends_by,
        )
        .values_list("pk", flat=True)
        .first()
    )


def _save_lists(offer, activities, competences, skills_taught, skills_wanted, languages) -> None:
    offer.activities.set(activities)
    offer.competences.set(competences)
    offer.skills_taught.set(skills_taught)
    offer.skills_wanted.set(skills_wanted)
    offer.languages.all().delete()
    OfferLanguage.objects.bulk_create(
        OfferLanguage(offer=offer, language=line.language, level=line.level) for line in languages
    )
    _keep_words(offer)


def _refuse_second_version(offer: Offer, language: str) -> None:
    if offer.texts.filter(language=language).exists():
        raise MoveRefused(_("The offer is written in this language already."))


@transaction.atomic
def write_version(*, text: OfferText, by: User) -> OfferText:
    """Save the offer in one more language, or anew in it. Readers of that language see it from then on.

    The rule of the offer itself: raises MoveRefused for another host's, or one that is being checked or already open.
    """
    offer = _to_write_in(text.offer, by)
    if text.language == offer.language:
        raise MoveRefused(_("The offer is written in this language already."))
    earlier = offer.texts.filter(language=text.language).first()
    text.offer, text.pk = offer, earlier and earlier.pk
    text.save()
    _keep_words(offer)
    return text


@transaction.atomic
def remove_version(*, offer: Offer, language: str, by: User) -> None:
    """Take one language off; the version the host wrote first stays. Safe to repeat."""
    offer = _to_write_in(offer, by)
    offer.texts.filter(language=language).delete()
    _keep_words(offer)


def _to_write_in(offer: Offer, by: User) -> Offer:
    if not acts_for_host(by, offer.host_id):
        raise MoveRefused(_("Only the organisation that hosts can write this offer."))
    stored = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if not stored.is_editable:
        raise MoveRefused(_("This offer can no longer be changed: take it back first, or close it."))
    return stored


def _keep_words(offer: Offer) -> None:
    offer.search_text = search_text_of(offer)
    offer.save(update_fields=["search_text"])


@transaction.atomic
def agree_privately(*, offer: Offer, **lists) -> Offer:
    """An offer a host agreed with one trainee: in the pipeline, never listed (state `private` from its first day)."""
    offer.state = OfferState.PRIVATE
    offer.save()
    _save_lists(
        offer,
        **{"activities": (), "competences": (), "skills_taught": (), "skills_wanted": (), "languages": ()} | lists,
    )
    return offer


@transaction.atomic
def keep_as_first_offer(*, offer: Offer, by: User) -> Offer:
    """Copy a privately agreed offer into a draft that its host can publish."""
    if not acts_for_host(by, offer.host_id):
        raise MoveRefused(_("Only the organisation that hosts can keep this offer."))
    lists = {
        name: list(getattr(offer, name).all())
        for name in ("activities", "competences", "skills_taught", "skills_wanted")
    }
    languages = [OfferLanguage(language=line.language, level=line.level) for line in offer.languages.all()]
    texts = list(offer.texts.all())
    copy = Offer.objects.get(pk=offer.pk)
    copy.pk, copy.state, copy.state_since = None, OfferState.DRAFT, timezone.now()
    copy.places_held, copy.checked_at, copy.checked_by, copy.check_due = 0, None, None, None
    save_offer(offer=copy, by=by, languages=languages, **lists)
    for text in texts:
        text.offer = copy
        write_version(text=text, by=by)
    return copy


def _refuse_past_deadline(offer: Offer) -> None:
    if offer.deadline < programme_today():
        raise MoveRefused(_("The last day to apply has passed: choose a later one first."))


def _refuse_half_versions(offer: Offer) -> None:
    for text in offer.texts.all():
        if not text.says_all_of(offer):
            words = {"language": language_name(text.language)}
            raise MoveRefused(_("The version in %(language)s does not say all: complete it, or take it off.") % words)


@transaction.atomic
def submit(*, offer: Offer, by: User) -> OfferStep:
    """The host sends its offer to the digital check, with a promised day for the answer."""

    def promise(offer):
        _refuse_past_deadline(offer)
        _refuse_half_versions(offer)
        offer.check_due = programme_today() + timedelta(days=settings.OFFER_CHECK_DAYS)

    step = perform(offer, "submit", by=by, guard=promise)
    post("offers.submitted", to=checkers_of(offer), about=offer, once=f"step:{step.pk}")
    return step


@transaction.atomic
def publish(*, offer: Offer, by: User) -> OfferStep:
    """A verified host with a completed stay publishes at once and is checked afterwards."""

    def open_now(offer):
        _refuse_past_deadline(offer)
        _refuse_half_versions(offer)
        offer.published_at = timezone.now()
        offer.checked_at = None
        offer.check_due = programme_today() + timedelta(days=settings.OFFER_CHECK_DAYS)

    step = perform(offer, "publish", by=by, guard=open_now)
    post("offers.submitted", to=checkers_of(offer), about=offer, once=f"step:{step.pk}")
    return step


@transaction.atomic
def take_back(*, offer: Offer, by: User) -> OfferStep:
    return perform(offer, "take_back", by=by)


@transaction.atomic
def confirm(*, offer: Offer, by: User) -> OfferStep:
    """It is a digital traineeship and its host exists: publish it, and verify the host on its first offer.

    One that came back with trainees already accepted may be full. Rules 1 (the qualifying list) and 2.3 (who may host).
    """

    def record(offer):
        if not offer.awaits_check:
            raise MoveRefused(_("This offer has already been checked."))
        _refuse_past_deadline(offer)
        offer.checked_at, offer.checked_by = timezone.now(), by
        offer.published_at = offer.published_at or timezone.now()

    step = perform(offer, CONFIRMED_AS.get(offer.state, "confirm"), by=by, guard=record)
    _fill_if_full(offer)
    verify(host=offer.host, by=by)
    post("offers.confirmed", to=offer.host.people(), about=offer, once=f"step:{step.pk}")
    return step


def _fill_if_full(offer: Offer) -> None:
    if offer.state == OfferState.PUBLISHED and offer.places_left == 0:
        perform(offer, "fill", by=None)


@transaction.atomic
def return_offer(*, offer: Offer, by: User, why: str) -> OfferStep:
    """Not digital, or not clear: back to the host, who is told what to change."""

    def only_unchecked(offer):
        if not offer.awaits_check:
            raise MoveRefused(_("This offer has already been checked."))

    step = perform(offer, "return", by=by, why=why, guard=only_unchecked)
    post("offers.returned", to=offer.host.people(), about=offer, once=f"step:{step.pk}", context={"why": why})
    return step


@transaction.atomic
def close(*, offer: Offer, by: User, why: str) -> OfferStep:
    """Ended before its deadline. The host is told when somebody else did it; those who wrote a draft are told by the
    stages that follow."""
    step = perform(offer, "close", by=by, why=why)
    if not acts_for_host(by, offer.host_id):
        post("offers.closed", to=offer.host.people(), about=offer, once=f"step:{step.pk}", context={"why": why})
    return step


@transaction.atomic
def expire(*, offer: Offer) -> OfferStep:
    def only_past_deadline(offer):
        if offer.deadline >= programme_today():
            raise MoveRefused(_("The deadline has moved; this offer is still open."))

    step = perform(offer, "expire", by=None, guard=only_past_deadline)
    post("offers.expired", to=offer.host.people(), about=offer, once=f"step:{step.pk}")
    return step


@transaction.atomic
def hold_place(*, offer: Offer) -> None:
    """Take one place, at a host's acceptance. Raises MoveRefused when none is left: never oversold."""
    taken = Offer.objects.filter(pk=offer.pk, places_held__lt=F("places")).update(places_held=F("places_held") + 1)
    if not taken:
        raise MoveRefused(_("All places of this offer are taken. Free one first, or decline."))
    offer.refresh_from_db(fields=["places_held", "state"])
    _fill_if_full(offer)


@transaction.atomic
def release_place(*, offer: Offer) -> None:
    """Give a place back: after a refusal, a withdrawal or a lapse."""
    Offer.objects.filter(pk=offer.pk, places_held__gt=0).update(places_held=F("places_held") - 1)
    offer.refresh_from_db(fields=["places_held", "state"])
    if offer.state == OfferState.FILLED:
        perform(offer, "reopen", by=None)
