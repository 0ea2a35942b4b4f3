"""Acts on many cases: seen beforehand as they will be, done once, and told row by row."""

import pytest
from django.urls import reverse

from mechanisms.jobs import bulk
from mechanisms.jobs.models import BulkRun, Job
from mechanisms.jobs.running import run as run_job
from mechanisms.notes.models import Tagged
from mechanisms.notifications.models import Notification
from placements.applications.models import Application
from placements.approval import bulk as acts
from placements.approval.models import Placement
from tests.mechanisms.threads import at_once
from tests.pages import forms_in
from tests.people import on


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def case(world, name, state="confirmed", **when):
    return world.application_in(state, by=world.student(name).user, **when)


def chosen(office, act, rows, **data):
    """The page that follows on choosing these rows."""
    data = {"act": act, "scope": "ticked", "row": [f"a{row.pk}" for row in rows], "query": "state=open"} | data
    return office.post(reverse("choose_bulk", args=["cases"]), data, follow=True)


def answered(office, page, **data):
    return office.post(page.redirect_chain[-1][0], data, follow=True)


def done(office):
    """Press the button, and let the worker work."""
    where = BulkRun.objects.latest("pk").get_absolute_url()
    office.post(f"{where}begin/")
    run_job(Job.objects.latest("pk").pk)
    return office.get(where)


def outcomes(page):
    return [row.outcome for row in page.context["page"]]


def foreseen(page):
    return [outlook.goes for _row, outlook in page.context["page"]]


# --- choosing --------------------------------------------------------------------------------------------------


def test_nothing_ticked_is_said_on_the_list(office, world):
    page = chosen(office, "approval.approve", [])
    assert "Tick at least one row." in page.text
    assert page.redirect_chain[-1][0] == "/cases/?state=open"


def test_nothing_happens_before_it_was_seen(office, world):
    waiting = case(world, "One")
    page = chosen(office, "approval.approve", [waiting])
    assert "Do all these stays count as digital?" in page.text
    page = answered(office, page, is_digital="yes")
    assert "It is done to 1 row." in page.text
    assert not Placement.objects.exists()
    assert not Job.objects.exists()


def test_all_that_match_the_filters(office, world, monkeypatch):
    monkeypatch.setattr("placements.approval.views.ON_ONE_PAGE", 1)
    for number in range(3):
        case(world, f"Number{number}")
    case(world, "Declined", "declined")
    chosen(office, "applications.remind", [], scope="all")
    assert BulkRun.objects.get().rows.count() == 3
    bar = next(form for form in forms_in(office.get(reverse("cases")).text) if "/bulk/" in form.action)
    office.post(bar.action, bar.data() | {"scope": "shown", "act": "applications.remind"})
    assert BulkRun.objects.latest("pk").rows.count() == 1


def test_rows_of_others_are_not_chosen(client, world):
    waiting = case(world, "One")
    client.force_login(world.other_coordinator)
    assert "These rows are no longer there." in chosen(client, "applications.remind", [waiting]).text
    client.force_login(world.trainee)
    chosen(client, "applications.remind", [waiting])
    assert not BulkRun.objects.exists()


def test_odd_keys_are_left_out(office, world):
    waiting = case(world, "One")
    keys = [f"a{waiting.pk}", "a", "x1", "a99999999999999999999", "p0", f"a{waiting.pk}"]
    chosen(office, "applications.remind", [], row=keys)
    assert [row.key for row in BulkRun.objects.get().rows.all()] == [f"a{waiting.pk}"]


def test_another_persons_run_is_not_found(client, world, office):
    chosen(office, "applications.remind", [case(world, "One")])
    where = BulkRun.objects.get().get_absolute_url()
    client.force_login(world.coordinator_in("admitted", world.university).user)
    assert client.get(where).status_code == client.post(f"{where}begin/").status_code == 404


# --- approve ---------------------------------------------------------------------------------------------------


def test_approving_many(office, world):
    good, sent = case(world, "Good"), case(world, "Sent", "submitted")
    short = case(world, "Short")
    Application.objects.filter(pk=short.pk).update(ends=short.starts)
    named = world.proposal_in("asked", by=world.student("Found").user)
    keys = [f"a{good.pk}", f"a{sent.pk}", f"a{short.pk}", f"p{named.pk}"]
    page = chosen(office, "approval.approve", [], row=keys)
    assert "This field is required." in answered(office, page).text
    page = answered(office, page, is_digital="no")
    assert foreseen(page) == [True, False, False, False]
    for words in ("not counted as digital", "Nothing to decide: Sent.", "R4: ", "there is no application yet"):
        assert words in page.text
    page = done(office)
    assert outcomes(page) == ["done", "refused", "refused", "refused"]
    assert Placement.objects.get().is_digital is False
    assert "1 row is done." in page.text
    assert page.text.count('name="row"') == 3  # what was not done can be chosen again


def test_the_messages_are_those_that_are_sent(office, world):
    waiting = case(world, "Good")
    page = answered(office, chosen(office, "approval.approve", [waiting]), is_digital="yes")
    ((_row, outlook),) = page.context["page"]
    told = {(letter.kind, one) for letter in outlook.letters for one in letter.to}
    assert "Univerzita Karlova has approved your stay" in page.text
    Notification.objects.all().delete()
    done(office)
    assert {(row.kind, row.person) for row in Notification.objects.all()} == told


def test_two_stays_on_the_same_days_are_not_both_foreseen(office, world):
    one, other = world.application_in("confirmed"), world.application_in("confirmed")
    page = answered(office, chosen(office, "approval.approve", [one, other]), is_digital="yes")
    assert foreseen(page) == [True, False]
    assert outcomes(done(office)) == ["done", "refused"]


def test_what_changed_meanwhile_is_refused_not_a_crash(office, world):
    one, other = case(world, "One"), case(world, "Other")
    answered(office, chosen(office, "approval.approve", [one, other]), is_digital="yes")
    run = bulk.begin(BulkRun.objects.get())
    office.post(reverse("decide", args=[one.pk]), {"act": "refuse", "reason": "It falls into your examinations."})
    run_job(run.job_id)
    page = office.get(run.get_absolute_url())
    assert outcomes(page) == ["refused", "done"]
    assert "the state is now “Not approved”" in page.text


def test_one_that_fails_does_not_stop_the_others(office, world, monkeypatch, caplog):
    one, other = case(world, "One"), case(world, "Other")
    answered(office, chosen(office, "approval.approve", [one, other]), is_digital="yes")
    real = acts.verbs.approve

    def approve(application, **values):
        if application.pk == one.pk:
            raise RuntimeError("broken")
        return real(application=application, **values)

    monkeypatch.setattr(acts.verbs, "approve", approve)
    page = done(office)
    assert outcomes(page) == ["failed", "done"]
    assert "Something went wrong on our side; it was logged." in page.text
    assert "Bulk act approval.approve failed" in caplog.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("act", "answer", "queries"),
    [
        ("approval.approve", {"is_digital": "yes"}, 15),
        ("applications.assign", {}, 12),
        ("notes.tag", {"word": "x"}, 11),
    ],
)
def test_the_preview_asks_the_same_for_one_row_and_for_three(
    office, world, count, act, answer, queries, django_assert_num_queries
):
    rows = [case(world, f"Number{number}") for number in range(count)]
    answer = answer or {"to": world.coordinator.coordinator.pk}
    page = answered(office, chosen(office, act, rows), **answer)
    assert foreseen(page) == [True] * count
    with django_assert_num_queries(queries):
        office.get(BulkRun.objects.get().get_absolute_url())


# --- the other acts --------------------------------------------------------------------------------------------


def test_giving_cases_to_a_colleague(office, world):
    colleague = world.coordinator_in("admitted", world.university)
    one, other = case(world, "One"), case(world, "Other", "submitted")
    page = chosen(office, "applications.assign", [one, other])
    page = answered(office, page, to=colleague.pk)
    assert foreseen(page) == [True, True]
    assert "No message is sent." in page.text
    assert outcomes(done(office)) == ["done", "done"]
    assert set(Application.objects.values_list("owner", flat=True)) == {colleague.pk}
    page = answered(office, chosen(office, "applications.assign", [one]), to=colleague.pk)
    assert foreseen(page) == [False]


def test_reminding_who_is_late_once_a_day(office, world):
    late = case(world, "Late", "submitted", since=-16)
    intime = case(world, "Intime", "submitted")
    page = chosen(office, "applications.remind", [late, intime])
    assert foreseen(page) == [True, False]
    assert "asks you to answer Late Example" in page.text
    assert outcomes(done(office)) == ["done", "refused"]
    told = Notification.objects.get(kind="applications.office_reminds_host")
    assert told.person == world.host
    assert foreseen(chosen(office, "applications.remind", [late])) == [False]
    with on(1):
        office.force_login(world.coordinator)
        assert foreseen(chosen(office, "applications.remind", [late])) == [True]


def test_a_tag_for_many(office, world):
    rows = [case(world, "One"), case(world, "Other", "submitted")]
    assert foreseen(answered(office, chosen(office, "notes.tag", rows), word="  Autumn ")) == [True, True]
    assert outcomes(done(office)) == ["done", "done"]
    assert Tagged.objects.count() == 2
    assert foreseen(answered(office, chosen(office, "notes.tag", rows), word="autumn")) == [False, False]


def test_a_tag_is_shown_as_it_was_written(office, world):
    rows = [case(world, "One")]
    answered(office, chosen(office, "notes.tag", rows), word="<b>soon</b>")
    done(office)
    assert "In use so far: &lt;b&gt;soon&lt;/b&gt;." in chosen(office, "notes.tag", rows).text


# --- once ------------------------------------------------------------------------------------------------------


def test_the_button_pressed_twice_starts_one_job(office, world):
    chosen(office, "applications.remind", [case(world, "Late", "submitted", since=-16)])
    done(office)
    done(office)
    assert Job.objects.count() == 1
    assert Notification.objects.filter(kind="applications.office_reminds_host").count() == 1


def test_begun_again_it_goes_on_where_it_was(office, world):
    rows = [case(world, name) for name in ("One", "Other")]
    answered(office, chosen(office, "notes.tag", rows), word="x")
    run = bulk.begin(BulkRun.objects.get())
    first = run.rows.first()
    first.settle("done", "Tagged before the worker was lost.")
    run_job(run.job_id)
    assert [row.outcome for row in run.rows.all()] == ["done", "done"]
    assert Tagged.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_four_times_at_once_it_is_one_job(world):
    late = case(world, "Late", "submitted", since=-16)
    act = bulk.act_of("applications.remind")
    run = bulk.choose(owner=world.coordinator, act=act, keys=[f"a{late.pk}"])
    at_once(lambda _number: bulk.begin(BulkRun.objects.get(pk=run.pk)), 4)
    assert Job.objects.count() == 1
    at_once(lambda _number: run_job(Job.objects.get().pk), 4)
    assert Notification.objects.filter(kind="applications.office_reminds_host").count() == 1


def test_how_far_it_is(office, world):
    chosen(office, "applications.remind", [case(world, "Late", "submitted", since=-16)])
    run = BulkRun.objects.get()
    bulk.begin(run)
    page = office.get(run.get_absolute_url())
    assert 'hx-trigger="every 2s"' in page.text
    assert "Look again" in page.text
    part = office.get(run.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<html" not in part.text
    Job.objects.update(state="done")
    assert office.get(run.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
