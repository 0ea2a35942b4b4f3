import pytest
from django.urls import reverse

from placements.calls.models import Call
from placements.calls.transitions import open_call
from tests.placements.calls.rounds import as_posted, terms


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def pages(call):
    return [reverse("calls"), reverse("new_call"), reverse("change_call", args=[call.pk])]


def test_a_coordinator_reads_all_pages(office, call):
    assert [office.get(page).status_code for page in pages(call)] == [200, 200, 200]


def test_a_stranger_finds_nothing_there(client, call, stranger):
    client.force_login(stranger)
    assert [client.get(page).status_code for page in pages(call)] == [404, 404, 404]
    assert [client.post(page, as_posted(terms())).status_code for page in pages(call)] == [405, 404, 404]


def test_a_coordinator_of_another_institution_cannot_open_the_page(client, call, coordinator_elsewhere):
    client.force_login(coordinator_elsewhere)
    assert "Traineeships in autumn" not in client.get(reverse("calls")).text
    assert client.get(reverse("change_call", args=[call.pk])).status_code == 404


def test_an_administrator_sees_and_changes_the_calls_of_all(client, call, administrator):
    client.force_login(administrator)
    page = client.get(reverse("calls")).text
    assert "Traineeships in autumn" in page
    assert reverse("new_call") not in page  # opens calls of any institution in the administration
    client.post(reverse("change_call", args=[call.pk]), as_posted(terms(title="Renamed")))
    assert Call.objects.get().title == "Renamed"


def test_a_page_for_nobody_signed_in_asks_to_sign_in(client, call):
    assert [client.get(page).status_code for page in pages(call)] == [302, 302, 302]


def test_opening_a_call_leads_to_the_list(office, institution):
    answer = office.post(reverse("new_call"), as_posted(terms()), follow=True)
    assert answer.redirect_chain == [(reverse("calls"), 302)]
    assert "Traineeships in autumn" in answer.text
    assert "KA131: higher education, programme countries" in answer.text
    assert Call.objects.get().institution == institution


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("closes", {"opens": 2, "closes": 1}, "The call closes before it opens."),
        ("closes", {"opens": -3, "closes": -1}, "This day is over. Choose today or a later day."),
        ("title", {"title": "x" * 201}, "at most 200 characters"),
        ("title", {"title": "a\x00b"}, "Null characters are not allowed"),
        ("year", {"year": "2028"}, "Select a valid choice"),
        ("year", {"year": 2021}, "is not paid by the call of 2021: its grants are given out from 2020 to 2023"),
        ("opens", {"opens_text": "30 February"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_what_was_typed_is_kept(office, field, changes, sentence):
    opens_text = changes.pop("opens_text", None)
    posted = as_posted(terms(**changes)) | ({"opens": opens_text} if opens_text else {})
    answer = office.post(reverse("new_call"), posted)
    assert answer.status_code == 200
    assert any(sentence in error for error in answer.context["form"].errors[field])
    assert answer.context["form"]["action"].value() == "KA131"
    assert not Call.objects.exists()


def test_a_form_sent_twice_makes_one_call(office):
    office.post(reverse("new_call"), as_posted(terms()))
    answer = office.post(reverse("new_call"), as_posted(terms()))
    assert "There is already a call with this title" in answer.text
    assert Call.objects.count() == 1


def test_an_open_call_keeps_its_terms_whatever_is_posted(office, call):
    page = reverse("change_call", args=[call.pk])
    assert "Fixed, because the call has opened." in office.get(page).text
    office.post(page, as_posted(terms(year=2021, action="KA171", opens=-9, closes=60, title="Longer")))
    call.refresh_from_db()
    assert (call.year, call.action, call.opens, call.title) == (2026, "KA131", terms()["opens"], "Longer")
    assert call.closes == terms(closes=60)["closes"]


def test_a_call_that_is_over_can_still_be_renamed(office, coordinator, institution):
    call = open_call(by=coordinator, institution=institution, **terms(opens=-9, closes=-1))
    office.post(reverse("change_call", args=[call.pk]), as_posted(terms(opens=-9, closes=-1, title="Autumn")))
    assert Call.objects.get().title == "Autumn"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_calls_as_for_one(
    office, coordinator, institution, django_assert_num_queries, number
):
    for place in range(number):
        open_call(by=coordinator, institution=institution, **terms(title=f"Round {place}"))
    office.get(reverse("calls"))
    with django_assert_num_queries(6):  # session, person, coordinator, count, calls, unread notices
        office.get(reverse("calls"))


def test_an_administrator_opens_a_call_of_any_institution_in_the_administration(client, administrator, institution):
    client.force_login(administrator)
    posted = as_posted(terms()) | {"institution": institution.pk}
    assert client.post(reverse("admin:calls_call_add"), posted).status_code == 302
    call = Call.objects.get()
    assert call.created_by == administrator
    answer = client.post(
        reverse("admin:calls_call_change", args=[call.pk]), as_posted(terms(title="Renamed", closes=9))
    )
    assert answer.status_code == 302
    assert Call.objects.get().title == "Renamed"
