"""What every test shares: real servers, strict templates, code lists, four people, no network beyond this machine."""

import os

import django
import pytest
from django.conf import settings
from django.utils import translation

from dot_portal.languages.catalogues import compile_stale
from tests import servers, strict_templates

servers.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")
os.environ |= {
    "SECRET_KEY": "only for tests, and long enough that no check complains about it",
    "DEBUG": "true",  # static files are served as they stand; the test runner itself turns DEBUG off
    "DEMO": "false",
    "SITE_URL": "http://localhost:8000",
    "EMAIL_URL": "",
}
compile_stale(settings.BASE_DIR)
django.setup()  # a conftest below imports models, also when its folder alone is run
strict_templates.install()
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when nothing was ever collected


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes():
    """Each parallel process reads the settings once its own servers run; told of them earlier, it would read ours."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


# --- databases ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The code lists are there from the start; what commits goes to clones of the template (tests/clones.py)."""
    from programme.codelists.loader import load  # its models need the apps, which are not ready above
    from tests import clones

    with django_db_blocker.unblock():
        load()
        template = clones.keep_as_template()
    clones.never_truncate()
    yield template
    with django_db_blocker.unblock():
        clones.drop(template)


@pytest.fixture(autouse=True)
def _own_database_to_commit_to(request):
    """Whatever commits (transaction=True, transactional_db, live_server) has a database of its own."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and (marker.kwargs.get("transaction") or True in marker.args[:1])
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("committed_db")


@pytest.fixture
def committed_db(transactional_db, django_db_setup, django_db_blocker):
    """A clone with the code lists in it, for threads, workers and browsers; returns its name."""
    from tests import clones

    with django_db_blocker.unblock(), clones.clone_of(django_db_setup) as name:
        yield name


@pytest.fixture(autouse=True)
def _own_language():
    """A request leaves its language to the thread, where the next one sets its own; a test must not read it."""
    yield
    translation.deactivate()


# --- people, each made by the real verbs ---------------------------------------------------------------


@pytest.fixture
def world(db):
    """What people do and what comes of it: tests/worlds.py. Its people are the fixtures below."""
    from tests.worlds import World

    return World()


@pytest.fixture
def trainee(world):
    """A student of Univerzita Karlova."""
    return world.trainee


@pytest.fixture
def learner(world):
    """A VET learner of a German school."""
    return world.learner


@pytest.fixture
def lecturer(world):
    """A member of the staff of Univerzita Karlova."""
    return world.lecturer


@pytest.fixture
def host(world):
    """The owner of a Dutch organisation."""
    return world.host


@pytest.fixture
def other_host(world):
    return world.other_host


@pytest.fixture
def coordinator(world):
    """Of Univerzita Karlova; checks the offers of Dutch hosts as well."""
    return world.coordinator


@pytest.fixture
def other_coordinator(world):
    """Of the university of Aveiro."""
    return world.other_coordinator


@pytest.fixture
def administrator(world):
    return world.administrator


@pytest.fixture
def stranger(world):
    """Somebody who signed in and acts for nobody."""
    return world.stranger


# --- a world in which there is something to see at every address ------------------------------------


@pytest.fixture(scope="module")
def peopled(django_db_setup, django_db_blocker):
    """Made once for the tests of a module, which all start from it: what they change is taken back."""
    from django.test import Client

    from tests.addresses import PEOPLE, addressed_in
    from tests.clones import written_once
    from tests.worlds import World

    with written_once(django_db_blocker):
        world = World()
        world.other_trainee = world.student("Othertrainee").user
        clients = {person: Client() for person in PEOPLE}
        for person in PEOPLE[1:]:
            clients[person].force_login(getattr(world, person))
        yield world, addressed_in(world), clients


@pytest.fixture
def addressed(peopled, db):
    return peopled[1]


@pytest.fixture
def people(peopled, db):
    """A signed-in client for each person of the table of addresses."""
    return peopled[2]


# --- a real worker ------------------------------------------------------------------------------------


@pytest.fixture
def mails_folder(committed_db, settings, tmp_path):
    """Where this test's worker leaves the mails; with a broker in which nothing waits."""
    from django.core.cache import cache

    from tests.portal import lose_the_queue

    settings.EMAIL_BACKEND = "mechanisms.notifications.mail.OutboxBackend"  # of which the test runner makes another
    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    lose_the_queue()
    yield tmp_path
    lose_the_queue()
    cache.clear()


@pytest.fixture
def idle_worker(mails_folder):
    """Not started yet."""
    from tests.portal import Worker

    worker = Worker(mails_folder)
    yield worker
    worker.stop()


@pytest.fixture
def worker(idle_worker):
    """A real Celery worker process, on the database and the broker of this test."""
    idle_worker.start()
    return idle_worker
