"""The search over everything: what it finds, and that it never shows what its reader may not see."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.hosts.models import Host
from accounts.users.models import User
from dot_portal.desks.search import IN_A_GROUP, KINDS
from placements.applications.models import Application
from programme.codelists.full_text import containing_words

pytestmark = pytest.mark.django_db


def look(client, text, **more):
    return client.get(reverse("search"), {"q": text, **more})


def found(page):
    return {group.name: [hit.title for hit in group.hits] for group in page.context["groups"]}


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


# --- what is found ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["novakova", "NOVÁK", "jana nov", "nováková jana", "jana.novakova@uni", "uni example"])
def test_a_person_is_found_without_accents_and_by_the_beginning_of_the_last_word(office, world, text):
    person = world.student("Jana", world.university).user
    person.family_name, person.email = "Nováková", "jana.novakova@uni.example"
    person.save(update_fields=["family_name", "email"])
    assert found(look(office, text))["people"] == ["Jana Nováková"]


@pytest.mark.parametrize("text", ["", " ", "'", "\\", "&|!():*<->", "+", "%", "_", "\u0301", "a" * 500, "' | 'x"])
def test_any_text_is_safe(office, world, text):
    assert world.application_in("submitted")
    assert look(office, text).status_code == 200


def test_signs_alone_find_nothing_and_say_so(office, world):
    page = look(office, "'&!")
    assert page.context["groups"] == []
    assert "Nothing found." in page.text
    assert "Nothing found." not in look(office, "").text


def test_a_case_is_found_by_its_person_its_offer_and_its_host(office, world):
    case = world.application_in("submitted")
    for text in ("trainee example", "web shop", "orangerie robotics", "trainee orangerie wagen"):
        assert found(look(office, text))["cases"] == [case.shown["name"]]


def test_scripts_other_than_latin_are_found(office, world):
    world.host_called("Greek", "Ψηφιακό Εργαστήρι", "NL", "Θεσσαλονίκη")
    world.offer_in("published", by=User.objects.get(given_name="Greek"))
    assert found(look(office, "ψηφιακο εργασ"))["hosts"] == ["Ψηφιακό Εργαστήρι"]


def test_more_than_a_group_shows_are_counted_and_listed(office, world, monkeypatch):
    monkeypatch.setattr("dot_portal.desks.search.IN_A_GROUP", 2)
    for letter in "ABC":
        person = world.student(f"Person{letter}").user
        person.given_name = f"Student {letter}"
        person.save()
    page = look(office, "student example")
    (group,) = page.context["groups"]
    assert (len(group.hits), group.found, group.more) == (2, 3, True)
    assert "All 3" in page.text
    whole = look(office, "student example", **{"in": "people"})
    assert found(whole) == {"people": ["Student A Example", "Student B Example", "Student C Example"]}
    assert "All 3" not in whole.text


def test_the_dialog_gets_the_list_alone(office, world):
    assert world.application_in("submitted")
    part = office.get(reverse("search"), {"q": "orangerie"}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "data-search-said" in part


# --- and who finds it ------------------------------------------------------------------------------------


def test_what_each_party_finds(client, world):
    case, draft = world.application_in("submitted"), world.application_in("draft")
    names = {
        world.coordinator: {"people", "cases", "hosts", "offers"},
        world.administrator: {"people", "cases", "hosts", "offers"},
        world.host: {"cases", "hosts", "offers"},
        world.trainee: {"cases", "hosts", "offers"},
        world.stranger: {"hosts", "offers"},
        world.other_coordinator: {"hosts", "offers"},
    }
    kinds = {}
    for person in names:
        client.force_login(person)
        pages = [look(client, text) for text in ("orangerie", "trainee example", "web shop")]
        kinds[person] = {name for page in pages for name in found(page)}
    assert kinds == names
    client.force_login(world.coordinator)
    assert draft.get_absolute_url() not in look(client, "web shop").text
    client.force_login(world.trainee)
    assert {case.get_absolute_url(), draft.get_absolute_url()} <= {
        hit.url for group in look(client, "web shop").context["groups"] for hit in group.hits
    }


def test_a_host_finds_nobody_by_an_address_it_may_not_know(client, world):
    case = world.application_in("submitted")
    client.force_login(world.host)
    assert "cases" not in found(look(client, world.trainee.email))
    assert found(look(client, "trainee example"))["cases"] == [case.shown["name"]]


# --- cost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_a_group(office, world, rows, django_assert_num_queries):
    for one in range(rows):
        world.application_in("submitted", by=world.student(f"Student{one}").user)
    with django_assert_num_queries(3 + len(KINDS)):  # session, person, unread notices
        page = look(office, "example")
    assert len(found(page)["people"]) <= IN_A_GROUP
    with django_assert_num_queries(3):
        look(office, "")


@pytest.mark.parametrize(
    ("model", "index"), [(User, "users_words"), (Host, "hosts_words"), (Application, "applications_words")]
)
def test_the_query_fits_its_index(model, index):
    """An index over an expression serves only a query that says the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in containing_words(model.objects.order_by(), "some words").explain()
