from datetime import UTC, datetime

import pytest
from django.utils import timezone

from mechanisms.lifecycle.machine import perform
from mechanisms.notifications import delivery, tasks
from mechanisms.notifications.inbox import unread_count
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post
from tests.mechanisms.threads import at_once

State = Notification.State


@pytest.mark.django_db
def test_a_notice_arrives_as_text_and_html(flying, outbox, deliver_all):
    kite = flying("<b>Red & white</b>")
    post("toy.flown", to=[kite.owner], about=kite, context={"wind": "<strong>"})

    assert deliver_all() == 1

    (mail,) = outbox()
    assert (mail.subject, mail.to) == ("<b>Red & white</b> is in the air", "ana@example.eu")
    assert "<b>Red & white</b> of Ana flies. Wind: <strong>." in mail.text
    assert f"Look up:\nhttp://localhost:8000/kites/{kite.pk}/\n\n-- \nDOT Portal\n" in mail.text
    assert mail.message["Reply-To"] is None
    assert "Answers to this mail are not read" in mail.text
    html = mail.message.get_body(("html",)).get_content()
    assert "&lt;b&gt;Red &amp; white&lt;/b&gt; of Ana flies. Wind: &lt;strong&gt;." in html
    assert html.count(f'href="http://localhost:8000/kites/{kite.pk}/"') == 2
    row = Notification.objects.get()
    assert (row.state, row.attempts) == (State.SENT, 0)
    assert row.sent_at is not None


@pytest.mark.django_db
def test_the_reason_is_asked_again_at_delivery(flying, outbox, deliver_all):
    kite = flying()
    post("toy.flown", to=[kite.owner], about=kite)
    perform(kite, "land", by=kite.owner)

    assert deliver_all() == 0

    row = Notification.objects.get()
    assert (row.state, row.not_sent_because) == (State.DROPPED, "Its reason no longer held")
    assert outbox() == []
    assert unread_count(kite.owner) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["gone", "closed"])
def test_nothing_is_sent_about_what_is_gone_or_to_a_closed_account(flying, make_person, outbox, reason, deliver_all):
    bo = make_person("Bo", is_active=reason != "closed")
    kite = flying()
    post("toy.flown", to=[bo], about=kite)
    if reason == "gone":
        kite.delete()

    deliver_all()

    assert Notification.objects.get().state == State.DROPPED
    assert outbox() == []


@pytest.mark.django_db
def test_a_broken_template_is_tried_later_and_keeps_nobody_waiting(flying, make_person, outbox):
    kite = flying()
    post("toy.poison", to=[kite.owner], about=kite)
    post("toy.flown", to=[kite.owner], about=kite)
    poison = Notification.objects.get(kind="toy.poison")

    assert delivery.deliver([poison.pk, *Notification.objects.exclude(pk=poison.pk).values_list("pk", flat=True)]) == 1

    poison.refresh_from_db()
    assert (poison.state, poison.attempts) == (State.WAITING, 1)
    assert poison.not_sent_because.startswith("TemplateDoesNotExist")
    assert poison.not_before > timezone.now()
    assert delivery.sweep() == 0, "not before its time"


@pytest.mark.django_db
def test_a_row_that_always_fails_is_given_up(flying, outbox):
    kite = flying()
    post("toy.poison", to=[kite.owner], about=kite)
    for _attempt in range(delivery.ATTEMPTS):
        Notification.objects.update(not_before=timezone.now())
        delivery.sweep()
    assert Notification.objects.get().state == State.FAILED


@pytest.mark.django_db
def test_a_mail_server_that_is_down_is_no_fault_of_the_rows(flying, settings, make_person, deliver_all):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    kite = flying()
    post("toy.flown", to=[kite.owner, make_person("Bo")], about=kite)

    assert deliver_all() == 0

    assert set(Notification.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}


@pytest.mark.django_db
def test_the_sweep_finds_what_nobody_rang_for(flying, outbox):
    kite = flying()
    post("toy.flown", to=[kite.owner], about=kite)
    tasks.sweep()
    tasks.sweep()
    assert len(outbox()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_each_mail_is_sent_by_one(flying, make_person, outbox):
    kite = flying()
    post("toy.flown", to=[make_person(f"P{number}") for number in range(20)], about=kite)
    ids = list(Notification.objects.values_list("pk", flat=True))

    sent = at_once(lambda _number: delivery.deliver(ids), 4)

    assert sum(sent) == 20
    assert sorted(mail.to for mail in outbox()) == sorted(f"p{number}@example.eu" for number in range(20))


@pytest.mark.django_db
def test_the_text_is_in_the_readers_time_zone(flying, make_person, outbox, tmp_path, settings, deliver_all):
    (tmp_path / "notices" / "toy").mkdir(parents=True)
    (tmp_path / "notices" / "toy" / "flown.txt").write_text("Subject: At {{ about.state_since|date:'H:i' }}\n\nLook.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    kite = flying(state_since=datetime(2026, 1, 1, 12, tzinfo=UTC))
    people = [make_person("Bo", time_zone="Europe/Athens"), make_person("Cy", time_zone="No/Where")]
    post("toy.flown", to=people, about=kite)
    deliver_all()
    assert {mail.subject for mail in outbox()} == {"At 14:00", "At 12:00"}


@pytest.mark.django_db
def test_a_link_in_the_context_replaces_the_notices_own_and_is_wiped(flying, outbox, deliver_all):
    kite = flying()
    post("toy.flown", to=["host@example.eu"], about=kite, context={"link": "/secret/token/"})
    deliver_all()
    (mail,) = outbox()
    assert "http://localhost:8000/secret/token/" in mail.text
    assert Notification.objects.get().context == {}
