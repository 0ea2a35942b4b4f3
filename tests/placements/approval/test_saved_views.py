"""The filters of the queue under a name: saved, opened, renamed, opened first, deleted."""

import pytest
from django.urls import reverse

from mechanisms.saved_views import keeping
from mechanisms.saved_views.models import SavedView, normalised
from tests.mechanisms.threads import at_once


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def saved(office, name, query="late=on", page="cases"):
    return office.post(reverse("save_view"), {"page": page, "name": name, "query": query}, follow=True)


def test_filters_are_saved_as_a_chip(office, world):
    world.application_in("submitted")
    assert 'value="state=open&amp;whose=mine"' in office.get("/cases/?whose=mine&state=open&page=2").text
    page = saved(office, "My open ones", "state=open&whose=mine")
    assert "Saved as “My open ones”." in page.text
    assert page.redirect_chain[-1][0] == "/cases/?state=open&whose=mine"
    assert 'href="/cases/?state=open&amp;whose=mine" aria-current="true"' in page.text
    assert "My open ones" in office.get(reverse("desk")).text


def test_the_same_filters_are_the_same_text():
    assert normalised("?b=2&a=1&page=3&a=&b=2") == normalised("a=1&b=2") == "a=1&b=2"


def test_saved_again_under_its_name_it_is_replaced(office):
    saved(office, "Mine")
    saved(office, "Mine", "whose=mine")
    assert SavedView.objects.get().query == "whose=mine"


@pytest.mark.parametrize(("name", "query"), [("", "late=on"), ("x" * 61, "late=on"), ("x", "q=" + "x" * 1100)])
def test_what_cannot_be_saved_is_said(office, name, query):
    page = saved(office, name, query)
    assert "Saved as" not in page.text
    assert not SavedView.objects.exists()


def test_only_of_pages_that_can_have_views(office):
    for page in ("desk", "nothing", "", "//elsewhere.example"):
        assert saved(office, "x", page=page).status_code == 404
    assert office.get(reverse("saved_views", args=["desk"])).status_code == 404


def test_one_opens_first(office):
    saved(office, "Late")
    saved(office, "Mine", "whose=mine")
    late, mine = SavedView.objects.order_by("name")
    for view in (late, mine):
        office.post(reverse("open_view_first", args=[view.pk]), {"yes": "on"})
    assert office.get(reverse("cases")).url == "/cases/?whose=mine"
    assert office.get("/cases/?whose=").status_code == 200
    office.post(reverse("open_view_first", args=[mine.pk]))
    assert office.get(reverse("cases")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_opens_first(world):
    views = [keeping.save(owner=world.coordinator, page="cases", name=name, query="late=on") for name in "ab"]
    at_once(lambda number: keeping.open_first(view=views[number], yes=True), 2)
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_renamed_and_deleted(office):
    saved(office, "Late")
    saved(office, "Mine")
    late, mine = SavedView.objects.order_by("name")
    where = reverse("rename_view", args=[late.pk])
    assert "It is called “Very late” now." in office.post(where, {"name": "Very late"}, follow=True).text
    assert "You have a view of this name already." in office.post(where, {"name": "Mine"}, follow=True).text
    assert "Give the view a name" in office.post(where, {"name": ""}, follow=True).text
    assert "“Mine” is deleted." in office.post(reverse("delete_view", args=[mine.pk]), follow=True).text
    assert [view.name for view in SavedView.objects.all()] == ["Very late"]


def test_views_are_ones_own(client, world, office):
    saved(office, "Late")
    view = SavedView.objects.get()
    client.force_login(world.coordinator_in("admitted", world.university).user)
    assert "Late</a>" not in client.get(reverse("saved_views", args=["cases"])).text
    for name in ("rename_view", "delete_view", "open_view_first"):
        assert client.post(reverse(name, args=[view.pk]), {"name": "x", "yes": "on"}).status_code == 404


def test_there_is_an_end(office, monkeypatch):
    monkeypatch.setattr(keeping, "AT_MOST", 1)
    saved(office, "One")
    assert "You have many views already." in saved(office, "Two").text
