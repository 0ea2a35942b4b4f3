"""The desk of each party, and the administrator's lists: how many questions they ask, and all pages of them."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from dot_portal.desks.views import ON_ONE_PAGE
from programme.codelists.models import Institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(client, django_assert_num_queries):
    """The page of this name for this person, in exactly so many queries."""

    def ask(person, name, queries):
        client.force_login(person)
        cache.clear()
        with django_assert_num_queries(queries):
            page = client.get(reverse(name))
        assert page.status_code == 200
        return page

    return ask


# --- lists: as many queries for three rows as for one ---------------------------------------------------


def people_asking(world, number):
    for _time in range(number):
        world.coordinator_in("asked")


def institutions_waiting(world, number):
    for institution in Institution.objects.filter(country_id="SI")[:number]:
        person = world.student(f"Waiting{institution.pk}")
        person.institution = institution
        person.save()


def schools_entered(world, number):
    for one in range(number):
        Institution.objects.create(name=f"School {one}", city="Graz", country_id="AT", kind="vet")


LISTS = [
    ("admissions", people_asking, 5),
    ("demand", institutions_waiting, 5),
    ("schools", schools_entered, 5),
]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "make", "queries"), LISTS, ids=[name for name, _make, _queries in LISTS])
def test_list_asks_the_same_for_one_row_and_for_three(asks, world, name, make, queries, rows):
    assert world.coordinator  # of the university of everybody who is not waiting
    make(world, rows)
    page = asks(world.administrator, name, queries)
    assert len(page.context["page"].object_list) == rows


@pytest.mark.parametrize("name", ["schools", "demand", "admissions"])
def test_nothing_is_left_out_without_a_word(client, world, name, monkeypatch):
    monkeypatch.setattr("dot_portal.desks.views.ON_ONE_PAGE", 2)
    assert world.coordinator
    {listed: make for listed, make, _queries in LISTS}[name](world, 3)
    client.force_login(world.administrator)
    first = client.get(reverse(name))
    assert "Page 1 of 2" in first.text
    second = client.get(reverse(name), {"page": 2})
    shown = [row.pk for page in (first, second) for row in page.context["page"]]
    assert len(set(shown)) == 3
    for odd in ("0", "99", "x", "-1"):
        assert client.get(reverse(name), {"page": odd}).status_code == 200


def test_pages_are_not_endless():
    assert ON_ONE_PAGE <= 50


# --- the desk ---------------------------------------------------------------------------------------------


def applications_of_the_trainee(world, number):
    world.offer_in("published")  # to be recommended
    for state in ("submitted", "accepted", "draft")[:number]:
        world.application_in(state)


def applications_by_others(state):
    def make(world, number):
        offer = world.offer_in("published", places=5)
        for one in range(number):
            world.application_in(state, by=world.student(f"Student{one}").user, at=offer)

    return make


def checks_for_administrators(world, number):
    for _time in range(number):
        world.offer_in("submitted", by=world.other_host)


DESKS = [
    ("trainee", applications_of_the_trainee, 29),
    ("host", applications_by_others("submitted"), 22),
    ("coordinator", applications_by_others("confirmed"), 25),
    ("administrator", checks_for_administrators, 21),
]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("party", "make", "queries"), DESKS, ids=[party for party, _make, _queries in DESKS])
def test_desk_asks_the_same_for_one_row_and_for_three(asks, world, party, make, queries, rows):
    make(world, rows)
    page = asks(getattr(world, party), "desk", queries)
    if party != "trainee":  # of whose applications two wait for others
        assert len(page.context["items"]) == rows


def test_a_new_applicant_reads_new_for_the_host_and_sent_for_the_trainee(client, world):
    application = world.application_in("submitted")
    client.force_login(world.host)
    of_the_host = client.get(reverse("desk")).text
    client.force_login(application.trainee.user)
    of_the_trainee = client.get(reverse("desk")).text
    assert ("</span>New\n" in of_the_host, "</span>Sent\n" in of_the_host) == (True, False)
    assert "</span>Sent\n" in of_the_trainee
