import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import translation
from django.utils.html import strip_tags

from mechanisms.notifications.models import Notification


@pytest.fixture
def through_the_outbox(settings):
    """The test runner puts its own backend in the place of ours."""
    settings.EMAIL_BACKEND = "mechanisms.notifications.mail.OutboxBackend"


@pytest.mark.django_db
def test_library_mail_is_a_row_of_the_callers_transaction(through_the_outbox):
    def sign_up():
        with transaction.atomic():
            send_mail("Confirm", "Click", None, ["a@example.eu"])
            assert Notification.objects.count() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        sign_up()
    assert Notification.objects.count() == 0


@pytest.mark.django_db
def test_library_mail_is_sent_and_its_body_wiped(through_the_outbox, outbox, deliver_all):
    for _twice in range(2):
        message = EmailMultiAlternatives("Confirm", "Open https://x.eu/secret", None, ["a@example.eu", "b@example.eu"])
        message.reply_to = ["office@example.eu"]
        message.attach_alternative("<p>secret</p>", "text/html")
        assert message.send() == 1

    assert deliver_all() == 4

    assert len(outbox()) == 4
    mail = outbox()[0]
    assert (mail.subject, strip_tags(mail.html).strip()) == ("Confirm", "secret")
    assert mail.text.startswith("Open https://x.eu/secret\n\n-- \n")
    assert "Your answer to this mail goes to office@example.eu." in mail.text
    assert mail.message["Reply-To"] == "office@example.eu"
    assert set(Notification.objects.values_list("subject", "body", "html")) == {("Confirm", "", "")}


@pytest.mark.django_db
def test_library_mail_without_html_gets_ours(through_the_outbox, outbox, deliver_all):
    send_mail("Reset <now>", "Open https://x.eu/secret?a=1&b=2", None, ["a@example.eu"])
    deliver_all()
    html = outbox()[0].message.get_body(("html",)).get_content()
    assert 'href="https://x.eu/secret?a=1&amp;b=2"' in html
    assert "Reset &lt;now&gt;" in html


@pytest.mark.django_db
def test_an_attachment_is_refused_in_words(through_the_outbox):
    message = EmailMessage("Report", "See", None, ["a@example.eu"])
    message.attach("a.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="no attachment"):
        message.send()


@pytest.mark.django_db
def test_what_stands_below_a_library_mail_is_in_its_language(through_the_outbox, outbox, deliver_all):
    with translation.override("de"):
        send_mail("Willkommen", "Bitte bestätigen Sie Ihre Adresse.", None, ["a@example.eu"])

    assert deliver_all() == 1
    assert "Antworten auf diese E-Mail liest niemand" in outbox()[0].text
