"""The office's queue: what stands in it, in which order, and what each filter leaves."""

import pytest
from django.urls import reverse

from accounts.coordinators.transitions import add_faculty, plan_absence
from mechanisms.notes import keeping
from placements.applications.models import Application, Proposal
from placements.applications.transitions.office import assign
from tests.people import day

# Session, person, unread notices; office; faculties, colleagues, calls, tags in use; how many, the keys of a page,
# applications, tags; counts of applications and of named hosts; saved views.
QUERIES = 15


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(world):
    return world.coordinator_in("admitted", world.university).user


def listed(client, **filters):
    """Who stands in the list, by given name, in its order."""
    page = client.get(reverse("cases"), filters or None)
    assert page.status_code == 200
    return [row.subject.trainee.user.given_name for row in page.context["rows"]]


def case(world, name, state="confirmed", **when):
    return world.application_in(state, by=world.student(name).user, **when)


def late(world, name, **when):
    """Its decision was due three days ago."""
    return case(world, name, since=-17, starts=90, **when)


# --- what stands in it -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_cases_as_for_one(office, world, count, django_assert_num_queries):
    for number in range(count):
        case(world, f"Number{number}", "submitted")
    world.application_in("draft")
    with django_assert_num_queries(QUERIES):
        page = office.get(reverse("cases"))
    assert page.text.count('data-state="submitted"') == count
    assert 'data-state="draft"' not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_hosts_that_were_named_stand_in_the_same_list(office, world, count, django_assert_num_queries):
    case(world, "Sender", "submitted")
    for _number in range(count):
        world.proposal_in("asked")
    with django_assert_num_queries(QUERIES + 1):  # the named hosts
        page = office.get(reverse("cases"))
    assert page.text.count('data-state="asked"') == count


def test_a_named_host_that_confirmed_goes_on_as_an_application(office, world):
    agreed = world.agreed_application()
    rows = office.get(reverse("cases")).context["rows"]
    assert [row.subject for row in rows] == [agreed]


def test_what_waits_for_me_comes_first_the_most_urgent_on_top(office, world, colleague):
    case(world, "Declined", "declined")
    world.placement_in("planned", by=world.student("Stays").user)
    case(world, "Sent", "submitted")
    case(world, "Lateathost", "submitted", since=-20)
    theirs = case(world, "Theirs")
    assign(application=theirs, to=colleague.coordinator, by=colleague)
    case(world, "Mine", starts=90)
    late(world, "Mostlate")
    assert listed(office) == ["Mostlate", "Mine", "Lateathost", "Theirs", "Sent", "Stays", "Declined"]
    page = office.get(reverse("cases"))
    assert "3 days late" in page.text
    assert page.text.count("dot-now") == 2


def test_a_stay_is_shown_as_it_stands(office, world):
    world.placement_in("running")
    page = office.get(reverse("cases"))
    assert 'data-state="running"' in page.text
    assert 'data-state="approved"' not in page.text


def test_nothing_yet_and_nothing_found(office, world):
    assert "No case yet" in office.get(reverse("cases")).text
    case(world, "Sent", "submitted")
    assert "No case fits all of this" in office.get(reverse("cases"), {"state": "lapsed"}).text


def test_a_long_list_has_pages(office, world, monkeypatch):
    monkeypatch.setattr("placements.approval.views.ON_ONE_PAGE", 2)
    for number in range(3):
        case(world, f"Number{number}", "submitted")
    assert len(listed(office)) == 2
    assert len({*listed(office), *listed(office, page=2)}) == 3
    assert "All 3 that match the filters" in office.get(reverse("cases")).text


# --- filters -------------------------------------------------------------------------------------------------


def test_by_state_and_stage(office, world):
    case(world, "Sent", "submitted")
    case(world, "Declined", "declined")
    case(world, "Takes", "accepted")
    world.placement_in("completed", by=world.student("Over").user)
    world.proposal_in("asked", by=world.student("Found").user)
    for state, names in {
        "declined": {"Declined"},
        "submitted": {"Sent"},
        "open": {"Sent", "Takes", "Found"},
        "host": {"Sent", "Found"},
        "trainee": {"Takes"},
        "office": set(),
        "stay": set(),
        "done": {"Over"},
        "ended": {"Declined"},
        "named": {"Found"},
    }.items():
        assert set(listed(office, state=state)) == names, state
    for nonsense in ("draft", "x", "<b>"):
        assert len(listed(office, state=nonsense)) == 5


def test_by_whose_case_it_is(office, world, colleague):
    mine, theirs = case(world, "Mine"), case(world, "Theirs")
    case(world, "Free")
    assign(application=mine, to=world.coordinator.coordinator, by=world.coordinator)
    assign(application=theirs, to=colleague.coordinator, by=colleague)
    assert listed(office, whose="mine") == ["Mine"]
    assert listed(office, whose="nobody") == ["Free"]
    assert set(listed(office, whose="todo")) == {"Mine", "Free"}
    assert listed(office, whose=colleague.coordinator.pk) == ["Theirs"]
    assert len(listed(office, whose=world.other_coordinator.coordinator.pk)) == 3  # of another institution: left out


def test_who_has_left_owns_nothing(office, world, colleague):
    theirs = case(world, "Theirs")
    assign(application=theirs, to=colleague.coordinator, by=colleague)
    assert listed(office, whose="nobody") == []
    colleague.is_active = False
    colleague.save()
    assert listed(office, whose="nobody") == listed(office, whose="todo") == ["Theirs"]


def test_a_deputy_sees_to_the_cases_of_who_is_away(office, world, colleague):
    theirs = case(world, "Theirs")
    assign(application=theirs, to=colleague.coordinator, by=colleague)
    assert listed(office, whose="mine") == listed(office, whose="todo") == []
    deputy = world.coordinator.coordinator
    plan_absence(coordinator=colleague.coordinator, by=colleague, away_from=day(0), away_until=day(5), deputy=deputy)
    assert listed(office, whose="mine") == listed(office, whose="todo") == ["Theirs"]
    assert "deputy: Coordinator Example" in office.get(reverse("cases")).text
    plan_absence(coordinator=colleague.coordinator, by=colleague, away_from=day(1), away_until=day(5), deputy=deputy)
    assert listed(office, whose="mine") == []
    plan_absence(coordinator=colleague.coordinator, by=colleague, away_from=day(-1), away_until=day(5))
    assert listed(office, whose="todo") == ["Theirs"]  # nobody stands in, so everybody does


def test_what_is_late_is_everybodys(office, world, colleague):
    theirs = late(world, "Theirs")
    assign(application=theirs, to=colleague.coordinator, by=colleague)
    case(world, "Intime")
    assert listed(office, whose="todo", late="on") == listed(office, late="on") == ["Theirs"]


def test_by_faculty(office, world):
    arts = add_faculty(by=world.coordinator, name="Arts")
    person = world.student("Artist")
    person.faculty = arts
    person.save()
    world.application_in("submitted", by=person.user)
    case(world, "Other", "submitted")
    assert listed(office, faculty=arts.pk) == ["Artist"]
    assert listed(office, faculty="none") == ["Other"]
    assert len(listed(office, faculty=10**12)) == 2


def test_outside_the_programme_countries(office, world):
    inside = case(world, "Inside", "submitted")
    outside = case(world, "Outside", "submitted")
    host = outside.offer.host
    host.pk, host.country_id, host.legal_name = None, "CH", "Beispiel AG"
    host.registration_number = ""
    host.save()
    outside.offer.host = host
    outside.offer.save()
    assert listed(office, outside="on") == ["Outside"]
    assert "outside the programme countries" in office.get(reverse("cases")).text
    assert inside.offer.host_id != outside.offer.host_id


def test_by_call_tag_and_words(office, world):
    sent = case(world, "Žofie", "submitted")
    case(world, "Other", "shortlisted")
    tag = keeping.tag(row=sent, body=world.university, word="Urgent")
    foreign = keeping.tag(row=sent, body=world.other_university, word="Elsewhere")
    assert listed(office, tag=tag.pk) == ["Žofie"]
    assert len(listed(office, tag=foreign.pk)) == 2
    assert listed(office, q="žof exam") == ["Žofie"]
    assert listed(office, q="orangerie ŽOFIE") == listed(office, q="Zofie & Orangerie") == ["Žofie"]
    assert len(listed(office, q="orangerie")) == 2
    assert listed(office, q="zzz") == []
    named = world.proposal_in("asked", by=world.student("Found").user)
    Proposal.objects.filter(pk=named.pk).update(host_name="Zürcher Käse")
    assert listed(office, q="zurcher KÄSE") == listed(office, q="Zürcher") == ["Found"]
    assert set(listed(office, call=world.call_of(world.university).pk)) == {"Žofie", "Other"}


def test_each_quick_filter_says_how_many_stand_behind_it(office, world, colleague):
    late(world, "Late")
    mine = case(world, "Mine")
    assign(application=mine, to=world.coordinator.coordinator, by=world.coordinator)
    case(world, "Sent", "submitted")
    case(world, "Declined", "declined")
    world.proposal_in("asked", by=world.student("Found").user)
    counts = office.get(reverse("cases")).context["counts"]
    assert counts == {"todo": 2, "mine": 1, "nobody": 2, "late": 1, "outside": 0, "open": 4}
    addresses = {
        "todo": {"whose": "todo"},
        "mine": {"whose": "mine", "state": "open"},
        "nobody": {"whose": "nobody", "state": "open"},
        "late": {"late": "on"},
        "outside": {"outside": "on", "state": "open"},
        "open": {"state": "open"},
    }
    for name, filters in addresses.items():
        assert len(listed(office, **filters)) == counts[name], name


def test_how_many_filters_are_set_and_how_to_leave_one_out(office, world):
    case(world, "Late", "submitted", since=-20)
    page = office.get(reverse("cases"), {"late": "on", "whose": "nobody", "page": "1"})
    assert "Filters (2 set)" in page.text
    assert 'href="/cases/?whose=nobody"' in page.text
    assert 'href="/cases/?late=on"' in page.text


# --- who may see it ------------------------------------------------------------------------------------------


def test_another_office_sees_its_own(client, world):
    case(world, "Ours")
    client.force_login(world.other_coordinator)
    assert listed(client) == []
    client.force_login(world.administrator)
    assert client.get(reverse("cases")).status_code == 404


def test_drafts_are_the_trainees_alone(office, world):
    world.application_in("draft")
    assert listed(office) == []
    assert Application.objects.count() == 1
