from datetime import timedelta

import pytest
from celery import Celery
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from mechanisms.lifecycle import doorbell, reactions
from mechanisms.lifecycle.machine import Machine, Move, MoveRefused, open_moves, perform
from mechanisms.lifecycle.models import Followed
from tests.mechanisms.threads import at_once
from tests.mechanisms.toy.models import Kite, KiteStep

real_ring = doorbell.ring


@pytest.mark.django_db
def test_perform_moves_saves_and_records(make_kite):
    kite = make_kite()
    before = timezone.now()

    step = perform(kite, "fly", by=kite.owner, why="wind")

    kite.refresh_from_db()
    assert (kite.state, kite.state_label) == ("flying", "In the air")
    assert kite.state_since == step.at >= before
    assert timezone.is_aware(kite.state_since)
    assert (step.subject, step.move, step.from_state, step.to_state) == (kite, "fly", "folded", "flying")
    assert (step.by, step.why) == (kite.owner, "wind")


@pytest.mark.django_db
def test_a_second_perform_is_refused_with_the_state_in_words(make_kite):
    kite = make_kite()
    perform(kite, "fly", by=kite.owner)

    with pytest.raises(MoveRefused) as refused:
        perform(kite, "fly", by=kite.owner)

    assert refused.value.sentence == "This is not possible any more: the state is now “In the air”."
    assert KiteStep.objects.count() == 1


@pytest.mark.django_db
def test_perform_reads_the_row_afresh(make_kite):
    kite = make_kite()
    stale = Kite.objects.get(pk=kite.pk)
    perform(kite, "fly", by=kite.owner)

    with pytest.raises(MoveRefused):
        perform(stale, "fly", by=kite.owner)
    assert stale.state == "flying"


# Written by hand, not read from the table.
ALLOWED = {
    ("folded", "owner"): ["fly"],
    ("folded", "stranger"): [],
    ("folded", "system"): [],
    ("flying", "owner"): ["land"],
    ("flying", "stranger"): [],
    ("flying", "system"): ["land"],
    ("torn", "owner"): [],
    ("torn", "stranger"): [],
    ("torn", "system"): [],
}


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "party"), ALLOWED)
def test_each_state_and_party(make_kite, make_person, state, party):
    kite = make_kite(state=state)
    by = {"owner": kite.owner, "stranger": make_person("Stranger"), "system": None}[party]

    assert [move.name for move in open_moves(kite, by)] == ALLOWED[state, party]
    for name in ("fly", "land", "tear"):
        Kite.objects.filter(pk=kite.pk).update(state=state)
        if name in ALLOWED[state, party]:
            perform(kite, name, by=by)
        else:
            with pytest.raises(MoveRefused):
                perform(kite, name, by=by)


@pytest.mark.django_db
def test_a_stranger_is_told_who_may(make_kite, make_person):
    with pytest.raises(MoveRefused) as refused:
        perform(make_kite(), "land", by=make_person("Stranger"))
    assert refused.value.sentence == "Only these may do this: owner, system."


@pytest.mark.django_db
def test_what_the_guard_sets_is_saved_and_what_it_refuses_is_not(make_kite):
    kite = make_kite(name="Red")

    def rename(kite):
        kite.name = "Blue"

    perform(kite, "fly", by=kite.owner, guard=rename)
    kite.refresh_from_db()
    assert kite.name == "Blue"

    def refuse(kite):
        raise MoveRefused("It rains.")

    with pytest.raises(MoveRefused, match="It rains"):
        perform(kite, "land", by=kite.owner, guard=refuse)
    kite.refresh_from_db()
    assert kite.state == "flying"


@pytest.mark.django_db
def test_a_deleted_thing_is_refused(make_kite):
    kite = make_kite()
    owner = kite.owner
    Kite.objects.all().delete()
    with pytest.raises(MoveRefused, match="no longer exists"):
        perform(kite, "fly", by=owner)


def test_perform_outside_a_transaction_is_a_mistake_of_ours(committing, make_kite):
    kite = make_kite()
    with pytest.raises(transaction.TransactionManagementError):
        perform(kite, "fly", by=kite.owner)


def test_of_eight_at_once_one_moves(committing, make_kite):
    kite = make_kite()

    def fly(_number):
        with transaction.atomic():
            return perform(Kite.objects.get(pk=kite.pk), "fly", by=kite.owner)

    outcomes = at_once(fly, 8)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["KiteStep"] + ["MoveRefused"] * 7
    assert KiteStep.objects.count() == 1


@pytest.mark.django_db
def test_perform_costs_four_queries(make_kite, django_assert_num_queries):
    kite = make_kite()
    with django_assert_num_queries(4):  # lock and read, the owner for parties_of, save, step
        perform(kite, "fly", by=kite.owner)


def test_a_table_with_a_name_twice_is_refused():
    move = Move("fly", ("a",), "b", ("x",))
    with pytest.raises(ValueError, match="same name"):
        Machine("twice", "a", (move, move))


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


def test_of_four_workers_one_reacts(committing, make_kite):
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


def test_the_drawing_of_a_table_goes_stale(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="stale"):
        call_command("draw_lifecycles", check=True)

    call_command("draw_lifecycles")
    call_command("draw_lifecycles", check=True)

    drawn = (tmp_path / "docs" / "lifecycles.md").read_text()
    assert "  folded --> flying: fly\n" in drawn
    assert "| land | flying | folded | owner, system |" in drawn
    assert "tests.mechanisms.toy.reactions.admire" in drawn
