"""The pages of the inbox."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(ana, make_person, make_kite):
    """Ana was told of so many kites, each of another owner."""

    def tell(count):
        for number in range(count):
            kite = make_kite(f"K{number}", owner=make_person(f"O{number}"), state="flying")
            post("toy.flown", to=[ana], about=kite)
        return list(Notification.objects.order_by("created"))

    return tell


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_three_queries(client, told, count):
    told(count)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("inbox"))
    about_ours = [sql["sql"] for sql in queries if 'FROM "notifications' in sql["sql"] or 'FROM "toy' in sql["sql"]]
    # How many there are, the rows of this page with their person, the kites with their owners; the page's frame
    # counts the unread ones once more.
    assert len([sql for sql in about_ours if 'read_at" IS NULL' not in sql.partition("WHERE")[2]]) == 3
    assert page.content.decode().count("is in the air") == count


def test_an_empty_inbox_says_so(client, ana):
    assert "Nothing yet" in client.get(reverse("inbox")).content.decode()


def test_the_inbox_shows_the_unread_first_in_pages(client, told):
    rows = told(21)
    Notification.objects.filter(pk=rows[-1].pk).update(read_at=rows[-1].created)
    first = client.get(reverse("inbox"))
    assert [entry.row for entry in first.context["entries"]] == list(reversed(rows[:-1]))
    second = client.get(reverse("inbox"), {"page": "2"})
    assert [entry.row for entry in second.context["entries"]] == [rows[-1]]
    assert client.get(reverse("inbox"), {"page": "x"}).status_code == 200


def test_reading_marks_and_opens(client, told):
    row, other = told(2)
    answer = client.post(reverse("read_notification", args=[row.pk]))
    assert answer["Location"] == f"/kites/{row.about_id}/"
    row.refresh_from_db()
    other.refresh_from_db()
    assert row.read_at is not None
    assert other.read_at is None


def test_reading_what_is_gone_returns_to_the_inbox(client, told):
    (row,) = told(1)
    Notification.objects.update(about_id="0")
    answer = client.post(reverse("read_notification", args=[row.pk]), follow=True)
    assert "What this was about is no longer there." in answer.content.decode()


def test_all_are_marked_as_read_but_nobody_elses(client, told, make_person):
    (row,) = told(1)
    other = Notification.objects.create(
        kind="toy.flown", person=make_person("Bo"), about_label=row.about_label, about_id=row.about_id
    )
    assert client.post(reverse("read_all"))["Location"] == reverse("inbox")
    assert list(Notification.objects.unread()) == [other]


def test_a_strangers_notification_is_not_found_and_get_changes_nothing(client, told, make_person):
    (row,) = told(1)
    address = reverse("read_notification", args=[row.pk])
    assert client.get(address).status_code == 405
    assert client.get(reverse("read_all")).status_code == 405
    client.force_login(make_person("Stranger"))
    assert client.post(address).status_code == 404
    assert Notification.objects.unread().count() == 1
