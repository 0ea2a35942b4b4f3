import email
from email import policy

import pytest

from mechanisms.notifications.inbox import entries, unread_count
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post


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
def test_a_mail_is_readable_by_any_program(flying, outbox, deliver_all):
    kite = flying("Ελένη ĳ žluťoučký")
    post("toy.flown", to=[kite.owner], about=kite)
    deliver_all()
    raw = outbox()[0].message.as_bytes()
    assert email.message_from_bytes(raw, policy=policy.default)["Subject"] == "Ελένη ĳ žluťoučký is in the air"
