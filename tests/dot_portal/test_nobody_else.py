"""What is for some stays with them, for each of the nine people: notes and tags, and what a search finds."""

import pytest
from django.urls import reverse

from mechanisms.notes import keeping
from placements.applications.models import Application
from tests.addresses import PEOPLE

pytestmark = pytest.mark.django_db


def test_nobody_else_reads_notes_and_tags(peopled, db):
    """On every page of these things, for every person."""
    world, addressed, clients = peopled
    case = Application.objects.get(pk=addressed["sent_application"][0])
    kept = {"body": world.university, "by": world.coordinator}
    rows = (case, world.trainee.trainee, case.offer.host)
    for row in rows:
        keeping.write(row=row, text="A word among colleagues.", **kept)
        keeping.tag(row=row, body=world.university, word="Zeppelin")
    pages = [
        reverse("application", args=[case.pk]),
        reverse("decide", args=[case.pk]),
        reverse("person", args=[world.trainee.trainee.pk]),
        reverse("host", args=[case.offer.host_id]),
        case.offer.get_absolute_url(),
        reverse("desk"),
        reverse("my_applications"),
        reverse("host_applications"),
        reverse("search", query={"q": "Zeppelin"}),
        reverse("search", query={"q": "colleagues"}),
    ]
    for person in PEOPLE:
        for page in pages:
            shown = clients[person].get(page, follow=True).content.decode()
            read = "A word among colleagues." in shown or "Zeppelin" in shown.replace("q=Zeppelin", "")
            may = person == "coordinator" and page in (pages[0], pages[2], pages[3])
            searched = page.endswith("q=Zeppelin")
            assert read == may or searched, (person, page)


def test_it_shows_nobody_what_visible_to_hides(peopled, db):
    """Whatever each person finds leads to a page that this person gets."""
    _world, _addressed, clients = peopled
    for person in PEOPLE[1:]:
        for text in ("example", "trainee", "web", "orangerie", "found", "museo", "shop"):
            for group in clients[person].get(reverse("search"), {"q": text}).context["groups"]:
                for hit in group.hits:
                    assert clients[person].get(hit.url).status_code == 200, (person, hit)
