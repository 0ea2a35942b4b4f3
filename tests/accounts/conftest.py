import pytest


@pytest.fixture
def signed_in(client):
    """The client as somebody: signed_in(user)."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def waiting(world):
    """A student of an institution for which nobody acts yet."""
    from accounts.trainees.models import Trainee
    from accounts.trainees.transitions import save_profile
    from programme.codelists.models import Institution

    user = world.person("Waiting", party_wanted="trainee")
    masaryk = Institution.objects.select_related("country").get(erasmus_code="CZ BRNO05")
    trainee = Trainee(user=user, institution=masaryk, kind="he_student", eqf=6, residence=masaryk.country)
    save_profile(trainee=trainee, by=user)
    return user


@pytest.fixture
def learner_data():
    """A learner's profile as the page sends it, and what a test wants otherwise."""

    def data(**other):
        return {
            "institution": "Univerzita Karlova",
            "eqf": "6",
            "study_field": "0613",
            "residence": "CZ",
            "skills": "",
            **rows("languages"),
            **rows("earlier"),
        } | other

    return data


@pytest.fixture
def staff_data():
    def data(**other):
        return {
            "institution": "CZ PRAHA07",
            "residence": "CZ",
            "staff_role": "academic",
            "seniority": "junior",
            **rows("languages"),
        } | other

    return data


@pytest.fixture
def host_data():
    def data(**other):
        from programme.codelists.models import Term

        return {
            "legal_name": "Robotica s.r.o.",
            "kind": Term.objects.get(vocabulary="host_kind", code="ENT").pk,
            "registration_number": "CZ12345678",
            "size": "small",
            "country": "CZ",
            "city_name": "Brno",
            "street": "Ulice 1",
            "postal_code": "602 00",
            "phone": "+420 123 456 789",
            "position": "Owner",
        } | other

    return data


def rows(prefix: str, total: int = 0) -> dict:
    return {f"{prefix}-TOTAL_FORMS": str(total or 3), f"{prefix}-INITIAL_FORMS": "0"}
