"""The lists as the administrator sees them."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from programme.codelists.models import Institution

pytestmark = pytest.mark.usefixtures("lists")


@pytest.fixture
def administrator(client, db):
    client.force_login(get_user_model().objects.create(email="admin@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize(
    ("model", "text", "found"),
    [
        ("institution", "ČESKÉ vysoké", "České vysoké učení technické v Praze"),
        ("city", "plzen", "Pilsen"),
        ("skill", "PYTHON", "Python (computer programming)"),
        ("country", "turkiye", "Türkiye"),
        ("iscedfield", "0613", "Software and applications development and analysis"),
        ("term", "DS5", "Cybersecurity"),
        ("occupation", "x", "0 occupations"),
    ],
)
def test_lists_are_searched_without_minding_accents(administrator, model, text, found):
    page = administrator.get(reverse(f"admin:codelists_{model}_changelist"), {"q": text})
    assert page.status_code == 200
    assert found in page.text


def test_official_rows_are_for_looking(administrator):
    karlova = Institution.objects.get(erasmus_code="CZ PRAHA07")
    page = administrator.get(reverse("admin:codelists_institution_change", args=[karlova.pk]))
    assert set(page.context["adminform"].form.fields) == {"other_names", "domain"}
    address = reverse("admin:codelists_country_change", args=["CZ"])
    assert administrator.post(address, {"name": "Bohemia"}).status_code == 403


def test_an_institution_entered_by_hand_is_mended_here_and_confirmed_elsewhere(administrator):
    """Where its trainees are told."""
    school = Institution.objects.create(name="Střední škola Kladno", city="Kladno", country_id="CZ", kind="vet")
    page = administrator.get(reverse("admin:codelists_institution_change", args=[school.pk]))
    fields = page.context["adminform"].form.fields
    assert "name" in fields
    assert "confirmed" not in fields
    page = administrator.get(reverse("admin:codelists_institution_add"))
    assert "confirmed" in page.context["adminform"].form.fields
