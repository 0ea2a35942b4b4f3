import pytest
from django.urls import reverse

from accounts.coordinators import transitions as coordinators
from accounts.trainees.models import OfficeInvitation
from accounts.trainees.transitions import INVITATIONS_AT_MOST
from mechanisms.lifecycle import reactions
from mechanisms.notifications.models import Notification

pytestmark = pytest.mark.django_db


def test_page_says_before_saving_that_nobody_is_there(signed_in, world):
    client = signed_in(world.stranger)
    ask = {"institution_id": world.university.pk}
    assert "Nobody acts for Univerzita Karlova" in client.get(reverse("office_state"), ask).text
    assert world.coordinator
    assert "Univerzita Karlova is here" in client.get(reverse("office_state"), ask).text


def test_invitation_is_the_letter_that_was_shown(signed_in, waiting):
    client = signed_in(waiting)
    letter = client.get(reverse("invite_office")).context["preview"]
    assert "/accounts/signup/?party=coordinator" in letter.link
    assert waiting.full_name in letter.text
    client.post(reverse("invite_office"), {"address": "Office@cuni.example"})
    client.post(reverse("invite_office"), {"address": "office@cuni.example"})
    notice = Notification.objects.get(kind="trainees.office_invited")
    assert (notice.address, notice.about_id) == ("office@cuni.example", str(OfficeInvitation.objects.get().pk))


def test_nobody_is_pestered(signed_in, waiting):
    client = signed_in(waiting)
    for number in range(INVITATIONS_AT_MOST + 1):
        response = client.post(reverse("invite_office"), {"address": f"office{number}@cuni.example"})
    assert "already invited several offices" in response.text
    assert OfficeInvitation.objects.count() == INVITATIONS_AT_MOST


def test_office_that_is_there_is_not_invited(signed_in, world, trainee):
    assert world.coordinator
    response = signed_in(trainee).post(reverse("invite_office"), {"address": "office@cuni.example"})
    assert "Univerzita Karlova is here" in response.text
    assert not OfficeInvitation.objects.exists()


def test_who_has_no_profile_invites_nobody(signed_in, stranger):
    assert signed_in(stranger).get(reverse("invite_office")).status_code == 404


def test_first_admission_tells_those_who_wait_and_the_second_nobody(world, waiting):
    for name in ("First", "Second"):
        asking = world.asking(world.person(name), waiting.trainee.institution)
        coordinators.admit(coordinator=asking, by=world.administrator)
        reactions.sweep()
    told = Notification.objects.filter(kind="trainees.office_opened")
    assert [row.person for row in told] == [waiting]
