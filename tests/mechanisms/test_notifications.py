import email
from datetime import UTC, date, datetime, timedelta
from email import policy

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from mechanisms.lifecycle.machine import perform
from mechanisms.notifications import deadlines, delivery, tasks
from mechanisms.notifications.deadlines import Deadline, desk_items, remind_due
from mechanisms.notifications.inbox import entries, unread_count
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post
from mechanisms.notifications.registry import Notice, register
from tests.mechanisms.threads import at_once
from tests.mechanisms.toy.models import Kite

State = Notification.State


def deliver_all():
    return delivery.deliver(list(Notification.objects.values_list("pk", flat=True)))


@pytest.fixture
def flying(make_kite):
    def make(*arguments, **fields):
        return make_kite(*arguments, state="flying", **fields)

    return make


# --- posting -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_post_to_a_hundred_people_is_one_insert(flying, make_person, django_assert_num_queries):
    kite = flying()
    people = [make_person(f"P{number}") for number in range(100)]
    with django_assert_num_queries(3):  # a savepoint, the insert, its release
        post("toy.flown", to=people, about=kite)
    assert Notification.objects.count() == 100


@pytest.mark.django_db
def test_the_same_is_said_once_to_each(flying, make_person):
    kite, bo = flying(), make_person("Bo")
    post("toy.flown", to=[kite.owner, bo, bo, "c@example.eu"], about=kite, once="step:1")
    post("toy.flown", to=[kite.owner, bo, "c@example.eu"], about=kite, once="step:1")
    assert Notification.objects.count() == 3

    post("toy.flown", to=[bo], about=kite, once="step:2")
    post("toy.flown", to=[bo], about=flying("Other", owner=bo), once="step:1")
    assert Notification.objects.count() == 5


@pytest.mark.django_db
def test_a_worker_is_asked_after_commit_in_parts(flying, make_person, rung, django_capture_on_commit_callbacks):
    people = [make_person(f"P{number}") for number in range(101)]
    kite = flying()
    with django_capture_on_commit_callbacks(execute=True):
        post("toy.flown", to=people, about=kite)
        assert rung == []
    assert [(task, len(ids)) for task, ids in rung] == [("notifications.deliver", 100), ("notifications.deliver", 1)]
    assert {pk for _task, ids in rung for pk in ids} == {str(row.pk) for row in Notification.objects.all()}


@pytest.mark.django_db
def test_what_cannot_be_said_fails_where_it_is_posted(flying, make_person):
    kite = flying()
    with pytest.raises(LookupError, match=r"No notice 'toy\.unknown'"):
        post("toy.unknown", to=[kite.owner], about=kite)
    with pytest.raises(ValueError, match=r"is about toy\.kite"):
        post("toy.flown", to=[kite.owner], about=kite.owner)
    with pytest.raises(ValueError, match="registered twice"):
        register(Notice("toy.flown", "toy.Kite"))


@pytest.mark.django_db
def test_a_row_without_a_recipient_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(kind="toy.flown")


# --- delivery ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_notice_arrives_as_text_and_html(flying, outbox):
    kite = flying("<b>Red & white</b>")
    post("toy.flown", to=[kite.owner], about=kite, context={"wind": "<strong>"})

    assert deliver_all() == 1

    (mail,) = outbox()
    assert (mail.subject, mail.to) == ("<b>Red & white</b> is in the air", "ana@example.eu")
    assert "<b>Red & white</b> of Ana flies. Wind: <strong>." in mail.text
    assert mail.text.rstrip().endswith(f"Look up:\nhttp://localhost:8000/kites/{kite.pk}/")
    html = mail.message.get_body(("html",)).get_content()
    assert "&lt;b&gt;Red &amp; white&lt;/b&gt; of Ana flies. Wind: &lt;strong&gt;." in html
    assert html.count(f'href="http://localhost:8000/kites/{kite.pk}/"') == 2
    row = Notification.objects.get()
    assert (row.state, row.attempts) == (State.SENT, 0)
    assert row.sent_at is not None


@pytest.mark.django_db
def test_the_reason_is_asked_again_at_delivery(flying, outbox):
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
def test_nothing_is_sent_about_what_is_gone_or_to_a_closed_account(flying, make_person, outbox, reason):
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
def test_a_mail_server_that_is_down_is_no_fault_of_the_rows(flying, settings, make_person):
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


def test_of_four_workers_each_mail_is_sent_by_one(committing, flying, make_person, outbox):
    kite = flying()
    post("toy.flown", to=[make_person(f"P{number}") for number in range(20)], about=kite)
    ids = list(Notification.objects.values_list("pk", flat=True))

    sent = at_once(lambda _number: delivery.deliver(ids), 4)

    assert sum(sent) == 20
    assert sorted(mail.to for mail in outbox()) == sorted(f"p{number}@example.eu" for number in range(20))


@pytest.mark.django_db
def test_the_text_is_in_the_readers_time_zone(flying, make_person, outbox, tmp_path, settings):
    (tmp_path / "notices" / "toy").mkdir(parents=True)
    (tmp_path / "notices" / "toy" / "flown.txt").write_text("Subject: At {{ about.state_since|date:'H:i' }}\n\nLook.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    kite = flying(state_since=datetime(2026, 1, 1, 12, tzinfo=UTC))
    people = [make_person("Bo", time_zone="Europe/Athens"), make_person("Cy", time_zone="No/Where")]
    post("toy.flown", to=people, about=kite)
    deliver_all()
    assert {mail.subject for mail in outbox()} == {"At 14:00", "At 12:00"}


@pytest.mark.django_db
def test_a_link_in_the_context_replaces_the_notices_own_and_is_wiped(flying, outbox):
    kite = flying()
    post("toy.flown", to=["host@example.eu"], about=kite, context={"link": "/secret/token/"})
    deliver_all()
    (mail,) = outbox()
    assert "http://localhost:8000/secret/token/" in mail.text
    assert Notification.objects.get().context == {}


# --- mail of libraries ---------------------------------------------------------------------------


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
def test_library_mail_is_sent_and_its_body_wiped(through_the_outbox, outbox):
    for _twice in range(2):
        message = EmailMultiAlternatives("Confirm", "Open https://x.eu/secret", None, ["a@example.eu", "b@example.eu"])
        message.reply_to = ["office@example.eu"]
        message.attach_alternative("<p>secret</p>", "text/html")
        assert message.send() == 1

    assert deliver_all() == 4

    assert len(outbox()) == 4
    mail = outbox()[0]
    assert (mail.subject, mail.text.strip(), mail.html_text) == ("Confirm", "Open https://x.eu/secret", "secret")
    assert mail.message["Reply-To"] == "office@example.eu"
    assert set(Notification.objects.values_list("subject", "body", "html")) == {("Confirm", "", "")}


@pytest.mark.django_db
def test_library_mail_without_html_gets_ours(through_the_outbox, outbox):
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


# --- deadlines -----------------------------------------------------------------------------------

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days_left", "lead"),
    list(
        zip(range(5, -10, -1), [None, None, 3, 3, None, 0, -1, -1, None, None, None, None, -7, -7, None], strict=True)
    ),
)
def test_which_reminder_is_due(days_left, lead):
    rule = Deadline("toy.x", rows=None, whose=None, awaits=None, what="", before=(3, 0), after=(1, 7))
    assert rule.lead_on(days_left) == lead


@pytest.mark.django_db
def test_reminders_are_posted_once_in_bulk(flying, make_person, outbox, django_assert_num_queries):
    owner = make_person("Bo")
    for days in (-30, -1, 0, 1, 3, 10):
        flying(f"{days} days", owner=owner, lands_on=TODAY + timedelta(days=days))
    with django_assert_num_queries(4):  # the rows, a savepoint, one insert, its release
        remind_due(TODAY)
    remind_due(TODAY)

    deliver_all()

    assert {mail.subject for mail in outbox()} == {
        "-1 days: -1 days left, due 9 March 2026",
        "0 days: 0 days left, due 10 March 2026",
        "3 days: 3 days left, due 13 March 2026",
    }
    assert len(outbox()) == 3


@pytest.mark.django_db
def test_the_last_reminder_escalates(flying, make_person):
    chief = make_person("Chief", is_superuser=True)
    kite = flying(lands_on=TODAY - timedelta(days=1))
    remind_due(TODAY)
    assert not Notification.objects.filter(person=chief).exists()
    remind_due(TODAY + timedelta(days=6))
    assert Notification.objects.filter(person=chief).count() == 1
    assert Notification.objects.filter(person=kite.owner).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("meanwhile", [{"state": "folded"}, {"lands_on": TODAY + timedelta(days=20)}, "another owner"])
def test_a_reminder_is_dropped_when_it_no_longer_holds(flying, make_person, meanwhile, outbox):
    kite = flying(lands_on=TODAY)
    remind_due(TODAY)
    changed = {"owner": make_person("Bo")} if meanwhile == "another owner" else meanwhile
    Kite.objects.filter(pk=kite.pk).update(**changed)

    deliver_all()

    assert Notification.objects.get().state == State.DROPPED


@pytest.mark.django_db
def test_the_task_reminds_of_today(flying):
    flying(lands_on=timezone.localdate())
    tasks.remind()
    assert Notification.objects.get().once == f"0:{timezone.localdate()}"


@pytest.mark.django_db
def test_the_desk_lists_what_awaits_the_person_by_date(flying, make_person, django_assert_num_queries):
    owner = make_person("Bo")
    for name, days in [("later", 5), ("never", None), ("late", -2)]:
        flying(name, owner=owner, lands_on=None if days is None else TODAY + timedelta(days=days))
    flying("of somebody else", lands_on=TODAY)

    with django_assert_num_queries(1):
        items = desk_items(owner, TODAY)

    assert [(item.row.name, item.days_left) for item in items] == [("late", -2), ("later", 5), ("never", None)]
    assert items[0].url == f"/kites/{items[0].row.pk}/"
    assert items[0].what == "Land your kite"


def test_a_deadline_registered_twice_is_refused():
    with pytest.raises(ValueError, match="registered twice"):
        deadlines.register_deadline(deadlines.all_deadlines()[0])


# --- the inbox -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_inbox_renders_many_with_one_query(flying, make_person, django_assert_num_queries):
    bo = make_person("Bo")
    for number in range(5):
        post("toy.flown", to=[bo], about=flying(f"K{number}", owner=make_person(f"O{number}")))
    rows = list(Notification.objects.visible_to(bo).select_related("person").order_by("created"))
    with django_assert_num_queries(1):
        words = [entry.words.subject for entry in entries(rows)]
    assert words == [f"K{number} is in the air" for number in range(5)]


@pytest.mark.django_db
def test_a_broken_notice_does_not_close_the_inbox(flying, caplog):
    kite = flying()
    post("toy.poison", to=[kite.owner], about=kite)
    (entry,) = entries(Notification.objects.all())
    assert entry.words is None
    assert "cannot be rendered" in caplog.text


@pytest.mark.django_db
def test_one_sees_the_own_inbox_only(flying, make_person):
    kite, bo = flying(), make_person("Bo")
    post("toy.flown", to=[kite.owner, "c@example.eu"], about=kite)
    assert (unread_count(kite.owner), unread_count(bo)) == (1, 0)


@pytest.mark.django_db
def test_a_mail_is_readable_by_any_program(flying, outbox):
    kite = flying("Ελένη ĳ žluťoučký")
    post("toy.flown", to=[kite.owner], about=kite)
    deliver_all()
    raw = outbox()[0].message.as_bytes()
    assert email.message_from_bytes(raw, policy=policy.default)["Subject"] == "Ελένη ĳ žluťoučký is in the air"
