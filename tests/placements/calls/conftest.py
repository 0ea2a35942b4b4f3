import pytest

from accounts.coordinators.transitions import admit, ask_to_join
from accounts.users.models import User
from placements.calls.transitions import open_call
from programme.codelists.models import Institution
from tests.placements.calls.rounds import terms


@pytest.fixture
def institution(db) -> Institution:
    return Institution.objects.get(erasmus_code="CZ PRAHA07")


@pytest.fixture
def elsewhere(db) -> Institution:
    return Institution.objects.get(erasmus_code="CZ BRNO05")


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("administrator@example.org", given_name="Ada")


@pytest.fixture
def stranger(db) -> User:
    return User.objects.create_user("stranger@example.org")


@pytest.fixture
def coordinator(administrator, institution) -> User:
    return a_coordinator("coordinator@example.org", institution, administrator)


@pytest.fixture
def coordinator_elsewhere(administrator, elsewhere) -> User:
    return a_coordinator("elsewhere@example.org", elsewhere, administrator)


def a_coordinator(email: str, institution: Institution, administrator: User) -> User:
    user = User.objects.create_user(email)
    admit(coordinator=ask_to_join(by=user, institution=institution, position="Mobility office"), by=administrator)
    return user


@pytest.fixture
def call(coordinator, institution):
    return open_call(by=coordinator, institution=institution, **terms())


@pytest.fixture
def planned(coordinator, institution):
    return open_call(by=coordinator, institution=institution, **terms(opens=5, title="Traineeships in spring"))
