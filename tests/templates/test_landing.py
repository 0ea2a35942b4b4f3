"""The landing page with and without offers, and the gallery."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from accounts.hosts.models import Host
from dot_portal.desks.gallery import gallery
from dot_portal.desks.map import HEIGHT, LAND, WIDTH, Town, dots, position
from placements.offers.models import Offer
from programme.codelists.models import City, Term
from programme.rules.today import programme_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_offers(db):
    """A function that makes so many open offers, of one verified host."""
    city = City.objects.get(name="Tartu", country="EE")
    kind = Term.objects.get(vocabulary="host_kind", code="ENT")
    field = Term.objects.get(vocabulary="field", code="big-data")
    now, today = timezone.now(), programme_today()

    def make(number: int) -> None:
        host = Host.objects.create(
            legal_name="Tartu Andmed", kind=kind, city=city, city_name="Tartu", country=city.country, verified_at=now
        )
        for place in range(number):
            Offer.objects.create(
                host=host, state="published", title=f"Counting bees {place}", field=field, tasks="Count.",
                starts_from=today + timedelta(30), ends_by=today + timedelta(200), hours_per_week=35, places=2,
                places_held=1, supervisor_name="Mari", supervisor_email="mari@example.org",
                deadline=today + timedelta(9), published_at=now,
            )  # fmt: skip

    return make


def test_nothing_is_open_yet(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        response = client.get("/")
    assert response.status_code == 200
    assert "offer-card" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_open_offers_are_counted_and_shown(client, open_offers, django_assert_num_queries, number):
    open_offers(number)
    with django_assert_num_queries(9):
        response = client.get("/")
    page = response.content.decode()
    assert page.count('<article class="offer-card">') == number
    assert response.context["stats"][0]["number"] == number
    assert [stat["number"] for stat in response.context["stats"][1:]] == [1, 1, 0]
    assert response.context["countries"] == [{"code": "EE", "name": "Estonia", "offers": number}]
    assert page.count('class="map-newest"') == 1
    assert 'href="/fields/big-data/"' in page


def test_only_the_newest_three_stand_on_the_page(client, open_offers):
    open_offers(4)
    response = client.get("/")
    assert response.content.decode().count('<article class="offer-card">') == 3
    assert response.context["stats"][0]["number"] == 4


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [("Lisbon", 38.72, -9.14), ("Reykjavik", 64.14, -21.9), ("Helsinki", 60.17, 24.94), ("Nicosia", 35.17, 33.36)],
)
def test_capitals_lie_on_or_beside_land(place, latitude, longitude):
    x, y = position(latitude, longitude)
    column, row = int(x // 10), int(y // 10)
    around = [LAND[r][c : c + 1] for r in range(row - 1, row + 2) for c in range(column - 1, column + 2)]
    assert "#" in around, place


def test_town_outside_the_drawing_is_left_out_and_the_newest_lie_on_top():
    towns = [Town(50, 10, 1, newest=True), Town(50, 10, 400), Town(-21.1, 55.5, 3)]
    drawn = dots(towns)
    assert [dot.newest for dot in drawn] == [False, True]
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT and dot.radius <= 14 for dot in drawn)


def test_gallery_shows_every_component(settings):
    settings.DEBUG = True
    page = gallery(RequestFactory().get("/gallery/")).content.decode()
    for part in (
        "state-wait",
        "timeline",
        "moves",
        "offer-card",
        "table-cards",
        "findings",
        "stats",
        "empty",
        "filters",
    ):
        assert part in page
