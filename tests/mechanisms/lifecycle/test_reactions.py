from datetime import timedelta

import pytest
from celery import Celery
from django.db import transaction
from django.utils import timezone

from mechanisms.lifecycle import doorbell, reactions
from mechanisms.lifecycle.checks import check_followers
from mechanisms.lifecycle.machine import perform
from mechanisms.lifecycle.models import Followed
from tests.mechanisms.threads import at_once
from tests.mechanisms.toy.models import Kite, KiteStep

real_ring = doorbell.ring


@pytest.mark.django_db
def test_a_follower_is_rung_after_commit(make_kite, rung, django_capture_on_commit_callbacks):
    kite = make_kite()
    with django_capture_on_commit_callbacks(execute=True):
        step = perform(kite, "fly", by=kite.owner)
        assert rung == []
    assert rung == [("lifecycle.react", "tests.mechanisms.toy.reactions.admire", step.pk)]


@pytest.mark.django_db
def test_the_sweep_finds_what_nobody_rang_for_and_once(make_kite):
    kite = make_kite()
    perform(kite, "fly", by=kite.owner)

    assert (reactions.sweep(), reactions.sweep()) == (1, 0)
    kite.refresh_from_db()
    assert kite.name == "Kite!"
    assert Followed.objects.get().step_label == "toy.kitestep"


@pytest.mark.django_db
def test_the_sweep_leaves_other_moves_and_old_steps(make_kite):
    kite = make_kite()
    step = perform(kite, "fly", by=kite.owner)
    perform(kite, "land", by=None)
    KiteStep.objects.filter(pk=step.pk).update(at=timezone.now() - reactions.REMEMBERED - timedelta(hours=1))
    assert reactions.sweep() == 0


@pytest.mark.django_db
def test_a_broken_reaction_is_tried_again_and_keeps_nobody_waiting(make_kite, make_person):
    broken, fine = make_kite("broken"), make_kite("Fine", make_person("Bo"))
    for kite in (broken, fine):
        perform(kite, "fly", by=kite.owner)

    assert reactions.sweep() == 1
    Kite.objects.filter(pk=broken.pk).update(name="Mended")
    assert reactions.sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_one_reacts(make_kite):
    kite = make_kite()
    with transaction.atomic():
        step = perform(kite, "fly", by=kite.owner)

    outcomes = at_once(lambda _number: reactions.react("tests.mechanisms.toy.reactions.admire", step.pk), 4)

    assert sorted(outcomes) == [False, False, False, True]
    kite.refresh_from_db()
    assert kite.name == "Kite!"


def test_a_broker_that_is_down_is_no_error(monkeypatch, caplog):
    nobody_there = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr(doorbell, "current_app", nobody_there)
    started = timezone.now()

    real_ring("lifecycle.sweep")

    assert "cannot be reached" in caplog.text
    assert timezone.now() - started < timedelta(seconds=2)


def test_following_what_is_no_move_is_found_by_the_checks(monkeypatch):
    assert check_followers() == []
    monkeypatch.setitem(reactions._followers, "toys.lost", ("toys.sail", print))
    (error,) = check_followers()
    assert error.msg == "toys.lost follows 'toys.sail', which is no move of any lifecycle"
