"""Taking back the last move: who may, how long, and what of it the others ever hear."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mechanisms.lifecycle.checks import check_followers
from mechanisms.lifecycle.machine import MoveRefused, perform
from mechanisms.lifecycle.undoing import undo, undo_until
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post, take_back
from tests.mechanisms.threads import at_once
from tests.mechanisms.toy.models import Kite, KiteStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def landed(flying):
    """A kite that its owner has just landed, which can be undone."""
    kite = flying()
    return perform(kite, "land", by=kite.owner)


def back(step, **fields):
    """As if the step had been made before."""
    KiteStep.objects.filter(pk=step.pk).update(**fields)
    step.refresh_from_db()


def test_what_was_just_done_is_taken_back_and_recorded(landed):
    undone = undo(landed, by=landed.by)
    kite = Kite.objects.get()
    assert kite.state == "flying"
    assert (undone.move, undone.from_state, undone.to_state, undone.by) == (
        "undo: land",
        "folded",
        "flying",
        kite.owner,
    )
    assert undo_until(undone) is None


def test_it_stands_again_where_it_stood_since_then(make_kite):
    kite = make_kite()
    flown = perform(kite, "fly", by=kite.owner)
    undo(perform(kite, "land", by=kite.owner), by=kite.owner)
    assert Kite.objects.get().state_since == flown.at
    undo(perform(kite, "land", by=kite.owner), by=kite.owner)  # again: not since the first undo
    assert Kite.objects.get().state_since == flown.at


def test_nobody_else_takes_it_back(landed, make_person):
    with pytest.raises(MoveRefused, match="Only who did this"):
        undo(landed, by=make_person("Bob"))


def test_what_the_portal_did_by_itself_stays_done(flying, make_person):
    step = perform(flying(), "land", by=None)
    with pytest.raises(MoveRefused, match="Only who did this"):
        undo(step, by=make_person("Bob"))


def test_a_move_that_does_not_say_so_stays_done(make_kite):
    kite = make_kite()
    with pytest.raises(MoveRefused, match="Only who did this"):
        undo(perform(kite, "fly", by=kite.owner), by=kite.owner)


def test_after_the_window_it_is_too_late(landed):
    back(landed, at=timezone.now() - timedelta(minutes=settings.UNDO_MINUTES, seconds=1))
    with pytest.raises(MoveRefused, match="too late"):
        undo(landed, by=landed.by)


def test_what_has_gone_on_since_is_not_taken_back(landed):
    perform(landed.subject, "fly", by=landed.by)
    with pytest.raises(MoveRefused, match="something else has happened"):
        undo(landed, by=landed.by)


def test_it_is_taken_back_once(landed):
    undo(landed, by=landed.by)
    with pytest.raises(MoveRefused, match="something else has happened"):
        undo(landed, by=landed.by)


def test_no_window_no_undo(landed, settings):
    settings.UNDO_MINUTES = 0
    assert undo_until(landed) is None


def test_a_reaction_to_what_can_be_undone_is_a_mistake(monkeypatch):
    from mechanisms.lifecycle import reactions

    monkeypatch.setitem(reactions._followers, "a.reaction", ("toys.land", print))
    assert [error.id for error in check_followers() if "a.reaction" in error.msg] == ["lifecycle.E002"]


# --- what the others hear ---------------------------------------------------------------------------


def said(person):
    return list(Notification.objects.visible_to(person))


def test_a_notice_waits_for_the_window_and_is_then_said(landed, make_person, deliver_all, outbox):
    friend = make_person("Friend")
    post("toy.poison", to=[friend], about=landed.subject, once="step:1", not_before=undo_until(landed))
    assert (deliver_all(), said(friend)) == (0, [])
    past = timezone.now() - timedelta(seconds=1)
    Notification.objects.update(not_before=past, created=past)
    assert len(said(friend)) == 1
    assert Notification.objects.due().count() == 1


def test_what_was_taken_back_is_never_said(landed, make_person, deliver_all):
    post("toy.poison", to=[make_person("Friend")], about=landed.subject, once="step:1", not_before=undo_until(landed))
    assert take_back(about=landed.subject, once="step:1")
    assert not Notification.objects.exists()


def test_what_was_said_cannot_be_taken_back(landed, make_person):
    post("toy.poison", to=[make_person("Friend")], about=landed.subject, once="step:1")
    Notification.objects.update(state="sent")
    assert not take_back(about=landed.subject, once="step:1")


@pytest.mark.django_db(transaction=True)
def test_undone_and_moved_on_at_once_only_one_counts(flying):
    kite = flying()
    with transaction.atomic():
        step = perform(kite, "land", by=kite.owner)

    def act(number):
        with transaction.atomic():
            subject = Kite.objects.get(pk=kite.pk)
            try:
                if number % 2:
                    return undo(KiteStep.objects.get(pk=step.pk), by=subject.owner).move
                return perform(subject, "fly", by=subject.owner).move
            except MoveRefused:
                return None

    done = [move for move in at_once(act, 4) if move]
    assert len(done) == 1
    assert Kite.objects.get().state == "flying"
