"""The demo world: built by the real verbs, with everything in it that a visitor wants to try."""

import pytest
from django.core.management import call_command
from django.db.models import F

from accounts.hosts.models import Host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from dot_portal.demo.people import NAMES, SIGN_INS
from mechanisms.notifications.deadlines import desk_items
from placements.applications.models import Application, Proposal
from placements.approval.models import Placement
from placements.matching.recommending import recommended
from placements.offers.models import Offer
from placements.offers.views.half_written import half_written
from programme.codelists.models import Institution
from programme.rules.today import programme_today
from tests.clones import written_once

pytestmark = pytest.mark.slow
FIELDS_OF_THE_ACTION = {
    "cybersecurity", "big-data", "quantum-technology", "machine-learning", "web-design", "digital-marketing",
    "software-development",
}  # fmt: skip
ACTIVITIES = {"DS1", "DS2", "DS3", "DS4", "DS5", "DS6", "DS7"}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        call_command("load_demo")
        yield


@pytest.fixture(autouse=True)
def _in_the_demo(demo, db):
    pass


def signed_in():
    return User.objects.filter(email__in=[email for _label, email, _password in SIGN_INS])


def test_the_people_of_the_demo():
    assert Institution.objects.filter(coordinators__state="admitted").distinct().count() == 6
    assert Host.objects.filter(contact_address="").count() == 30  # and one that a trainee found
    assert Trainee.objects.count() == 60
    assert set(Trainee.objects.values_list("kind", flat=True)) == {"he_student", "vet_learner", "vet_graduate", "staff"}


def test_who_signs_in_has_a_name_of_their_own():
    assert {person.email: (person.given_name, person.family_name) for person in signed_in()} == NAMES
    for given, family in NAMES.values():
        assert User.objects.filter(given_name=given, family_name=family).count() == 1
    assert Host.objects.get(members__user__email="host@demo.example").legal_name == "Orangerie Robotics B.V."


def test_the_offers_of_the_demo():
    offers = Offer.objects.exclude(state="private")
    assert offers.count() == 120
    assert set(offers.values_list("field__code", flat=True)) >= FIELDS_OF_THE_ACTION
    assert set(offers.filter(activities__isnull=False).values_list("activities__code", flat=True)) == ACTIVITIES


def test_some_offers_can_be_read_in_two_languages():
    both = Offer.objects.filter(texts__isnull=False).values_list("language", "texts__language")
    assert sorted(both) == [("en", "de"), ("en", "de"), ("en", "fr")]


def test_the_host_has_begun_an_offer():
    host = User.objects.get(email="host@demo.example")
    assert [begun.title for begun in half_written(host)] == ["A greenhouse that waters itself"]


def test_offers_are_recommended_to_the_trainee_with_reasons():
    found = recommended(Trainee.objects.get(user__email="trainee@demo.example"), 3)
    assert [one.dots for one in found] == [5, 4, 4]
    assert all(len(one.reasons) >= one.dots for one in found)


@pytest.mark.parametrize("model", [Offer, Application, Placement, Proposal])
def test_something_is_in_every_state(model):
    held = set(model.objects.order_by().values_list("state", flat=True).distinct())
    assert held >= set(model.machine.states)


def test_every_kind_of_participant_applies():
    kinds = {"he_student", "he_graduate", "vet_learner", "vet_graduate", "staff"}
    assert set(Application.objects.sent().values_list("kind", flat=True)) == kinds
    assert Application.objects.filter(kind="he_graduate", state="approved", degree_date__lt=F("starts")).exists()


def test_something_awaits_everybody_who_signs_in():
    assert {person.email: bool(desk_items(person, programme_today())) for person in signed_in()} == {
        email: True for _label, email, _password in SIGN_INS
    }


def test_building_it_again_changes_nothing(capsys):
    before = counts()
    call_command("load_demo")
    assert "there already" in capsys.readouterr().out
    assert counts() == before


def counts():
    return {model: model.objects.count() for model in (User, Host, Offer, Trainee, Application, Placement)}


@pytest.mark.parametrize(("email", "password"), [(email, password) for _label, email, password in SIGN_INS])
def test_every_sign_in_opens_the_desk(client, email, password):
    assert client.login(email=email, password=password)
    assert client.get("/desk/").status_code == 200
