"""Who may make which move in which state, written out by hand; a move or a state nobody listed here fails.

The lists are not read from the tables of the portal: they say again, in other words, what the process allows.
Each is held against the buttons a page would draw (`open_moves`) and against what really happens (`perform`).
"""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.coordinators.transitions import admit
from accounts.hosts.models import Host, HostMember
from mechanisms.lifecycle.machine import MoveRefused, open_moves, perform
from mechanisms.lifecycle.reactions import models_with_lifecycle

# state: {who: what this person may do}; whoever is not named may do nothing. "system" is the calendar and the like.
COORDINATORS = {
    "asked": {"coordinator": "admit refuse", "administrator": "admit refuse"},
    "admitted": {},
    "refused": {"applicant": "ask_again"},
}
OFFERS = {
    "draft": {"host": "submit", "trusted_host": "submit publish"},
    "submitted": {
        "host": "take_back",
        "trusted_host": "take_back",
        "coordinator": "confirm return",
        "administrator": "confirm return",
    },
    "returned": {"host": "submit", "trusted_host": "submit"},
    "published": {
        "host": "close",
        "trusted_host": "close",
        "coordinator": "return confirm_published",
        "administrator": "return confirm_published close",
        "system": "fill expire",
    },
    "filled": {
        "host": "close",
        "trusted_host": "close",
        "coordinator": "return confirm_filled",
        "administrator": "return confirm_filled close",
        "system": "reopen expire",
    },
    "closed": {},
    "expired": {},
    "private": {},
}
ANSWERS = "accept decline"
APPLICATIONS = {
    "draft": {"trainee": "submit withdraw", "system": "agree lapse"},
    "submitted": {"trainee": "withdraw", "host": f"shortlist invite_to_talk {ANSWERS}", "system": "lapse"},
    "shortlisted": {"trainee": "withdraw", "host": f"invite_to_talk {ANSWERS}", "system": "lapse"},
    "talk": {"trainee": "withdraw", "host": ANSWERS, "system": "lapse"},
    "accepted": {"trainee": "confirm withdraw", "host": "decline", "system": "lapse"},
    "confirmed": {"trainee": "withdraw", "coordinator": "approve refuse", "system": "lapse"},
    "approved": {"coordinator": "cancel"},
    "declined": {},
    "refused": {},
    "withdrawn": {},
    "lapsed": {},
    "cancelled": {},
}
PROPOSALS = {
    "asked": {"trainee": "withdraw", "coordinator": "withdraw", "system": "confirm decline lapse"},
    "confirmed": {},
    "declined": {},
    "withdrawn": {},
    "lapsed": {},
}
PLACEMENTS = {
    "planned": {"coordinator": "cancel", "system": "begin"},
    "running": {"coordinator": "cancel", "system": "complete"},
    "completed": {},
    "cancelled": {},
}
LISTED = {
    "coordinators": COORDINATORS,
    "offers": OFFERS,
    "applications": APPLICATIONS,
    "proposals": PROPOSALS,
    "placements": PLACEMENTS,
}
MOVES = {
    "coordinators": "admit refuse ask_again",
    "offers": "submit take_back confirm return publish confirm_published confirm_filled fill reopen close expire",
    "applications": "submit shortlist invite_to_talk accept decline agree confirm withdraw approve refuse lapse cancel",
    "proposals": "confirm decline withdraw lapse",
    "placements": "begin complete cancel",
}
# Who made one of these may take it back for some minutes, and stands where they stood; the rest is for good.
UNDOABLE = {"applications": "shortlist decline withdraw"}


def people_of(world):
    people = ("trainee", "host", "coordinator", "administrator", "other_host", "other_coordinator", "stranger")
    return {name: getattr(world, name) for name in people} | {
        "other_trainee": world.student("Othertrainee").user,
        "system": None,
    }


def subject_in(world, machine, state):
    match machine:
        case "coordinators":
            return world.coordinator_in(state)
        case "offers":
            return world.offer_in(state)
        case "applications":
            return world.application_in(state)
        case "proposals":
            return world.proposal_in(state)
        case "placements":
            return world.placement_in(state)


def as_its_verb_would(subject):
    """What the database asks of an application that was sent."""
    if hasattr(subject, "submitted_at"):
        subject.submitted_at = timezone.now()


def whether_it_goes(subject, move, person):
    """Try it, and take it back."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                perform(subject, move, by=person, guard=as_its_verb_would)
        except MoveRefused:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_every_machine_and_every_state_is_listed():
    machines = {model.machine.name: model.machine for model in models_with_lifecycle()}
    assert {name: set(machine.states) for name, machine in machines.items()} == {
        name: set(states) for name, states in LISTED.items()
    }
    assert {name: {move.name for move in machine.moves} for name, machine in machines.items()} == {
        name: set(moves.split()) for name, moves in MOVES.items()
    }


def test_only_the_listed_moves_can_be_undone():
    machines = {model.machine.name: model.machine for model in models_with_lifecycle()}
    undoable = {name: {move.name for move in machine.moves if move.undoable} for name, machine in machines.items()}
    assert undoable == {name: set(UNDOABLE.get(name, "").split()) for name in LISTED}


@pytest.mark.parametrize(("machine", "state"), [(name, state) for name, states in LISTED.items() for state in states])
def test_only_the_listed_moves_are_open(world, machine, state):
    people = people_of(world)
    subject = subject_in(world, machine, state)
    if machine == "coordinators":
        people["applicant"] = subject.user
    wanted = {who: set(LISTED[machine][state].get(who, "").split()) for who in people}
    shown = {who: {move.name for move in open_moves(subject, person)} for who, person in people.items()}
    assert shown == wanted
    done = {
        who: {move for move in MOVES[machine].split() if whether_it_goes(subject, move, person)}
        for who, person in people.items()
    }
    assert done == wanted


@pytest.mark.parametrize("state", OFFERS)
def test_a_host_with_a_completed_stay_publishes_at_once(world, state):
    offer = subject_in(world, "offers", state)
    Host.objects.filter(pk=offer.host_id).update(verified_at=offer.state_since, stays_completed=1)
    offer = type(offer).objects.get(pk=offer.pk)
    wanted = OFFERS[state].get("trusted_host", "").split()
    assert {move.name for move in open_moves(offer, world.host)} == set(wanted)


def test_nobody_decides_on_the_own_case(world):
    """A trainee who coordinates the same institution, and works for the same host, is only the trainee."""
    application = world.application_in("confirmed")
    admit(coordinator=world.asking(world.trainee, world.university), by=world.administrator)
    HostMember.objects.create(host=application.offer.host, user=world.trainee)
    assert {move.name for move in open_moves(application, world.trainee)} == {"withdraw"}


def test_nobody_decides_for_the_office_on_what_the_own_organisation_offers(world):
    """A coordinator who also works for the host acts as the host alone."""
    for state, moves in (("submitted", APPLICATIONS["submitted"]["host"]), ("confirmed", ""), ("approved", "")):
        application = world.application_in(state, by=world.student(f"Goer{state}").user)
        HostMember.objects.get_or_create(host=application.offer.host, user=world.coordinator)
        assert {move.name for move in open_moves(application, world.coordinator)} == set(moves.split())
        HostMember.objects.filter(user=world.coordinator).delete()
    placement = world.placement_in("planned")
    HostMember.objects.create(host=placement.application.offer.host, user=world.coordinator)
    assert open_moves(placement, world.coordinator) == []
    proposal = world.proposal_in("asked")
    proposal.supervisor_email = world.host.email  # who works for the same organisation
    assert open_moves(proposal, world.coordinator) == []
    assert {move.name for move in open_moves(proposal, world.trainee)} == {"withdraw"}


def test_a_member_of_the_host_never_checks_its_offers(world):
    """Not even an administrator."""
    offer = world.offer_in("submitted")
    HostMember.objects.create(host=offer.host, user=world.administrator)
    assert {move.name for move in open_moves(offer, world.administrator)} == {"take_back"}


def test_nobody_admits_themselves(world):
    coordinator = world.coordinator_in("asked")
    assert open_moves(coordinator, coordinator.user) == []
