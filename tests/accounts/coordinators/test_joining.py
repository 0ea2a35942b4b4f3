import pytest
from django.urls import reverse

from accounts.coordinators.models import Coordinator, HostInvitation
from mechanisms.notifications.deadlines import desk_items
from mechanisms.notifications.models import Notification
from programme.rules.today import programme_today

pytestmark = pytest.mark.django_db
ASKING = {"institution": "Univerzita Karlova", "position": "Erasmus office", "phone": ""}


def told(kind: str) -> set:
    return {row.person for row in Notification.objects.filter(kind=kind)}


def test_administrators_and_colleagues_are_told_who_asks(signed_in, world):
    admitted = world.coordinator
    asking = world.person("Asking", party_wanted="coordinator")
    before = set(Notification.objects.values_list("pk", flat=True))
    response = signed_in(asking).post(reverse("ask_to_join"), ASKING)
    assert response.url == asking.coordinator.get_absolute_url()
    new = Notification.objects.filter(kind="coordinators.asked").exclude(pk__in=before)
    assert {row.person for row in new} == {world.administrator, admitted}
    assert signed_in(asking).get(reverse("ask_to_join")).url == response.url


@pytest.mark.parametrize("who", ["administrator", "coordinator"])
def test_administrator_or_colleague_admits(signed_in, world, who):
    asking = world.coordinator_in("asked")
    client = signed_in(getattr(world, who))
    assert "Admit" in client.get(asking.get_absolute_url()).text
    client.post(reverse("admit_coordinator", args=[asking.pk]))
    asking.refresh_from_db()
    assert asking.state == "admitted"
    assert asking.user in told("coordinators.admitted")
    # A stale page: the second press is told, not an error.
    page = client.post(reverse("admit_coordinator", args=[asking.pk]), follow=True)
    assert "not possible any more" in page.text


@pytest.mark.parametrize("who", ["stranger", "other_coordinator", "trainee", "host"])
def test_nobody_else_sees_or_decides(signed_in, world, who):
    asking = world.coordinator_in("asked")
    client = signed_in(getattr(world, who))
    assert client.get(asking.get_absolute_url()).status_code == 404
    for act in ("admit_coordinator", "refuse_coordinator"):
        assert client.post(reverse(act, args=[asking.pk]), {"why": "x"}).status_code == 404
    asking.refresh_from_db()
    assert asking.state == "asked"


def test_nobody_decides_on_the_own_case(signed_in, world):
    asking = world.asking(world.administrator, world.university)
    page = signed_in(world.administrator).post(reverse("admit_coordinator", args=[asking.pk]), follow=True)
    assert "This is for somebody else to do." in page.text
    asking.refresh_from_db()
    assert asking.state == "asked"


def test_refusal_needs_a_reason_which_the_person_reads_and_may_answer(signed_in, world):
    asking = world.coordinator_in("asked")
    client = signed_in(world.administrator)
    refuse = reverse("refuse_coordinator", args=[asking.pk])
    assert client.post(refuse, {"why": "  "}).context["refusal"].errors
    client.post(refuse, {"why": "This is a private address."})
    client = signed_in(asking.user)
    page = client.get(asking.get_absolute_url()).text
    assert "This is a private address." in page
    assert reverse("ask_to_join") in page
    client.post(reverse("ask_to_join"), ASKING | {"institution": "P  AVEIRO01"})
    asking.refresh_from_db()
    assert (asking.state, asking.institution) == ("asked", world.other_university)


@pytest.mark.parametrize("text", ["x" * 10_000, "a\x00b", "Ж" * 200])
@pytest.mark.parametrize("field", ["institution", "position", "phone"])
def test_no_text_breaks_the_request(signed_in, stranger, field, text):
    response = signed_in(stranger).post(reverse("ask_to_join"), ASKING | {field: text})
    assert response.status_code == 200
    assert field in response.context["form"].errors


@pytest.mark.parametrize("who", ["administrator", "coordinator"])
@pytest.mark.parametrize("people", [1, 3])
def test_list_of_people_asks_the_same_few_questions(signed_in, world, who, people, django_assert_num_queries):
    client = signed_in(getattr(world, who))
    assert world.coordinator
    for _ in range(people):
        world.coordinator_in("asked")
    with django_assert_num_queries(6):
        page = client.get(reverse("institution_people"))
    assert page.text.count("Decide") == people


def test_list_begins_with_open_requests(signed_in, world):
    assert world.coordinator
    asking = world.coordinator_in("asked")
    page = signed_in(world.coordinator).get(reverse("institution_people")).context["page"]
    assert page.object_list[0] == asking


def test_only_coordinators_invite_hosts_and_take_countries(signed_in, world):
    for name in ("invite_host", "take_countries", "institution_people"):
        assert signed_in(world.stranger).get(reverse(name)).status_code == 404
        assert signed_in(world.coordinator).get(reverse(name)).status_code == 200


def test_host_is_invited_once(signed_in, world):
    client = signed_in(world.coordinator)
    for _ in range(2):
        client.post(reverse("invite_host"), {"host_name": "Robotica", "address": "HR@robotica.example"})
    assert HostInvitation.objects.get().address == "hr@robotica.example"
    assert Notification.objects.filter(kind="coordinators.host_invited").count() == 1


def test_countries_are_taken_and_given_back(signed_in, world):
    client = signed_in(world.coordinator)
    mine = Coordinator.objects.get(user=world.coordinator)
    client.post(reverse("take_countries"), {"countries": ["DE", "PT"]})
    assert set(mine.takes_countries.values_list("pk", flat=True)) == {"DE", "PT"}
    client.post(reverse("take_countries"), {})
    assert not mine.takes_countries.exists()


def test_who_asks_waits_on_the_desks_of_those_who_admit(world):
    asking = world.coordinator_in("asked")
    for person, waits in (
        (world.administrator, True),
        (world.coordinator, True),
        (world.other_coordinator, False),
        (asking.user, False),
    ):
        items = desk_items(person, programme_today())
        assert [item.row for item in items if item.what == "Admit a coordinator"] == [asking] * waits
