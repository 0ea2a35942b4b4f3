"""Offers for a trainee, with reasons in words."""

import pytest
from django.urls import reverse

from accounts.trainees.transitions import save_profile
from placements.applications.transitions import trainee as applying
from placements.matching.recommending import recommended
from programme.codelists.models import Skill
from tests.people import day


@pytest.fixture
def reader(world):
    """Who knows two skills, studies languages, and wants to go to Spain soon."""
    person = world.trainee.trainee
    person.wanted_from = day(10)
    skills = list(Skill.objects.plain()[:1])
    return save_profile(trainee=person, by=person.user, skills=skills, wanted_countries=["ES"])


def titles(reader, number=10):
    return [one.offer.title for one in recommended(reader, number)]


def test_the_best_fit_first_with_a_reason_for_each_dot(world, reader):
    world.offer_in("published", title="In the Netherlands")
    world.offer_in("published", by=world.other_host, title="In Spain")
    first, second = recommended(reader, 10)
    assert (first.offer.title, second.offer.title) == ("In Spain", "In the Netherlands")
    assert (first.dots, second.dots) == (4, 3)
    words = [word for word, _text, asks in first.reasons if not asks]
    assert words == ["Teaches", "Fits your field", "Where you want to go", "When you want to go"]


def test_what_it_uses_and_what_it_still_asks_for(world, reader):
    offer = world.offer_in("published")
    known, other = reader.skills.get(), Skill.objects.plain()[5]
    offer.skills_wanted.set([known, other])
    (found,) = recommended(reader, 1)
    assert ("Uses", known.label, False) in found.reasons
    assert ("Asks for", other.label, True) in found.reasons


def test_only_what_one_may_go_to(world, reader):
    world.offer_in("published", kind="staff")
    world.offer_in("draft")
    world.offer_in("closed")
    applied = world.application_in("submitted").offer
    home = world.host_called("Athome", "Doma s.r.o.", reader.institution.country_id, "Brno")
    world.offer_in("published", by=home)
    assert titles(reader) == []
    withdrawn = applied.applications.get()
    applying.withdraw(application=withdrawn, by=reader.user)
    assert titles(reader) == [applied.title]


def test_a_student_also_as_a_recent_graduate(world, reader):
    offer = world.offer_in("published", kinds=["he_graduate"])
    assert titles(reader) == [offer.title]


def test_staff_by_competences(world):
    world.offer_in("published", kind="staff")
    (found,) = recommended(world.lecturer.trainee, 1)
    assert any(word == "Teaches" for word, _text, _asks in found.reasons)


@pytest.mark.parametrize("offers", [1, 3])
def test_the_page_asks_the_same_whatever_it_holds(client, world, reader, django_assert_num_queries, offers):
    for _number in range(offers):
        world.offer_in("published")
    client.force_login(reader.user)
    # session, user, trainee, wish, fits, offers, languages, taught, texts, wanted, unread
    with django_assert_num_queries(11):
        page = client.get(reverse("recommended_offers"))
    assert page.text.count('<article class="offer-card">') == offers


def test_nothing_fits_and_what_would_help_is_said(client, world):
    client.force_login(world.trainee)
    page = client.get(reverse("recommended_offers")).text
    assert "Nothing to recommend yet" in page
    assert "Say in your profile what you can do" in page
