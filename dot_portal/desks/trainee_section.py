"""A trainee's desk: how the applications stand, and offers that suit."""

from dataclasses import dataclass

from accounts.coordinators.models import has_office
from accounts.trainees.models import Trainee
from dot_portal.desks import first_steps
from placements.applications.models import Application
from placements.applications.states import ENDED
from placements.applications.views.timeline import Dot, timeline
from placements.matching.models import Interest
from placements.matching.recommending import recommended

RECOMMENDED = 3
SHOWN = 10


@dataclass(frozen=True)
class Way:
    """An application as a line of dots; once approved it leads to the stay."""

    application: Application
    url: str
    row: object  # whose state is shown
    dots: list[Dot]


def trainee(user) -> dict | None:
    profile = (
        Trainee.objects.select_related("user", "institution", "study_field", "field_taught").filter(user=user).first()
    )
    if profile is None:
        return None
    office, ways = has_office(profile.institution_id), ways_of(profile)
    return {
        "profile": profile,
        "has_office": office,
        "first_steps": first_steps.of_trainee(profile, has_office=office),
        "ways": ways,
        "recommended": recommended(profile, RECOMMENDED, without=[way.application.offer_id for way in ways]),
        "saved": Interest.objects.saved().filter(trainee=profile).count(),
    }


def ways_of(profile: Trainee) -> list[Way]:
    """The newest that have not come to nothing."""
    applications = Application.objects.filter(trainee=profile).exclude(state__in=ENDED)
    applications = applications.with_parties().select_related("placement").prefetch_related("steps", "offer__texts")
    ways = []
    for application in applications[:SHOWN]:
        stay = getattr(application, "placement", None)
        url = (stay or application).get_absolute_url()
        ways.append(Way(application, url, stay or application, timeline(application, reader="trainee")))
    return ways
