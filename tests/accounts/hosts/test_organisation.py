import pytest
from django.urls import reverse

from accounts.coordinators.models import HostInvitation
from accounts.hosts.forms import HostForm, NewHostForm
from accounts.hosts.models import Host
from accounts.hosts.transitions import change_host, count_completed_stay, verify
from mechanisms.lifecycle.machine import open_moves
from mechanisms.notifications.models import Notification
from placements.offers.models import Offer
from placements.offers.search import containing
from placements.offers.transitions import confirm
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


def test_place_that_no_list_knows_is_kept_as_it_was_typed(stranger, host_data):
    form = NewHostForm(host_data(city_name="Dolní Lhota u Potoka"), by=stranger)
    assert form.is_valid(), form.errors
    assert form.instance.city is None
    assert form.instance.city_name == "Dolní Lhota u Potoka"


@pytest.mark.parametrize("code", ["EUI", "MGT", "EUF"])
def test_barred_host_is_told_why(stranger, host_data, code):
    kind = Term.objects.get(vocabulary="host_kind", code=code)
    form = NewHostForm(host_data(kind=kind.pk), by=stranger)
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


# --- verified once, under what was looked at ------------------------------------------------------------


@pytest.fixture
def trusted(world):
    """The host's organisation, verified and with a completed stay."""
    host = world.host.host_member.host
    host.registration_number, host.street, host.postal_code, host.phone = "NL1", "Straat 1", "6700", "+31 10 1234567"
    change_host(host=host, by=world.host)
    verify(host=host, by=world.administrator)
    count_completed_stay(host=host)
    return Host.objects.get(pk=host.pk)


def as_it_stands(host, **other):
    names = HostForm(instance=host).initial
    return {name: value or "" for name, value in names.items()} | other


@pytest.mark.parametrize(
    "changed",
    [{"legal_name": "Somebody Else S.A."}, {"registration_number": "NL2"}, {"country": "LU"}, {"kind": "RES"}],
    ids=str,
)
def test_another_organisation_is_checked_again(signed_in, world, trusted, changed):
    assert trusted.is_trusted
    client = signed_in(world.host)
    assert "If you change its legal name" in client.get(reverse("host_profile")).text
    if "kind" in changed:
        changed = {"kind": Term.objects.get(vocabulary="host_kind", code=changed["kind"]).pk}
    page = client.post(reverse("host_profile"), as_it_stands(trusted, **changed), follow=True)
    assert "no longer verified" in page.text
    host = Host.objects.get(pk=trusted.pk)
    assert (host.verified_at, host.verified_by, host.is_trusted) == (None, None, False)
    assert {move.name for move in open_moves(world.offer_in("draft"), world.host)} == {"submit"}
    offer = world.offer_in("submitted")
    # With its next offer it is looked at again, and told so again.
    confirm(offer=offer, by=world.administrator)
    assert Host.objects.get(pk=trusted.pk).is_trusted
    assert Notification.objects.filter(kind="hosts.verified", person=world.host).count() == 2


def test_a_new_phone_and_street_need_no_check(signed_in, world, trusted):
    form = as_it_stands(trusted, phone="+31 20 7654321", street="Gracht 2", city_name="Delft")
    page = signed_in(world.host).post(reverse("host_profile"), form, follow=True)
    assert "no longer verified" not in page.text
    host = Host.objects.get(pk=trusted.pk)
    assert (host.street, host.is_trusted, host.verified_by) == ("Gracht 2", True, world.administrator)


def test_offers_are_found_by_what_their_host_is_called_now(world):
    offer = world.offer_in("published")
    host = world.host.host_member.host
    host.legal_name, host.city_name = "Žlutá Ponorka", "Delft"
    change_host(host=host, by=world.host)
    for words in ("zluta", "Delft NETHERLANDS", "ponorka shop"):  # of the host, of its place, of both
        assert list(containing(Offer.objects.all(), words)) == [offer], words
    for words in ("Orangerie", "Wageningen", "ponorka nowhere"):
        assert offer not in containing(Offer.objects.all(), words), words


# --- one that is here already -------------------------------------------------------------------------------


def test_who_registers_what_is_here_already_is_asked(signed_in, world, stranger, host_data):
    assert world.host
    same = host_data(legal_name="orangerie robotics b.v.", country="NL")
    client = signed_in(stranger)
    page = client.post(reverse("host_profile"), same)
    assert "write to the operator of this portal" in page.text
    assert 'name="is_another"' in page.text
    assert not Host.objects.filter(members__user=stranger).exists()
    # The answer is kept while something else is put right.
    assert 'name="is_another"' in client.post(reverse("host_profile"), same | {"is_another": "on", "phone": ""}).text
    assert client.post(reverse("host_profile"), same | {"is_another": "on"}).status_code == 302
    assert Host.objects.get(members__user=stranger).legal_name == "orangerie robotics b.v."


@pytest.mark.parametrize("other", [{"country": "BE"}, {"legal_name": "Orangerie"}], ids=str)
def test_another_name_or_country_is_not_asked_about(world, stranger, host_data, other):
    assert world.host
    form = NewHostForm(host_data(**{"legal_name": "Orangerie Robotics B.V.", "country": "NL"} | other), by=stranger)
    assert form.is_valid(), form.errors
