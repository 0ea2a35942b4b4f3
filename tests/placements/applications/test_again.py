"""What a person changes between beginning, sending and sending again."""

import pytest
from django.urls import reverse

from mechanisms.files.models import Upload
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.links.links import LinkRefused
from placements.applications.models import Application, Proposal
from placements.applications.transitions.host import shortlist
from placements.applications.transitions.proposals import withdraw_proposal
from placements.applications.transitions.trainee import submit
from tests.mechanisms.threads import at_once
from tests.placements.applications.written import application

pytestmark = pytest.mark.django_db


def test_an_application_goes_to_the_institution_of_the_day_it_is_sent(world):
    draft = world.application_in("draft")
    call = world.call_of(world.other_university)
    draft.trainee.institution = world.other_university
    draft.trainee.save()
    submit(application=draft, by=world.trainee)
    draft.refresh_from_db()
    assert (draft.institution, draft.call) == (world.other_university, call)
    assert draft.shown["institution"] == world.other_university.name


def test_a_draft_of_somebody_who_became_staff_is_answered_in_words(client, world):
    draft = world.application_in("draft")
    person = draft.trainee
    person.kind, person.eqf = "staff", None
    person.save()
    client.force_login(person.user)
    for send in (client.get, client.post):
        page = send(reverse("change_application", args=[draft.pk]), follow=True)
        assert "This offer is for other kinds of participants" in page.text


def test_who_has_withdrawn_may_apply_again(client, world):
    withdrawn = world.application_in("withdrawn")
    client.force_login(world.trainee)
    page = client.get(withdrawn.offer.get_absolute_url()).text
    assert reverse("apply", args=[withdrawn.offer_id]) in page
    assert "You applied on" not in page


def test_the_host_does_not_read_when_a_graduate_has_the_degree(client, world):
    sent = world.application_in("submitted")
    Application.objects.filter(pk=sent.pk).update(kind="he_graduate", degree_date=sent.starts)
    for person, reads in ((world.host, False), (world.coordinator, True)):
        client.force_login(person)
        assert ("degree on" in client.get(sent.get_absolute_url()).text) is reads


def test_what_was_typed_on_a_stale_page_is_kept(client, world):
    sent = world.application_in("submitted")
    client.force_login(world.trainee)
    where = reverse("change_application", args=[sent.pk])
    client.get(where)
    shortlist(application=sent, by=world.host)
    typed = "What I wrote while the host was reading."
    page = client.post(where, application(motivation=typed))
    assert page.status_code == 200
    assert "This application can no longer be changed." in page.text
    assert typed in page.text
    assert page.context["form"].chosen_cv.name == "cv.pdf"
    assert Upload.objects.count() == 2  # the one that was sent, and the one on the form
    sent.refresh_from_db()
    assert typed not in sent.motivation


@pytest.mark.django_db(transaction=True)
def test_confirming_and_withdrawing_at_once_do_not_wait_for_each_other(world):
    for number in range(8):
        person = world.student(f"Number{number}").user
        proposal = world.proposal_in("asked", by=person)

        def act(number, proposal=proposal, person=person):
            mine = Proposal.objects.get(pk=proposal.pk)
            return withdraw_proposal(proposal=mine, by=person) if number else world.confirmed(mine)

        refused = [outcome for outcome in at_once(act, 2) if isinstance(outcome, Exception)]
        assert [type(error) for error in refused] in ([MoveRefused], [LinkRefused])
