"""Offers for a trainee, with the reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.trainees.models import Trainee
from placements.matching.models import Interest
from placements.matching.scoring import Facts, Fit, Wish, best_first
from placements.offers.models import Offer, OfferQuerySet

LOOKED_AT = 2000  # open offers that are compared, the newest first


@dataclass(frozen=True)
class Recommendation:
    offer: Offer
    dots: int
    reasons: list[tuple[str, str, bool]]  # as components/offer_card.html takes them


def possible_for(trainee: Trainee) -> OfferQuerySet:
    """Open to this kind of person, abroad, not at the own organisation, not yet applied for."""
    kinds = [trainee.kind]
    if trainee.kind == Trainee.Kind.HE_STUDENT:  # who may be selected before the degree and go after it (R6)
        kinds.append(Offer.Kind.HE_GRADUATE)
    applied = Interest.objects.filter(trainee=trainee, applied_at__isnull=False)
    return (
        Offer.objects.published()
        .filter(kinds__overlap=kinds)
        .exclude(host__country__in=[trainee.institution.country_id, trainee.residence_id])
        .exclude(host__members__user=trainee.user_id)
        .exclude(pk__in=applied.values("offer"))
    )


def keys_of(skills: Iterable, own: Iterable[str]) -> frozenset:
    """A plain word stands for the skill it points to; a skill of nobody's list for itself."""
    return frozenset([*skills, *(word.casefold() for word in own)])


def _skills(through: type, owner: str) -> ArraySubquery:
    rows: QuerySet = through.objects.filter(**{owner: OuterRef("pk")})
    return ArraySubquery(rows.order_by().values_list(Coalesce("skill__maps_to", "skill_id"), flat=True))


def wish_of(trainee: Trainee) -> Wish:
    """What this person can do and is looking for, in one query."""
    row = (
        Trainee.objects.filter(pk=trainee.pk)
        .annotate(
            known=_skills(Trainee.skills.through, "trainee"),
            develops=ArraySubquery(_ids(Trainee.competences.through, "trainee", "term_id")),
            countries=ArraySubquery(_ids(Trainee.wanted_countries.through, "trainee", "country_id")),
        )
        .get()
    )
    return Wish(
        skills=keys_of(row.known, trainee.own_skills),
        competences=frozenset(row.develops),
        study=(trainee.field_taught_id if trainee.is_staff_member else trainee.study_field_id) or "",
        countries=frozenset(row.countries),
        begins=trainee.wanted_from,
    )


def _ids(through: type, owner: str, name: str) -> QuerySet:
    return through.objects.filter(**{owner: OuterRef("pk")}).order_by().values(name)


def fits_for(trainee: Trainee, wish: Wish) -> list[Fit]:
    """The open offers that suit, best first, in one query; without any dot it is no recommendation."""
    rows = (
        possible_for(trainee)
        .order_by("-published_at", "-pk")
        .annotate(
            wanted=_skills(Offer.skills_wanted.through, "offer"),
            taught=_skills(Offer.skills_taught.through, "offer"),
            developed=ArraySubquery(_ids(Offer.competences.through, "offer", "term_id")),
            field_code=F("field__code"),
            country_code=F("host__country_id"),
        )
        .values_list(
            *("pk", "wanted", "own_skills_wanted", "taught", "own_skills_taught", "developed"),
            *("field_code", "country_code", "starts_from", "ends_by", "deadline"),
        )[:LOOKED_AT]
    )
    facts = (
        Facts(pk, keys_of(wanted, own_wanted), keys_of(taught, own_taught), frozenset(developed), *rest)
        for pk, wanted, own_wanted, taught, own_taught, developed, *rest in rows
    )
    return [fit for fit in best_first(wish, facts) if fit.dots]


def with_reasons(trainee: Trainee, wish: Wish, fits: Iterable[Fit]) -> list[Recommendation]:
    """These offers as cards, in this order, in a fixed number of queries."""
    fits = list(fits)
    offers = Offer.objects.filter(pk__in=[fit.pk for fit in fits]).with_card()
    if trainee.is_staff_member:
        offers = offers.prefetch_related("competences")
    cards = offers.prefetch_related("skills_wanted").in_bulk()
    return [
        Recommendation(cards[fit.pk], fit.dots, _reasons(trainee, wish, cards[fit.pk], fit))
        for fit in fits
        if fit.pk in cards
    ]


def _reasons(trainee: Trainee, wish: Wish, offer: Offer, fit: Fit) -> list[tuple[str, str, bool]]:
    wanted = [(skill.label, skill.maps_to_id or skill.pk) for skill in offer.skills_wanted.all()]
    wanted += [(word, word.casefold()) for word in offer.own_skills_wanted]
    taught = offer.skills_taught_labels
    if trainee.is_staff_member:
        taught = [*taught, *(term.label for term in offer.competences.all() if term.pk in wish.competences)]
    study = trainee.field_taught if trainee.is_staff_member else trainee.study_field
    lines = [
        (_("Uses"), [label for label, key in wanted if key in wish.skills], False),
        (_("Teaches"), taught if fit.teaches else [], False),
        (_("Fits your field"), [study.name] if fit.field else [], False),
        (_("Where you want to go"), [offer.country.name] if fit.country else [], False),
        (_("When you want to go"), [date_format(wish.begins, "SHORT_DATE_FORMAT")] if fit.dates else [], False),
        (_("Asks for"), [label for label, key in wanted if key not in wish.skills], True),
    ]
    return [(word, ", ".join(labels), asks) for word, labels, asks in lines if labels]


def recommended(trainee: Trainee, number: int, *, without: Iterable[int] = ()) -> list[Recommendation]:
    """The best few, for the desk, but for these offers."""
    wish, known = wish_of(trainee), set(without)
    return with_reasons(trainee, wish, [fit for fit in fits_for(trainee, wish) if fit.pk not in known][:number])
