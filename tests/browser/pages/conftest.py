"""One world for all tests here, which only look: made once, then copied for each test."""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.test import Client, override_settings

from tests import clones
from tests.addresses import PAGES, PEOPLE, Route, address, addressed_in, read

PARTIES = ("anonymous", "trainee", "host", "coordinator", "administrator")
# No whole pages; and a mail, in which no script may run, so that nobody can look into it.
NO_PAGES = ("search_", "application_cv", "robots", "stay_signed_in", "news_feed", "office_state", "mailbox_html")


@dataclass
class Shown:
    """A world, its sessions by person, and where its things are."""

    template: str
    sessions: dict[str, str]
    addressed: dict
    mailbox: object

    def pages(self, party: str) -> list[tuple[Route, str]]:
        """Each page that this party may open, with its address."""
        return [
            (route, address(route, self.addressed))
            for route in read(PAGES)
            if route.answers[party] == "200" and not route.name.startswith(NO_PAGES)
        ]

    def where(self, name: str, about: str = "-") -> str:
        return address(Route(name, about, {}), self.addressed)


@pytest.fixture(scope="package")
def shown(django_db_setup, django_db_blocker, tmp_path_factory):
    from tests.worlds import World

    mailbox = tmp_path_factory.mktemp("mailbox")
    with django_db_blocker.unblock():
        with clones.clone_of(django_db_setup) as name, override_settings(EMAIL_FILE_PATH=mailbox):
            world = World()
            world.other_trainee = world.student("Othertrainee").user
            addressed = addressed_in(world)
            sessions = {}
            for person in PEOPLE[1:]:
                client = Client()
                client.force_login(getattr(world, person))
                sessions[person] = client.session.session_key
            template = f"{name}_shown"
            clones.copy(name, template)
        yield Shown(template, sessions, addressed, mailbox)
        clones.drop(template)


@pytest.fixture
def committed_db(transactional_db, shown, django_db_blocker, settings):
    """A clone of the world that is shown, in place of the empty one."""
    settings.EMAIL_FILE_PATH = shown.mailbox
    with django_db_blocker.unblock(), clones.clone_of(shown.template) as name:
        yield name


@pytest.fixture
def visit_as(visit, shown):
    """visit_as("host", width=...) gives a signed-in person a browser."""

    def visit_as(person: str, **options):
        visitor = visit(**options)
        if person != "anonymous":
            visitor.enter(shown.sessions[person])
        return visitor

    return visit_as


@pytest.fixture
def gallery_open(settings):
    """The gallery has an address only where DEBUG was on from the start, which tests turn off."""
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.browser.pages.gallery_urls"


@contextmanager
def faults_collected():
    """Collects faults by page and fails at the end with all of them, for a reader who mends them in one go."""
    found: dict[str, list[str]] = {}
    yield found
    found = {where: faults for where, faults in found.items() if faults}
    assert not found, "\n".join(f"{where}\n    " + "\n    ".join(faults) for where, faults in found.items())
