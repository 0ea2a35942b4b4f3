"""How far an import is, and what it found, for administrators."""

import pytest
from django.urls import reverse

from mechanisms.jobs.models import Job

FOUND = {"new": 2, "changed": 0, "gone": 0, "unchanged": 5, "examples": {"new": [], "changed": [], "gone": []}}
SHOWN = {
    "queued": 'hx-trigger="every 2s"',
    "running": 'hx-trigger="every 2s"',
    "failed": "Nothing was changed.",
    "done": "Nothing is changed before.",
}


@pytest.mark.parametrize("state", SHOWN)
def test_an_import_in_each_state(client, world, state):
    job = Job.objects.create(kind="codelists.compare", owner=world.administrator, state=state, error="No such column.")
    job.upload = world.cv_of(world.trainee)
    job.result = {"Institutions": FOUND} if state == "done" else {}
    job.save()
    client.force_login(world.administrator)
    where = reverse("import_job", args=[job.pk])
    assert SHOWN[state] in client.get(where).text
    again = client.get(where, headers={"HX-Request": "true"})
    assert again.headers.get("HX-Refresh", "") == ("true" if state in {"failed", "done"} else "")
