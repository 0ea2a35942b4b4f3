"""What somebody new does first, for each party; derived from what is there, so that it is never out of date."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.coordinators.models import Coordinator, Office
from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from mechanisms.jobs.models import Job
from placements.applications.models import Application
from placements.calls.models import Call
from placements.matching.models import Interest
from placements.offers.models import Offer


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    is_done: bool


def _found(thing: Model, **queries: Any) -> dict[str, bool]:
    """Which of these are there, in one query."""
    there = thing._meta.model.objects.filter(pk=thing.pk)
    return there.annotate(**{name: Exists(rows) for name, rows in queries.items()}).values(*queries).get()


def left_of(user: User, steps: list[Step]) -> list[Step]:
    """The whole list while something on it is left to do and wanted, else nothing."""
    return [] if user.first_steps_hidden or all(step.is_done for step in steps) else steps


def of_trainee(profile: Trainee, *, has_office: bool) -> list[Step]:
    if profile.user.first_steps_hidden:
        return []
    mine = {"trainee": OuterRef("pk")}
    found = _found(
        profile,
        saved=Interest.objects.filter(**mine),
        applied=Application.objects.filter(**mine),
    )
    office_url = reverse("contact") if has_office else reverse("invite_office")
    steps = [
        Step(_("Say who you are"), reverse("profile"), True),
        Step(_("Your institution's office is here"), office_url, has_office),
        Step(_("Save an offer you like"), reverse("recommended_offers"), found["saved"] or found["applied"]),
        Step(_("Write your first application"), reverse("recommended_offers"), found["applied"]),
    ]
    return left_of(profile.user, steps)


def of_host(user: User, host: Host) -> list[Step]:
    if user.first_steps_hidden:
        return []
    offers = Offer.objects.filter(host=OuterRef("pk"))
    found = _found(
        host,
        written=offers,
        checked=offers.filter(checked_at__isnull=False),
        asked=Application.objects.sent().filter(offer__host=OuterRef("pk")),
    )
    steps = [
        Step(_("Describe your organisation"), reverse("host_profile"), True),
        Step(_("Write your first offer"), reverse("new_offer"), found["written"]),
        Step(_("Have it checked as digital"), reverse("host_offers"), found["checked"]),
        Step(_("Answer your first applicant"), reverse("host_applications"), found["asked"]),
    ]
    return left_of(user, steps)


def of_coordinator(mine: Coordinator) -> list[Step]:
    if mine.user.first_steps_hidden:
        return []
    found = _found(
        mine,
        address=Office.objects.filter(institution=OuterRef("institution")),
        call=Call.objects.filter(institution=OuterRef("institution")),
        countries=Coordinator.takes_countries.through.objects.filter(coordinator=OuterRef("pk")),
    )
    steps = [
        Step(_("Be admitted for your institution"), mine.get_absolute_url(), True),
        Step(_("Say how your office is reached"), reverse("our_office"), found["address"]),
        Step(_("Open a call"), reverse("new_call"), found["call"]),
        Step(_("Take the countries whose hosts you know"), reverse("take_countries"), found["countries"]),
    ]
    return left_of(mine.user, steps)


def of_administrator(user: User) -> list[Step]:
    if user.first_steps_hidden:
        return []
    found = _found(
        user,
        lists=Job.objects.filter(kind="codelists.apply", state=Job.State.DONE),
        office=Coordinator.objects.admitted(),
        call=Call.objects.all(),
        offer=Offer.objects.filter(checked_at__isnull=False),
    )
    steps = [
        Step(_("Bring in the official lists"), reverse("imports"), found["lists"]),
        Step(_("Admit the first coordinator"), reverse("admissions"), found["office"]),
        Step(_("See the first call open"), reverse("demand"), found["call"]),
        Step(_("Check the first offer"), reverse("check_queue"), found["offer"]),
    ]
    return left_of(user, steps)
