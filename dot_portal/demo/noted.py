"""What the office of the first university wrote down about its people, cases and hosts."""

from django.db.models import Model

from dot_portal.demo.world import World
from mechanisms.notes import keeping
from placements.applications.models import Application

OF_CASES = (
    ("Called. The accommodation is found; only the insurance is still open.", ("insurance open",)),
    ("Wants to extend by a month if the host agrees. Ask again in the last week.", ("extension?", "call back")),
    ("Third stay at this host. Ask the supervisor for a report this time.", ("report wanted",)),
    ("", ("call back",)),
    ("", ("insurance open",)),
)
OF_PEOPLE = (
    ("Prefers to be called in the afternoon.", ()),
    ("Needs a step-free place to stay; the host knows.", ("access needs",)),
)
OF_HOSTS = (
    ("Answers late in summer: write to the supervisor, not to the office.", ("slow in summer",)),
    ("Very content with our students of the last two years.", ("long-standing partner",)),
)


def what_the_office_noted(world: World) -> None:
    university = world.universities[0]
    ours = Application.objects.sent().filter(institution=university).select_related("trainee", "offer__host")
    cases = list(ours.order_by("-state_since", "pk")[: len(OF_CASES)])
    people = list(dict.fromkeys(case.trainee for case in cases))
    hosts = list(dict.fromkeys(case.offer.host for case in cases))
    for rows, said in ((cases, OF_CASES), (people, OF_PEOPLE), (hosts, OF_HOSTS)):
        for number, (row, (text, words)) in enumerate(zip(rows, said, strict=False)):
            with world.on(-2, hour=9 + number):
                _note(world, row, text, words)


def _note(world: World, row: Model, text: str, words: tuple[str, ...]) -> None:
    university = world.universities[0]
    if text:
        keeping.write(row=row, body=university, by=world.coordinators[university.pk], text=text)
    for word in words:
        keeping.tag(row=row, body=university, word=word)
