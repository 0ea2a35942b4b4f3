import pytest
from django.db import IntegrityError, transaction

from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post
from mechanisms.notifications.registry import Notice, register


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
