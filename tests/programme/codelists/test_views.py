import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "asked", "label"),
    [
        ("search_institutions", {"q": "karlova"}, "Univerzita Karlova"),
        ("search_skills", {"q": "python"}, "Python (computer programming)"),
        ("search_cities", {"q": "brn", "country": "CZ"}, "Brno"),
    ],
)
def test_anybody_may_look_up_in_two_queries(client, name, asked, label, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get(reverse(name), asked)
    rows = response.json()
    assert label in [row["label"] for row in rows]
    assert set(rows[0]) == {"id", "label", "hint"}
    assert len(rows) <= 10
    assert "max-age" in response["Cache-Control"]


def test_city_is_looked_for_in_the_chosen_country(client):
    rows = client.get(reverse("search_cities"), {"q": "valencia", "country": "PT"}).json()
    assert "Valencia" not in [row["label"] for row in rows]


@pytest.mark.parametrize("name", ["search_institutions", "search_skills", "search_cities"])
@pytest.mark.parametrize("text", ["", "x" * 10_000, "%_\\'\"", "Ж Ω 東京", "\U0001f600", "' or 1=1 --", "( | &"])
def test_any_text_is_safe(client, name, text):
    response = client.get(reverse(name), {"q": text, "country": text})
    assert response.status_code == 200
    assert isinstance(response.json(), list)


@pytest.mark.parametrize("name", ["search_institutions", "search_skills", "search_cities"])
def test_nothing_is_sent_to_them(client, name):
    assert client.post(reverse(name)).status_code == 405
