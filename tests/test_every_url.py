"""Every address x every person, from the one table in tests/addresses.py; an address nobody listed fails."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.addresses import ACTS, BY_RULE, PAGES, PEOPLE, REFUSALS, address, read
from tests.writes import no_writes


def answer(response) -> str:
    """In the words of the table."""
    b"".join(response)  # a file is closed at its end
    if response.status_code != 302:
        return str(response.status_code)
    place = response.headers["Location"].partition("?")[0]
    return {reverse("account_login"): "in", reverse("desk"): "desk"}.get(place, "go")


def wanted(route, person, where) -> str:
    """The desk is where those who are signed in are led from the pages of signing in."""
    return "desk" if route.name in {"account_login", "account_signup"} and where == "go" else where


def names_below(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from [entry.namespace] if entry.namespace else names_below(entry)
        else:
            yield entry.name


def test_every_route_is_listed():
    listed = {route.name for route in read(PAGES) + read(ACTS)}
    assert set(names_below(get_resolver())) - set(BY_RULE) == listed


@pytest.mark.parametrize("route", read(PAGES), ids=str)
def test_who_gets_the_page(addressed, people, route):
    where = address(route, addressed)
    got = {person: answer(people[person].get(where)) for person in PEOPLE}
    assert got == {person: wanted(route, person, what) for person, what in route.answers.items()}


@pytest.mark.parametrize("route", read(PAGES), ids=str)
def test_who_does_not_get_the_page_cannot_send_its_form(addressed, people, route):
    where = address(route, addressed)
    refused = [person for person, what in route.answers.items() if what in REFUSALS]
    with no_writes():
        got = {person: answer(people[person].post(where)) for person in refused}
    assert all(what in REFUSALS for what in got.values()), got


@pytest.mark.parametrize("route", read(ACTS), ids=str)
def test_who_may_act(addressed, people, route):
    where = address(route, addressed)
    got = {}
    for person, what in route.answers.items():
        with transaction.atomic():
            if what in REFUSALS:
                with no_writes():
                    got[person] = answer(people[person].post(where))
            else:
                got[person] = answer(people[person].post(where))
            transaction.set_rollback(True)
    assert got == route.answers


@pytest.mark.parametrize("route", read(ACTS), ids=str)
def test_an_act_is_never_made_by_opening_its_address(addressed, people, route):
    with no_writes():
        got = {person: answer(people[person].get(address(route, addressed))) for person in PEOPLE}
    assert set(got.values()) <= {"405", "in", "desk"}
    assert got["administrator"] == "405"


def test_a_form_without_its_token_is_refused(peopled, addressed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(peopled[0].host)
    response = client.post(address(next(route for route in read(ACTS) if route.name == "submit_offer"), addressed))
    assert response.status_code == 403


# --- the administration -----------------------------------------------------------------------------


def administration():
    """Every list, and every form to add."""
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield pytest.param(model, model_admin, name, id=name.partition(":")[2])


@pytest.mark.parametrize(("model", "model_admin", "name"), list(administration()))
def test_the_administration_is_for_administrators(rf, peopled, people, model, model_admin, name):
    places = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist", query={"q": "web"})]
    rf.user = peopled[0].administrator
    if model_admin.has_add_permission(rf):
        places.append(reverse(f"{name}_add"))
    if some := model._default_manager.first():
        places.append(reverse(f"{name}_change", args=[some.pk]))
    with no_writes():
        for place in places:
            got = {person: people[person].get(place).status_code for person in PEOPLE}
            assert got == dict.fromkeys(PEOPLE, 302) | {"administrator": 200}, place


def test_the_gallery_is_only_for_those_who_build(people):
    assert ("gallery" in set(names_below(get_resolver()))) <= settings.DEBUG or people["anonymous"]
