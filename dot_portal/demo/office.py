"""The office of the first university: an assistant who is away this week, and whose case is whose."""

from accounts.coordinators.transitions import admit, ask_to_join, plan_absence
from dot_portal.demo.world import World
from placements.applications.models import Application, Proposal
from placements.applications.states import WAITING
from placements.applications.transitions import proposals
from placements.applications.transitions.office import assign
from placements.calls.transitions import open_call

ASSISTANT = "assistant@demo.example"


def the_office_shares_its_work(world: World) -> None:
    university = world.universities[0]
    chief = world.coordinators[university.pk]
    with world.on(-200):
        user = world.person(ASSISTANT, "coordinator", given_name="Lucie", family_name="Vymyšlená")
        assistant = ask_to_join(by=user, institution=university, position="Assistant, international office")
        admit(coordinator=assistant, by=chief)
    _share_out(world, chief, assistant)
    _name_a_host_far_away(world)
    with world.on(-1):
        deputy = chief.coordinator
        away = {"away_from": world.day(-1), "away_until": world.day(6), "deputy": deputy}
        plan_absence(coordinator=assistant, by=user, **away)


def _share_out(world: World, chief, assistant) -> None:
    """Of the open cases every third is the coordinator's, every third the assistant's, and every third nobody's."""
    university = world.universities[0]
    cases = Application.objects.sent().filter(institution=university, state__in=WAITING).order_by("pk")
    owners = (chief.coordinator, assistant, None)
    with world.on(-2):
        for number, case in enumerate(cases.with_parties()):
            if owner := owners[number % len(owners)]:
                assign(application=case, to=owner, by=chief)


def _name_a_host_far_away(world: World) -> None:
    """Outside the programme countries, paid from the call for these."""
    university = world.universities[0]
    with world.on(-60):
        open_call(
            by=world.coordinators[university.pk],
            institution=university,
            year=min(world.today.year, 2027),
            action="KA171",
            title="Digital traineeships beyond the programme countries",
            opens=world.day(-60),
            closes=world.day(190),
        )
    person = world.students[20]
    proposal = Proposal(
        trainee=person,
        host_name="Erfundene Alpen Daten AG",
        country_id="CH",
        city_name="Zürich",
        supervisor_name="Urs Erfunden",
        supervisor_email="urs@alpendaten.example",
        kind=person.kind,
        starts=world.day(70),
        ends=world.day(165),
        about="We met at a hackathon and agreed on a project with weather data.",
    )
    with world.on(-4):
        proposals.propose(proposal=proposal, by=person.user)
