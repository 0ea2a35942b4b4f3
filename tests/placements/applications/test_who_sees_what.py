"""What each party may read, and how many queries a list takes."""

import re

import pytest
from django.urls import reverse

from accounts.coordinators.transitions import admit
from accounts.hosts.models import HostMember
from accounts.trainees.models import PersonalDetails, Trainee
from mechanisms.lifecycle.machine import MoveRefused
from mechanisms.notifications.deadlines import desk_items
from placements.applications.models import office_of
from placements.applications.transitions.trainee import confirm, submit, withdraw
from placements.offers.models import Offer, OfferText
from programme.rules.today import programme_today
from tests.people import on

SECRETS = ["trainee@example.eu", "Dlouhá 2", "+420 123", "2003"]


@pytest.fixture
def detailed(world):
    """A trainee with personal details on file."""
    PersonalDetails.objects.create(
        trainee=world.trainee.trainee, birth_date="2003-05-17", nationality="Czech", street="Dlouhá 2",
        postal_code="110 00", city_name="Praha", country_id="CZ", phone="+420 123 456 789",
    )  # fmt: skip
    return world


def read(client, user, application) -> str:
    client.force_login(user)
    return client.get(application.get_absolute_url()).text


@pytest.mark.parametrize("state", ["submitted", "shortlisted", "declined", "withdrawn", "lapsed"])
def test_before_a_talk_the_host_sees_no_address(client, detailed, state):
    sent = detailed.application_in("submitted" if state == "withdrawn" else state)
    if state == "withdrawn":
        client.force_login(detailed.trainee)
        client.post(reverse("withdraw_application", args=[sent.pk]))
    page = read(client, detailed.host, sent)
    assert "Trainee Example" in page
    assert not [secret for secret in SECRETS if secret in page]


@pytest.mark.parametrize("state", ["talk", "accepted", "confirmed", "approved"])
def test_from_a_talk_on_the_host_sees_the_address_and_nothing_more(client, detailed, state):
    page = read(client, detailed.host, detailed.application_in(state))
    assert [secret for secret in SECRETS if secret in page] == ["trainee@example.eu"]


def test_the_host_reads_the_copy_not_the_profile(client, world):
    sent = world.application_in("submitted")
    Trainee.objects.update(department="A new department", expected_graduation="2031-01-01")
    page = read(client, world.host, sent)
    assert "A new department" not in page
    assert "Czechia" in page


def test_the_host_learns_of_the_rules_only_the_outcome_and_the_dates(client, world):
    page = read(client, world.host, world.application_in("submitted"))
    assert "Yes, as planned" in page
    assert "the stay may end" in page
    assert not re.search(r"\bR5\b", page)
    assert "Months used" not in page
    short = world.application_in("submitted")
    type(short).objects.filter(pk=short.pk).update(ends=short.starts)
    page = read(client, world.host, short)
    assert "Not as planned" in page
    assert not re.search(r"\bR4\b", page)  # a token of the page may contain it


def test_trainee_coordinator_and_administrator_read_the_findings(client, world):
    sent = world.application_in("submitted")
    for reader in (world.trainee, world.coordinator, world.administrator):
        page = read(client, reader, sent)
        assert "Passed" in page
        assert "Months used in this study cycle: 0.00" in page


@pytest.mark.parametrize("state", ["approved", "refused", "declined", "lapsed"])
def test_what_is_decided_or_ended_is_not_judged_again(client, world, state):
    sent = world.application_in(state)
    for reader in (world.trainee, world.host, world.coordinator):
        page = read(client, reader, sent)
        assert "May this stay" not in page


def test_the_reason_of_a_refusal_is_not_for_the_host(client, world):
    refused = world.application_in("refused")
    assert "It falls into your examinations." in read(client, world.trainee, refused)
    assert "It falls into your examinations." in read(client, world.coordinator, refused)
    assert "It falls into your examinations." not in read(client, world.host, refused)


def test_a_draft_is_the_trainees_alone(client, world):
    draft = world.application_in("draft")
    withdrawn = world.application_in("draft")
    withdraw(application=withdrawn, by=world.trainee)
    others = (world.host, world.coordinator, world.other_host, world.other_coordinator, world.stranger)
    for reader in (*others, world.administrator):
        client.force_login(reader)
        for unsent in (draft, withdrawn):
            assert client.get(unsent.get_absolute_url()).status_code == 404
            assert client.get(reverse("application_cv", args=[unsent.pk])).status_code == 404
    changelist = reverse("admin:applications_application_changelist")
    assert client.get(changelist).context["cl"].result_count == 0
    world.application_in("submitted")
    assert client.get(changelist).context["cl"].result_count == 1


def test_the_cv_is_a_download_for_those_it_concerns(client, world):
    sent = world.application_in("submitted")
    where = reverse("application_cv", args=[sent.pk])
    for reader in (world.trainee, world.host, world.coordinator):
        client.force_login(reader)
        answer = client.get(where)
        assert answer.headers["Content-Disposition"] == 'attachment; filename="cv.pdf"'
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    for stranger in (world.stranger, world.other_host, world.other_coordinator):
        client.force_login(stranger)
        assert client.get(where).status_code == 404


def test_a_trainee_who_works_for_the_host_is_only_the_trainee(client, world):
    sent = world.application_in("submitted")
    HostMember.objects.create(host=sent.offer.host, user=world.trainee)
    assert "Accept" not in [act.label for act in client.get(sent.get_absolute_url()).context or []]
    client.force_login(world.trainee)
    assert client.post(reverse("accept_application", args=[sent.pk])).status_code == 404
    assert sent.get_absolute_url() not in client.get(reverse("host_applications")).text


def test_a_coordinator_who_works_for_the_host_is_only_the_host(client, world):
    sent = world.application_in("submitted")
    taken = world.application_in("confirmed", by=world.student("Taker").user)
    HostMember.objects.create(host=sent.offer.host, user=world.coordinator)
    client.force_login(world.coordinator)
    page = client.get(sent.get_absolute_url())
    assert page.context["reader"] == "host"
    assert "Months used" not in page.text
    assert client.get(reverse("decide", args=[taken.pk])).status_code == 404
    assert "Taker Example" not in client.get(reverse("cases")).text
    assert [item.url for item in desk_items(world.coordinator, programme_today())] == [sent.get_absolute_url()]
    assert office_of(taken) == []


def test_an_application_nobody_could_decide_on_is_not_sent(world):
    draft = world.application_in("draft")
    waiting = world.application_in("accepted")
    HostMember.objects.create(host=draft.offer.host, user=world.coordinator)
    for verb, application in ((submit, draft), (confirm, waiting)):
        with pytest.raises(MoveRefused, match="Nobody at Univerzita Karlova could decide on this"):
            verb(application=application, by=world.trainee)
    admit(coordinator=world.asking(world.person("Second"), world.university), by=world.administrator)
    submit(application=draft, by=world.trainee)
    confirm(application=waiting, by=world.trainee)
    assert [person.given_name for person in office_of(waiting)] == ["Second"]


@pytest.mark.parametrize(("state", "links"), [("published", True), ("returned", False), ("private", False)])
def test_the_offer_is_linked_only_where_the_reader_finds_it(client, world, state, links):
    sent = world.application_in("confirmed")
    Offer.objects.filter(pk=sent.offer_id).update(state=state)
    where = f'href="{sent.offer.get_absolute_url()}"'
    for reader, page in (
        (world.trainee, sent.get_absolute_url()),
        (world.coordinator, sent.get_absolute_url()),
        (world.coordinator, reverse("decide", args=[sent.pk])),
    ):
        client.force_login(reader)
        assert (where in client.get(page).text) is links
        assert (client.get(sent.offer.get_absolute_url()).status_code == 200) is links
    client.force_login(world.host)
    assert (where in client.get(sent.get_absolute_url()).text) is (state != "private")  # its own


def test_a_host_reads_the_name_that_was_sent_and_never_the_profile(client, world):
    case, taken = world.placement_in("planned").application, world.application_in("accepted")
    world.application_in("submitted")  # waits on the host's desk
    world.trainee.family_name = "Renamed"
    world.trainee.save()
    client.force_login(world.host)
    pages = [reverse("desk"), reverse("host", args=[case.offer.host_id]), reverse("host_applications")]
    for page in (*pages, case.get_absolute_url(), taken.get_absolute_url()):
        shown = client.get(page).text
        assert case.shown["name"] in shown, page
        assert "Renamed" not in shown, page


def test_a_trainee_reads_the_offer_in_the_own_language_everywhere(client, world):
    offer = world.offer_in("published")
    OfferText.objects.create(
        offer=offer, language="de", title="Auf Deutsch", tasks="x", questions=["Wozu?"] * len(offer.questions)
    )
    world.trainee.language = "de"
    world.trainee.save()
    client.force_login(world.trainee)
    titled = '<span lang="de">Auf Deutsch</span>'
    asked = client.get(reverse("apply", args=[offer.pk])).text
    assert titled in asked
    assert '<span lang="de">Wozu?</span>' in asked
    case = world.application_in("submitted", at=offer)
    assert titled in client.get(reverse("withdraw_application", args=[case.pk])).text
    assert titled in client.get(reverse("change_application", args=[case.pk])).text
    for page in (reverse("my_applications"), case.get_absolute_url()):
        assert ' lang="de">Auf Deutsch<' in client.get(page).text
        assert offer.title not in client.get(page).text
    client.force_login(world.host)
    assert offer.title in client.get(case.get_absolute_url()).text


# --- lists --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_my_applications(client, world, count, django_assert_num_queries):
    for _number in range(count):
        world.application_in("submitted")
        world.proposal_in("asked")
    client.force_login(world.trainee)
    with django_assert_num_queries(6):  # session, person, unread notices, applications, versions, hosts found
        page = client.get(reverse("my_applications"))
    assert page.text.count('data-state="submitted"') == page.text.count('data-state="asked"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_applicants_of_an_offer(client, world, count, django_assert_num_queries):
    offer = world.offer_in("published")
    for number in range(count):
        world.application_in("submitted", by=world.student(f"Number{number}").user, at=offer)
    client.force_login(world.host)
    with django_assert_num_queries(6):  # session, person, unread notices, offer, how many, applicants
        page = client.get(reverse("applicants", args=[offer.pk]))
    assert page.text.count('data-state="submitted"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_all_applicants_of_a_host(client, world, count, django_assert_num_queries):
    for number in range(count):
        world.application_in("submitted", by=world.student(f"Number{number}").user)
    client.force_login(world.host)
    with django_assert_num_queries(6):  # session, person, unread notices, host, how many, applicants
        page = client.get(reverse("host_applications"))
    assert page.text.count('data-state="submitted"') == count


def test_those_to_answer_come_first_and_late_is_said_in_days(client, world):
    world.application_in("declined")
    soon = world.application_in("submitted", by=world.student("Soon").user)
    late = world.application_in("submitted", by=world.student("Late").user, since=-16)
    client.force_login(world.host)
    page = client.get(reverse("host_applications"))
    assert [row.state for row in page.context["page"]] == ["submitted", "submitted", "declined"]
    assert list(page.context["page"])[:2] == [late, soon]
    assert "2 days late" in page.text
    assert page.text.count("row-late") == 1


def test_nobody_has_applied_yet(client, world):
    client.force_login(world.host)
    assert "Nobody has applied yet" in client.get(reverse("host_applications")).text
    offer = world.offer_in("published")
    assert "Nobody has applied yet" in client.get(reverse("applicants", args=[offer.pk])).text
    client.force_login(world.trainee)
    assert "No applications yet" in client.get(reverse("my_applications")).text


def test_a_placement_of_long_ago_is_still_read(client, world):
    placement = world.placement_in("completed")
    with on(0):
        client.force_login(world.trainee)
        dots = client.get(placement.get_absolute_url()).context["steps"]
    assert dots[-1].status == "done"
