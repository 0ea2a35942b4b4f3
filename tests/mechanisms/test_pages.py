"""The pages of the mechanisms: inbox, mailbox, job."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mechanisms.jobs.models import Job
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(make_person, client):
    person = make_person()
    client.force_login(person)
    return person


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
    assert client.get(reverse("inbox"), {"page": "x\0"}).status_code == 200


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


# --- the mailbox ---------------------------------------------------------------------------------


@pytest.fixture
def chief(make_person, client):
    person = make_person("Chief", is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def mailed(outbox, settings):
    """Two mails in one file, as a worker writes them."""
    with get_connection(settings.MAIL_TRANSPORT) as connection:
        connection.send_messages(
            [EmailMessage(f"Mail {number}", f"Text {number} & more", None, ["a@example.eu"]) for number in (1, 2)]
        )
    return outbox()


def test_the_administrator_reads_the_mailbox(client, chief, mailed):
    page = client.get(reverse("mailbox")).content.decode()
    assert page.index("Mail 2") < page.index("Mail 1")
    mail = client.get(reverse("mailbox_mail", args=[mailed[0].file, mailed[0].number])).content.decode()
    assert "Text 2 &amp; more" in mail
    assert "a@example.eu" in mail


def test_an_empty_mailbox_says_so(client, chief, outbox):
    assert "No mail yet" in client.get(reverse("mailbox")).content.decode()


def test_the_mailbox_is_for_administrators_of_a_portal_without_a_mail_server(client, chief, mailed, ana, settings):
    addresses = [reverse("mailbox"), reverse("mailbox_mail", args=[mailed[0].file, 1])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]  # ana signed in last
    client.force_login(chief)
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize(
    "file",
    [
        "..",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2fsecret.log",
        "secret.log",
        "20260101-000000-1.log",
        "20260101-000000-1.log%00",
        "20260101-000000-1.log%0a",
        "20260101-000000-١.log",
    ],
)
def test_no_other_file_is_opened(client, chief, mailed, file, settings):
    (settings.EMAIL_FILE_PATH / "secret.log").write_text("Subject: secret\n\nsecret")
    (settings.EMAIL_FILE_PATH.parent / "secret.log").write_text("Subject: secret\n\nsecret")
    answer = client.get(f"{reverse('mailbox')}{file}/1/")
    assert answer.status_code == 404
    assert "secret\n" not in answer.content.decode()


def test_a_mail_that_is_not_in_the_file_is_not_found(client, chief, mailed):
    assert client.get(reverse("mailbox_mail", args=[mailed[0].file, 3])).status_code == 404


# --- a job ---------------------------------------------------------------------------------------


def test_a_running_job_asks_for_itself_again(client, ana):
    job = Job.objects.create(kind="toys.count", owner=ana, state="running", done=1, total=4)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "1 of 4" in page
    assert 'hx-trigger="every 2s"' in page
    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")


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
