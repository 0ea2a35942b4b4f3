"""A school that a trainee entered by hand: an administrator confirms it, or says which one it really is."""

import pytest
from django.urls import reverse

from accounts.trainees.transitions import confirm_institution, merge_institution
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import notice_of
from programme.codelists.models import Institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered():
    return Institution.objects.create(name="BK Musterstadt", city="Münster", country_id="DE", kind="vet")


@pytest.fixture
def two(world, entered):
    """Its learners, and a draft that one of them wrote."""
    first, second = world.learner.trainee, world.student("Second")
    second.kind, second.eqf = "vet_learner", 5
    for person in (first, second):
        person.institution = entered
        person.save()
    world.draft = world.application_in("draft", by=first.user)
    assert world.draft.institution == entered
    return [first, second]


def told():
    return [(note.person, note.about_id) for note in Notification.objects.filter(kind="trainees.school_confirmed")]


def test_confirmed_school_tells_its_learners_and_can_be_chosen(signed_in, world, entered, two):
    page = signed_in(world.administrator).post(reverse("confirm_school", args=[entered.pk]), follow=True)
    assert "BK Musterstadt is confirmed" in page.text
    assert Institution.objects.confirmed().search("BK Musterstadt").get() == entered
    assert sorted(told(), key=str) == sorted([(person.user, str(entered.pk)) for person in two], key=str)


def test_double_is_merged_with_all_that_names_it(signed_in, world, entered, two):
    client = signed_in(world.administrator)
    page = client.get(reverse("merge_school", args=[entered.pk])).text
    assert "2 learners move there" in page
    page = client.post(reverse("merge_school", args=[entered.pk]), {"into": world.school.name}, follow=True)
    assert "BK Musterstadt is Berufskolleg Musterstadt now" in page.text
    assert not Institution.objects.filter(pk=entered.pk).exists()
    world.draft.refresh_from_db()
    assert world.draft.institution == world.school
    for person in two:
        person.refresh_from_db()
        assert (person.institution, person.kind) == (world.school, "vet_learner")
    assert sorted(told(), key=str) == sorted([(person.user, str(world.school.pk)) for person in two], key=str)


def test_only_who_moved_is_told(world, entered, two):
    before = world.goes("Before", institution=world.school, kind="vet_learner", eqf=4)
    merge_institution(institution=entered, into=world.school, by=world.administrator)
    assert before.user not in [person for person, _about in told()]


def test_kind_follows_from_the_school_it_really_is(world, entered, two):
    """At a university, level 5 is higher education and level 4 is not."""
    merge_institution(institution=entered, into=world.university, by=world.administrator)
    for person in two:
        person.refresh_from_db()
    assert [person.kind for person in two] == ["vet_learner", "he_student"]


def test_who_is_somewhere_else_by_now_is_not_told(world, entered, two):
    holds = notice_of("trainees.school_confirmed").holds
    assert holds(entered, two[0].user)
    assert not holds(entered, world.trainee)


def test_looking_for_the_name_moves_nobody(signed_in, world, entered, two):
    form = {"into": world.school.name, "find": "into"}
    page = signed_in(world.administrator).post(reverse("merge_school", args=[entered.pk]), form)
    assert page.status_code == 200
    assert Institution.objects.filter(pk=entered.pk).exists()


@pytest.mark.parametrize("typed", ["", "No such school", "BK Musterstadt", "x" * 10_000])
def test_wrong_name_gets_a_sentence(signed_in, world, entered, two, typed):
    page = signed_in(world.administrator).post(reverse("merge_school", args=[entered.pk]), {"into": typed})
    assert page.context["form"].errors["into"]
    assert Institution.objects.filter(pk=entered.pk).exists()


def test_only_administrators_and_only_once(world, entered, two):
    acts = [confirm_institution, lambda **act: merge_institution(into=world.school, **act)]
    for act in acts:
        with pytest.raises(MoveRefused, match="Only an administrator"):
            act(institution=entered, by=world.coordinator)
    with pytest.raises(MoveRefused, match="confirmed"):
        merge_institution(institution=entered, into=entered, by=world.administrator)
    confirm_institution(institution=entered, by=world.administrator)
    for act in acts:
        with pytest.raises(MoveRefused, match="already decided"):
            act(institution=entered, by=world.administrator)
    assert len(told()) == 2
