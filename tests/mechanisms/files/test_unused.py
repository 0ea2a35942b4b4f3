"""Files that were stored with a form and never attached to anything go after two days."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dot_portal.celery import app
from mechanisms.files import storing
from mechanisms.files.models import Upload
from mechanisms.files.storing import discard_unused, store
from mechanisms.files.tasks import discard_unused as the_task
from mechanisms.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path, make_person):
    """Stored so many days ago."""
    settings.MEDIA_ROOT = tmp_path
    owner = make_person()

    def make(days):
        upload = store(SimpleUploadedFile("cv.pdf", b"%PDF-1.7 a", content_type="application/pdf"), owner)
        Upload.objects.filter(pk=upload.pk).update(created=timezone.now() - timedelta(days, minutes=1))
        return upload

    return make


def test_every_reference_counts():
    """Also those that have no name from the file's side."""
    sql = str(Upload.objects.unused().query)
    assert "jobs_job" in sql
    assert "applications_application" in sql


def test_forgotten_files_go_and_others_stay(stored, django_capture_on_commit_callbacks):
    forgotten, fresh, used = stored(2), stored(1), stored(30)
    Job.objects.create(kind="test", owner=used.owner, upload=used)
    with django_capture_on_commit_callbacks(execute=True):
        assert discard_unused() == 1
    assert set(Upload.objects.all()) == {fresh, used}
    storage = forgotten.file.storage
    assert [storage.exists(upload.file.name) for upload in (forgotten, fresh, used)] == [False, True, True]


def test_many_go_in_chunks(stored, monkeypatch):
    monkeypatch.setattr(storing, "AT_ONCE", 2)
    for _number in range(5):
        stored(3)
    assert discard_unused() == 5
    assert not Upload.objects.exists()


def test_it_is_on_the_timetable():
    assert the_task.name in {entry["task"] for entry in app.conf.beat_schedule.values()}
