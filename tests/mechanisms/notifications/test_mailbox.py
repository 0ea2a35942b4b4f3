import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from mechanisms.notifications.posting import post

pytestmark = pytest.mark.django_db


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


def test_the_html_part_is_shown_and_can_do_nothing(client, chief, outbox, make_person, flying, deliver_all):
    kite = flying("<script>Red</script>")
    post("toy.flown", to=[kite.owner], about=kite, context={"wind": "west"})
    deliver_all()
    (mail,) = outbox()
    answer = client.get(reverse("mailbox_html", args=[mail.file, mail.number]))
    assert "&lt;script&gt;Red" in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src 'none';")
    assert "sandbox" in answer["Content-Security-Policy"]


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
    assert answer.status_code in {400, 404}  # 400: the door refuses what no page can read
    assert "secret\n" not in answer.content.decode()


def test_a_mail_that_is_not_in_the_file_is_not_found(client, chief, mailed):
    assert client.get(reverse("mailbox_mail", args=[mailed[0].file, 3])).status_code == 404
