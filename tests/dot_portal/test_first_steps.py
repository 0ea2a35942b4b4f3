"""What somebody new does first, and what the desk says beside it."""

import pytest
from django.urls import reverse

from accounts.users.models import User
from tests.people import on


@pytest.fixture
def desk(client):
    def of(person):
        client.force_login(User.objects.get(pk=person.pk))
        return client.get(reverse("desk")).text

    return of


def done(page):
    section = page.partition("first-steps")[2].partition("</section>")[0]
    return section.count('data-state="done"'), section.count('data-state="to_do"')


def test_a_trainees_list_follows_what_is_there(desk, world):
    assert world.coordinator
    assert done(desk(world.trainee)) == (2, 2)
    world.application_in("draft")
    page = desk(world.trainee)
    assert "First steps" not in page


def test_without_an_office_there_is_one_more_thing_to_do(desk, world):
    from programme.codelists.models import Institution

    lonely = world.student("Lonely")
    lonely.institution = Institution.objects.get(erasmus_code="SI MARIBOR01")
    lonely.save()
    assert done(desk(lonely.user)) == (1, 3)


def test_a_hosts_list(desk, world):
    assert done(desk(world.host)) == (1, 3)
    world.offer_in("published")
    assert done(desk(world.host)) == (3, 1)


@pytest.mark.parametrize("party", ["coordinator", "administrator"])
def test_the_offices_and_the_operators_lists(desk, world, party):
    assert "First steps" in desk(getattr(world, party))


def test_hidden_for_good_by_the_person_alone(client, desk, world):
    assert "First steps" in desk(world.host)
    assert client.post(reverse("hide_first_steps")).url == reverse("desk") + "#main"
    assert "First steps" not in desk(world.host)
    assert "First steps" in desk(world.other_host)


def test_the_next_thing_stands_alone_for_a_trainee(desk, world):
    world.application_in("accepted")
    world.application_in("draft")
    page = desk(world.trainee)
    assert "Your next step" in page
    assert "Also waiting for you" in page
    assert page.partition("<main")[2].partition("</main>")[0].count("btn-primary") == 1


def test_an_invitation_to_a_talk_waits_for_the_trainee_and_a_found_host_for_others(desk, world):
    world.application_in("talk")
    proposal = world.proposal_in("asked")
    page = desk(world.trainee)
    assert "Talk with the host" in page.partition("Waiting for others")[0]
    assert proposal.host_name in page.partition("Waiting for others")[2]
    assert proposal.host_name not in page.partition("Waiting for others")[0]


def test_the_host_sees_since_when_an_applicant_waits_the_longest_first(desk, world):
    world.application_in("submitted", since=-5)
    world.application_in("submitted", by=world.student("Second").user, since=-2)
    page = desk(world.host)
    assert page.index("waiting for 5 days") < page.index("waiting for 2 days")


def test_the_host_sees_places_and_who_is_there(desk, world):
    placement = world.placement_in("running")
    page = desk(world.host)
    assert "1 of 2 places taken" in page
    assert placement.application.trainee.user.full_name in page


def test_a_day_ends_on_the_readers_own_clock(desk, world):
    with on(0):
        assert "midnight in Brussels" not in desk(world.trainee)
        User.objects.filter(pk=world.trainee.pk).update(time_zone="Europe/Athens")
        assert "that is 01:00 where you are" in desk(world.trainee)


def test_applications_are_lines_of_dots(desk, world):
    world.application_in("accepted")
    page = desk(world.trainee)
    line = page.partition('<ol class="way">')[2].partition("</ol>")[0]
    assert (line.count('class="is-done"'), line.count('class="is-now"')) == (2, 1)
