from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mechanisms.jobs import registry, running
from mechanisms.jobs.models import Job
from mechanisms.jobs.registry import JobRefused, job
from mechanisms.jobs.running import Progress, run, start, sweep
from tests.mechanisms.threads import at_once

State = Job.State


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    """Jobs of these tests; `counting` is the list of those that ran."""
    monkeypatch.setattr(registry, "_jobs", {})
    ran = []

    @job("toys.count")
    def count(job, progress):
        ran.append(job.pk)
        for number in range(1, 4):
            progress(number, 3)
        return {"counted": 3, "by": job.arguments.get("by")}

    @job("toys.refuse")
    def refuse(job, progress):
        raise JobRefused("list.csv, line 7: this is not a country.")

    @job("toys.break")
    def break_it(job, progress):
        raise ZeroDivisionError

    return ran


@pytest.mark.django_db
def test_a_job_is_queued_and_a_worker_rung_after_commit(make_person, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        started = start("toys.count", make_person())
        assert rung == []
    assert rung == [("jobs.run", started.pk)]
    assert (started.state, started.get_absolute_url()) == (State.QUEUED, f"/jobs/{started.pk}/")


@pytest.mark.django_db
def test_an_unknown_job_fails_where_it_is_started(make_person):
    with pytest.raises(LookupError, match=r"toys\.unknown"):
        start("toys.unknown", make_person())
    with pytest.raises(ValueError, match="registered twice"):
        job("toys.count")(print)


@pytest.mark.django_db(transaction=True)
def test_a_job_runs_once_and_keeps_its_result(make_person, counting):
    started = start("toys.count", make_person(), arguments={"by": "hand"})
    run(started.pk)
    run(started.pk)
    started.refresh_from_db()
    assert (started.state, started.result) == (State.DONE, {"counted": 3, "by": "hand"})
    assert (started.done, started.total, started.percent) == (3, 3, 100)
    assert started.finished_at is not None
    assert counting == [started.pk]


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_one_runs_it(make_person, counting):
    started = start("toys.count", make_person())
    at_once(lambda _number: run(started.pk), 4)
    assert counting == [started.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("toys.refuse", "list.csv, line 7: this is not a country."),
        ("toys.break", "Something went wrong on our side; it was logged."),
    ],
)
def test_a_failed_job_says_why(make_person, kind, sentence):
    started = start(kind, make_person())
    run(started.pk)
    started.refresh_from_db()
    assert (started.state, started.error) == (State.FAILED, sentence)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_before_the_jobs_transaction_ends_and_saved_once_a_second(make_person):
    started = start("toys.count", make_person())
    Job.objects.update(state=State.RUNNING)
    seen = []
    with transaction.atomic(), Progress(started) as progress:
        for number in range(1, 1001):
            progress(number, 1000)
            if number in {1, 500}:
                seen += at_once(lambda _number: Job.objects.get(pk=started.pk).done, 1)
    assert seen == [1, 1], "the second came within the same second"
    started.refresh_from_db()
    assert started.done == 1000


@pytest.mark.django_db
def test_the_sweep_rings_again_and_gives_up_in_the_end(make_person, rung, django_capture_on_commit_callbacks):
    started = start("toys.count", make_person())
    fresh = start("toys.count", started.owner)
    long_ago = timezone.now() - running.SILENT - timedelta(minutes=1)
    Job.objects.filter(pk=started.pk).update(created=long_ago)

    def swept():
        rung.clear()
        with django_capture_on_commit_callbacks(execute=True):
            sweep()
        started.refresh_from_db()
        return started.state, [arguments[1] for arguments in rung]

    assert swept() == (State.QUEUED, [started.pk])
    Job.objects.filter(pk=started.pk).update(state=State.RUNNING, attempts=1, heartbeat=timezone.now())
    assert swept() == (State.RUNNING, [])
    Job.objects.filter(pk=started.pk).update(heartbeat=long_ago)
    assert swept() == (State.QUEUED, [started.pk])
    Job.objects.filter(pk=started.pk).update(state=State.RUNNING, attempts=2, heartbeat=long_ago)
    assert swept() == (State.FAILED, [])
    assert "start it again" in started.error
    fresh.refresh_from_db()
    assert fresh.state == State.QUEUED


@pytest.mark.django_db
def test_a_job_is_seen_by_its_owner_and_administrators(make_person):
    owner, stranger = make_person("Owner"), make_person("Stranger")
    started = start("toys.count", owner)
    chief, former = make_person("Chief", is_superuser=True), make_person("Gone", is_superuser=True, is_active=False)
    for person, seen in [(owner, [started]), (stranger, []), (chief, [started]), (former, [])]:
        assert list(Job.objects.visible_to(person)) == seen
