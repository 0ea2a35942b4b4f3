import pytest

from mechanisms.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_a_running_job_asks_for_itself_again(client, ana):
    job = Job.objects.create(kind="toys.count", owner=ana, state="running", done=1, total=4)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "1 of 4 done" in page
    assert 'hx-trigger="every 2s"' in page
    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="progress-of-job"')
    Job.objects.update(state="done")
    assert client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_finished_job_shows_what_came_of_it(client, ana):
    done = Job.objects.create(kind="toys.count", owner=ana, state="done", result={"new": "<3>"})
    failed = Job.objects.create(kind="toys.count", owner=ana, state="failed", error="line 7 is <wrong>")
    for job, shown in [(done, "&lt;3&gt;"), (failed, "line 7 is &lt;wrong&gt;")]:
        page = client.get(job.get_absolute_url()).content.decode()
        assert shown in page
        assert "hx-trigger" not in page


def test_a_strangers_job_is_not_found(client, ana, make_person):
    job = Job.objects.create(kind="toys.count", owner=make_person("Bo"))
    assert client.get(job.get_absolute_url()).status_code == 404
