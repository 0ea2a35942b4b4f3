import pytest
from django.urls import reverse

from accounts.coordinators.models import HostInvitation
from accounts.hosts.forms import HostForm, NewHostForm
from accounts.hosts.models import Host
from programme.codelists.models import Term

pytestmark = pytest.mark.django_db


def test_host_is_registered_with_its_owner_and_its_city(signed_in, world, host_data):
    owner = world.person("Owner", party_wanted="host")
    HostInvitation.objects.create(
        institution=world.university, address=owner.email, host_name="Robotica", invited_by=world.coordinator
    )
    page = signed_in(owner).post(
        reverse("host_profile"), host_data(city_name="BRNO", erasmus_code="cz brno05"), follow=True
    )
    host = Host.objects.get(members__user=owner)
    assert (host.city.name, host.erasmus_code, host.invited_by) == ("Brno", "CZ BRNO05", world.university)
    assert host.members.get().role == "owner"
    assert "Not verified yet" in page.text


def test_place_that_no_list_knows_is_kept_as_it_was_typed(host_data):
    form = NewHostForm(host_data(city_name="Dolní Lhota u Potoka"))
    assert form.is_valid(), form.errors
    assert form.instance.city is None
    assert form.instance.city_name == "Dolní Lhota u Potoka"


@pytest.mark.parametrize("code", ["EUI", "MGT", "EUF"])
def test_barred_host_is_told_why(host_data, code):
    kind = Term.objects.get(vocabulary="host_kind", code=code)
    form = NewHostForm(host_data(kind=kind.pk))
    assert form.errors["kind"] == [kind.extra["why"]]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("oid", "12345678", "An OID is E and eight digits."),
        ("erasmus_code", "Praha", "An Erasmus code looks like"),
        ("phone", "call me", "at least five digits"),
        ("website", "not a website", "valid URL"),
        ("legal_name", "x" * 10_000, "at most 200"),
        ("street", "a\x00b", "Null characters"),
        ("country", "ZZ", "valid choice"),
    ],
)
def test_wrong_value_gets_a_sentence_and_is_kept(signed_in, stranger, host_data, field, value, sentence):
    response = signed_in(stranger).post(reverse("host_profile"), host_data(**{field: value}))
    form = response.context["form"]
    assert sentence in form.errors[field][0]
    assert form["street"].value() == (value if field == "street" else "Ulice 1")
    assert not Host.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("d berlin13", "D  BERLIN13"), ("CZ PRAHA07", "CZ PRAHA07"), ("irldublin02", "IRLDUBLIN02")]
)
def test_erasmus_code_is_written_as_on_the_official_list(host_data, typed, kept):
    form = HostForm(host_data(erasmus_code=typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["erasmus_code"] == kept


def test_member_changes_the_own_organisation_only(signed_in, host, other_host, host_data):
    signed_in(host).post(reverse("host_profile"), host_data(legal_name="Orangerie N.V."))
    assert set(Host.objects.values_list("legal_name", flat=True)) == {"Orangerie N.V.", "Museo Imaginario"}


def test_host_that_a_trainee_brought_is_offered_and_taken_over(signed_in, world, stranger):
    brought = Host.objects.create(
        legal_name="Brought Ltd", kind=Term.objects.of("host_kind")[0], city_name="Cork", country_id="IE",
        contact_address=stranger.email,
    )  # fmt: skip
    client = signed_in(stranger)
    assert "Brought Ltd" in client.get(reverse("host_profile")).text
    client.post(reverse("take_over_host", args=[brought.pk]))
    assert brought.members.get().user == stranger
    # Nobody else, and not again.
    assert signed_in(world.person("Late")).post(reverse("take_over_host", args=[brought.pk])).status_code == 404
