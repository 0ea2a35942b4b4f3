"""A profile, or personal details, sent four times at once are one row each."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.trainees.models import PersonalDetails, Trainee
from programme.codelists.models import Institution
from tests.mechanisms.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def four_times(user, where, form):
    clients = [Client() for _number in range(4)]
    for client in clients:
        client.force_login(user)
    return [answer.status_code for answer in at_once(lambda number: clients[number].post(where, form), 4)]


def test_profile_sent_four_times_at_once(world, learner_data):
    form = learner_data(**{"languages-0-language": "en", "languages-0-level": "B2"})
    assert four_times(world.stranger, reverse("profile") + "?as=student", form) == [302] * 4
    assert Trainee.objects.get().languages.count() == 1


def test_school_entered_by_hand_four_times_at_once(world, learner_data):
    form = learner_data(institution="", new_name="Escuela Inventada", new_country="ES", new_city="Lugo", eqf="4")
    assert four_times(world.stranger, reverse("profile") + "?as=student", form) == [302] * 4
    assert Trainee.objects.get().institution == Institution.objects.get(name="Escuela Inventada")


def test_personal_details_sent_four_times_at_once(world):
    accepted = world.application_in("accepted")
    form = {
        "birth_date": "2003-02-01",
        "nationality": "Czech",
        "gender": "0",
        "street": "Ulice 1",
        "postal_code": "602 00",
        "city_name": "Brno",
        "country": "CZ",
        "phone": "+420 123 456 789",
    }
    assert four_times(accepted.trainee.user, reverse("personal_details"), form) == [302] * 4
    assert PersonalDetails.objects.get().trainee == accepted.trainee
