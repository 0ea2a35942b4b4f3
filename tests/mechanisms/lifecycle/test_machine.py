import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from mechanisms.lifecycle.machine import Machine, Move, MoveRefused, open_moves, perform
from tests.mechanisms.threads import at_once
from tests.mechanisms.toy.models import Kite, KiteStep


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
def test_a_stranger_is_told_that_others_may(make_kite, make_person):
    with pytest.raises(MoveRefused) as refused:
        perform(make_kite(), "land", by=make_person("Stranger"))
    assert refused.value.sentence == "This is for somebody else to do."


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


@pytest.mark.django_db(transaction=True)
def test_perform_outside_a_transaction_is_a_mistake_of_ours(make_kite):
    kite = make_kite()
    with pytest.raises(transaction.TransactionManagementError):
        perform(kite, "fly", by=kite.owner)


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_moves(make_kite):
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
