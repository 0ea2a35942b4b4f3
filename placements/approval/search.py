"""The cases of an office: what its trainees have sent, with the stay that came of it, and the hosts they named.

Two tables are one list, so a page of it is found by a union of keys, and its rows are then fetched by kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.coordinators.models import Coordinator
from mechanisms.notes.models import Tag, tagged_with, tags_of
from placements.applications.models import OWNED, UNOWNED, Application, Proposal, in_care_of, on_the_desk_of
from placements.applications.states import ENDED, WAITING, WITH_THE_HOST, ApplicationState, ProposalState
from placements.approval.states import PlacementState
from programme.codelists.ordering import search_key
from programme.rules.today import programme_today

S = ApplicationState
LONGEST = 200  # characters of a search that are looked at
UNDER_WAY = (PlacementState.PLANNED, PlacementState.RUNNING)
OPEN = Q(state__in=WAITING) | Q(state=S.APPROVED, placement__state__in=UNDER_WAY)
# Stages of a case, as a filter: of applications, and of hosts that were named.
NOTHING = Q(pk=None)
OUTSIDE = Q(offer__host__country__programme_country=False)
STAGES = {
    "open": (OPEN, Q(state=ProposalState.ASKED)),
    "host": (Q(state__in=WITH_THE_HOST), Q(state=ProposalState.ASKED)),
    "trainee": (Q(state=S.ACCEPTED), NOTHING),
    "office": (Q(state=S.CONFIRMED), NOTHING),
    "stay": (Q(state=S.APPROVED, placement__state__in=UNDER_WAY), NOTHING),
    "done": (Q(state=S.APPROVED, placement__state=PlacementState.COMPLETED), NOTHING),
    "ended": (Q(state__in=ENDED), ~Q(state__in=[ProposalState.ASKED, ProposalState.CONFIRMED])),
    "named": (NOTHING, Q()),
}
WHOSE = {
    "todo": lambda user: Q(state=S.CONFIRMED) & on_the_desk_of(user),
    "mine": lambda user: OWNED & in_care_of(user),
    "nobody": lambda user: UNOWNED,
}
# What stands above what: the reader's turn, others who are late, who still has time, stays, the rest.
MINE_TO_DO, LATE, AWAITED, STAYS, REST = range(5)
DUE = Case(
    When(state__in=WITH_THE_HOST, then=F("answer_by")),
    When(state=S.ACCEPTED, then=F("confirm_by")),
    When(state=S.CONFIRMED, then=F("decide_by")),
    output_field=DateField(),
)


def applications_of(coordinator: Coordinator) -> QuerySet[Application]:
    """All this person decides on at the own institution, each with the day it is `due`."""
    at_home = Application.objects.filter(institution=coordinator.institution_id)
    return at_home.of_office(coordinator.user).annotate(due=DUE)


def proposals_of(coordinator: Coordinator) -> QuerySet[Proposal]:
    """Hosts that were named; one that has confirmed goes on as an application."""
    named = Proposal.objects.filter(trainee__institution=coordinator.institution_id, application=None)
    waiting = Case(When(state=ProposalState.ASKED, then=F("answer_by")), output_field=DateField())
    return named.exclude(trainee__user=coordinator.user).annotate(due=waiting)


def narrowed(
    applications: QuerySet, proposals: QuerySet, wanted: Mapping[str, Any], coordinator: Coordinator
) -> tuple[QuerySet, QuerySet]:
    """`wanted` is what CaseFilterForm understood; each part narrows."""
    for of_applications, of_proposals in _parts(wanted, coordinator.user):
        applications, proposals = applications.filter(of_applications), proposals.filter(of_proposals)
    if "tag" in wanted:
        institution = coordinator.institution
        applications, proposals = tagged_with(applications, wanted["tag"], institution), proposals.none()
    return applications, proposals


def _parts(wanted: Mapping[str, Any], user) -> Iterable[tuple[Q, Q]]:
    if whose := wanted.get("whose"):  # "mine" and the like, or a colleague
        yield WHOSE[whose](user) if whose in WHOSE else OWNED & Q(owner=whose), NOTHING
    if state := wanted.get("state"):
        yield STAGES.get(state) or (Q(state=state), NOTHING)
    if "late" in wanted:
        yield Q(due__lt=programme_today()), Q(due__lt=programme_today())
    if "outside" in wanted:
        yield OUTSIDE, Q(country__programme_country=False)
    if faculty := wanted.get("faculty"):
        same = Q(trainee__faculty=None if faculty == "none" else faculty)
        yield same, same
    if call := wanted.get("call"):
        yield Q(call=call), NOTHING
    for word in search_key(wanted.get("q", "")[:LONGEST]).split():  # "zofie" finds Žofie, as it does in the search
        name = Q(trainee__user__search_key__contains=word)
        yield name | Q(search_key__contains=word), name | Q(host_name__unaccent__icontains=word)


# --- one page ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CaseRow:
    """A case as a line of the list. `key` names it among applications ("a12") and named hosts ("p3")."""

    key: str
    subject: Application | Proposal
    rank: int
    due: date | None
    since: datetime
    tags: Sequence[Tag]

    @property
    def is_application(self) -> bool:
        return isinstance(self.subject, Application)

    @property
    def is_mine_to_do(self) -> bool:
        return self.rank == MINE_TO_DO

    @property
    def is_over(self) -> bool:
        return self.rank == REST

    @property
    def stay(self):
        return getattr(self.subject, "placement", None) if self.is_application else None


def keys_in_order(applications: QuerySet, proposals: QuerySet, coordinator: Coordinator) -> QuerySet:
    """The keys of both, in the order of the list: a QuerySet of dicts, to be counted and cut into pages."""
    today = programme_today()
    late = When(due__lt=today, then=LATE)
    applications = applications.annotate(
        what=Value("a", CharField()),
        row=F("pk"),
        rank=Case(
            When(WHOSE["todo"](coordinator.user), then=MINE_TO_DO),
            late,
            When(due__isnull=False, then=AWAITED),
            When(OPEN, then=STAYS),
            default=REST,
            output_field=IntegerField(),
        ),
        since=Coalesce("placement__state_since", "state_since"),
    )
    proposals = proposals.annotate(
        what=Value("p", CharField()),
        row=F("pk"),
        rank=Case(late, When(due__isnull=False, then=AWAITED), default=REST, output_field=IntegerField()),
        since=F("state_since"),
    )
    columns = ("what", "row", "rank", "due", "since")
    both = applications.order_by().values(*columns).union(proposals.order_by().values(*columns), all=True)
    return both.order_by("rank", F("due").asc(nulls_last=True), "-since", "what", "-row")


def rows_of(keys: Iterable[Mapping[str, Any]], coordinator: Coordinator) -> list[CaseRow]:
    """The lines of one page, in its order. Three queries: applications, hosts that were named, tags."""
    by_key = {f"{key['what']}{key['row']}": key for key in keys}
    found = found_by_keys(by_key, Application.objects, Proposal.objects)
    tags = tags_of([row for row in found.values() if isinstance(row, Application)], coordinator.institution)
    return [
        CaseRow(name, row, key["rank"], key["due"], key["since"], tags[row.pk] if key["what"] == "a" else ())
        for name, key in by_key.items()
        if (row := found.get(name))
    ]


def found_by_keys(keys: Iterable[str], applications, proposals) -> dict[str, Application | Proposal]:
    """Those of these rows that have one of the keys, by key, with what a line shows."""
    wanted = {"a": [], "p": []}
    for key in keys:
        if key[:1] in wanted and key[1:].isdecimal() and len(key) < 19:
            wanted[key[0]].append(int(key[1:]))
    sent = applications.filter(pk__in=wanted["a"]).with_parties().with_owner()
    found = {f"a{row.pk}": row for row in sent.select_related("placement", "trainee__faculty")}
    named = proposals.filter(pk__in=wanted["p"]).with_parties().select_related("trainee__faculty")
    return found | {f"p{row.pk}": row for row in named}


# --- how many ---------------------------------------------------------------------------------------


def counts_of(coordinator: Coordinator) -> dict[str, int]:
    """How many cases stand behind each quick filter. Two queries."""
    today, user = programme_today(), coordinator.user
    sent = applications_of(coordinator).aggregate(
        todo=Count("pk", filter=WHOSE["todo"](user)),
        mine=Count("pk", filter=OPEN & WHOSE["mine"](user)),
        nobody=Count("pk", filter=OPEN & UNOWNED),
        late=Count("pk", filter=Q(due__lt=today)),
        outside=Count("pk", filter=OPEN & OUTSIDE),
        open=Count("pk", filter=OPEN),
    )
    asked = Q(state=ProposalState.ASKED)
    named = proposals_of(coordinator).aggregate(
        late=Count("pk", filter=Q(due__lt=today)),
        outside=Count("pk", filter=asked & Q(country__programme_country=False)),
        open=Count("pk", filter=asked),
    )
    return {name: number + named.get(name, 0) for name, number in sent.items()}
