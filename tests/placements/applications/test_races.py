"""The same thing at the same moment: one row, one place, and a sentence for the others."""

import pytest
from django.test import Client
from django.urls import reverse

from mechanisms.files.models import Upload
from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.models import Application, ApplicationStep, Proposal
from placements.applications.transitions.host import accept
from placements.applications.transitions.proposals import decline_proposal
from placements.applications.transitions.trainee import confirm, withdraw
from placements.approval.models import Decision, Placement
from placements.approval.transitions import approve, refuse
from placements.offers.models import Offer
from tests.mechanisms.threads import at_once
from tests.placements.applications.written import application, confirmation, named_host

pytestmark = pytest.mark.django_db(transaction=True)
BEGUN = "You have begun an application to this offer. Here it is."  # met before the first one was sent


def browsers(user, count) -> list[Client]:
    clients = [Client() for _number in range(count)]
    for client in clients:
        client.force_login(user)
    return clients


def post_at_once(user, where, forms):
    clients = browsers(user, len(forms))
    return at_once(lambda number: clients[number].post(where, forms[number]), len(forms))


def test_a_form_sent_four_times_at_once_is_one_application(world):
    offer = world.offer_in("published")
    forms = [application() for _number in range(4)]
    answers = post_at_once(world.trainee, reverse("apply", args=[offer.pk]), forms)
    sent = Application.objects.get()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, sent.get_absolute_url())] * 4
    assert sent.state == "submitted"
    assert [step.move for step in sent.steps.all()] == ["submit"]
    told = [str(message) for answer in answers for message in answer.wsgi_request._messages]
    assert told.count("Orangerie Robotics B.V. has your application.") == 1
    assert told.count("You have already applied to this offer.") + told.count(BEGUN) == 3
    assert Upload.objects.count() == 1  # the files of the others are not kept


def test_a_draft_sent_twice_at_once_is_sent_once(world):
    draft = world.application_in("draft")
    where = reverse("change_application", args=[draft.pk])
    answers = post_at_once(world.trainee, where, [application(cv=None) for _number in range(4)])
    assert [answer.status_code for answer in answers] == [302] * 4
    assert [step.move for step in draft.steps.all()] == ["submit"]
    levels = {message.level_tag for answer in answers for message in answer.wsgi_request._messages}
    assert levels == {"success"}


def test_the_last_place_is_given_once(world):
    """Eight trainees, one place; all are accepted at the same moment."""
    offer = world.offer_in("published", places=1)
    people = [world.student(f"Number{number}").user for number in range(8)]
    sent = [world.application_in("submitted", by=person, at=offer) for person in people]
    outcomes = at_once(lambda number: accept(application=sent[number], by=world.host), 8)
    refused = [outcome for outcome in outcomes if isinstance(outcome, MoveRefused)]
    assert len(refused) == 7
    assert {str(error.sentence) for error in refused} == {
        "All places of this offer are taken. Free one first, or decline."
    }
    offer.refresh_from_db()
    assert (offer.places_held, offer.state) == (1, "filled")
    assert Application.objects.filter(state="accepted").count() == 1


def test_a_place_taken_and_withdrawn_at_once_is_free_or_held(world):
    sent = world.application_in("accepted")
    trainee = world.trainee

    def act(number):
        verb = (confirm, withdraw)[number % 2]
        return verb(application=Application.objects.get(pk=sent.pk), by=trainee)

    at_once(act, 4)
    sent.refresh_from_db()
    sent.offer.refresh_from_db()
    assert sent.state == "withdrawn"  # withdrawing is possible before and after taking the place
    assert sent.offer.places_held == 0


def test_one_decision_of_many_at_once(world):
    sent = world.application_in("confirmed")
    office = world.coordinator

    def decide(number):
        mine = Application.objects.get(pk=sent.pk)
        if number % 2:
            return refuse(application=mine, by=office, reason="It falls into your examinations.")
        return approve(application=mine, by=office, is_digital=True)

    outcomes = at_once(decide, 8)
    assert sum(isinstance(outcome, MoveRefused) for outcome in outcomes) == 7
    decision = Decision.objects.get()
    assert Placement.objects.count() == int(decision.approved)
    assert ApplicationStep.objects.filter(subject=sent, move__in=["approve", "refuse"]).count() == 1
    sent.offer.refresh_from_db()
    assert sent.offer.places_held == int(decision.approved)


def test_a_host_named_four_times_at_once_is_asked_once(world):
    answers = post_at_once(world.trainee, reverse("propose_host"), [named_host() for _number in range(4)])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    assert Proposal.objects.count() == 1


def test_a_link_answered_four_times_at_once_is_used_once(world):
    proposal = world.proposal_in("asked")
    where = reverse("confirm_found_host", args=[world.token_of(proposal)])
    forms = [confirmation() for _number in range(4)]
    answers = at_once(lambda number: Client().post(where, forms[number]), 4)
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, reverse("found_host_thanks"))] * 4
    assert Offer.objects.count() == Application.objects.count() == 1


def test_yes_and_no_at_once_is_one_answer(world):
    proposal = world.proposal_in("asked")
    links = [world.link_of(proposal), world.link_of(proposal)]

    def answer(number):
        mine = Proposal.objects.get(pk=proposal.pk)
        if number:
            return decline_proposal(proposal=mine, link=links[number], why="No desk is free.")
        return world.confirmed(mine)

    outcomes = at_once(answer, 2)
    assert sum(isinstance(outcome, MoveRefused) for outcome in outcomes) == 1
    proposal.refresh_from_db()
    assert Offer.objects.count() == Application.objects.count() == int(proposal.state == "confirmed")
