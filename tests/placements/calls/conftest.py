import pytest

from accounts.coordinators.transitions import admit, ask_to_join
from accounts.users.models import User
from placements.calls.transitions import open_call
from programme.codelists.models import Country, Institution
from tests.placements.calls.rounds import terms


def a_university(name: str, code: str) -> Institution:
    country, _ = Country.objects.get_or_create(
        code="CZ",
        defaults={"eu_code": "CZ", "name": "Czechia", "programme_country": True, "status": "eu_member_state"},
    )
    return Institution.objects.create(name=name, city="Praha", country=country, erasmus_code=code, confirmed=True)


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("administrator@example.org", given_name="Ada")


@pytest.fixture
def stranger(db) -> User:
    return User.objects.create_user("stranger@example.org")


@pytest.fixture
def institution(db) -> Institution:
    return a_university("Univerzita Karlova", "CZ PRAHA07")


@pytest.fixture
def elsewhere(db) -> Institution:
    return a_university("Masarykova univerzita", "CZ BRNO05")


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
