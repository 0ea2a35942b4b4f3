"""A host the trainee found: named, asked, confirmed without an account, and in the same pipeline."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.hosts.models import Host
from mechanisms.links.models import OneTimeLink
from mechanisms.notifications.models import Notification
from placements.applications.models import Application, Proposal
from placements.offers.models import Offer
from tests.people import day, on, term
from tests.placements.applications.written import confirmation, named_host


@pytest.fixture
def browser(client, trainee):
    client.force_login(trainee)
    return client


def name_it(browser, **changes):
    return browser.post(reverse("propose_host"), named_host(**changes), follow=True)


def mailed_link(proposal) -> str:
    """The path that stands in the mail to the host."""
    mails = Notification.objects.filter(kind="applications.found_host_asked", about_id=str(proposal.pk))
    return mails.latest("created").context["link"]


def test_from_naming_a_host_to_the_placement(browser, world):
    page = name_it(browser)
    proposal = Proposal.objects.get()
    assert page.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert "Sam Supervisor has mail from us." in page.text
    assert proposal.supervisor_email == "sam@found.example"
    mail = Notification.objects.get(kind="applications.found_host_asked")
    assert (mail.address, mail.person) == ("sam@found.example", None)

    host = Client()  # no account
    link = mailed_link(proposal)
    for _look in range(3):  # looking never uses the link up
        page = host.get(link)
    assert page.status_code == 200
    for words in ("Would you host Trainee Example?", "Univerzita Karlova", "Linz", "We met at a fair."):
        assert words in page.text
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    page = host.post(link, confirmation(), follow=True)
    assert page.redirect_chain == [(reverse("found_host_thanks"), 302)]
    assert "You confirmed." in page.text
    assert f"{reverse('account_signup')}?party=host" in page.text

    agreed = Application.objects.get()
    offer = agreed.offer
    assert (agreed.state, offer.state, offer.places, offer.places_held) == ("accepted", "private", 1, 1)
    assert (offer.host.website, offer.host.country_id, offer.pay_cents) == ("https://found.example", "AT", 45050)
    assert [str(line) for line in offer.languages.all()] == ["German B1"]
    told = Notification.objects.filter(kind="applications.found_host_confirmed")
    assert {notice.person for notice in told} == {world.trainee, world.coordinator}
    assert Notification.objects.get(kind="applications.found_host_thanks").address == "sam@found.example"
    assert offer.title not in browser.get(reverse("offers")).text

    page = browser.get(agreed.get_absolute_url())
    assert [dot.status for dot in page.context["steps"]] == ["done", "now", "next", "next"]
    assert "From sketches to launch." in page.text  # the trainee reads what the host confirmed
    browser.post(reverse("confirm_application", args=[agreed.pk]))
    browser.force_login(world.coordinator)
    browser.post(reverse("decide", args=[agreed.pk]), {"act": "approve", "is_digital": "yes"})
    agreed.refresh_from_db()
    assert agreed.state == "approved"


def test_the_host_makes_an_account_and_keeps_it_as_first_offer(browser, world):
    name_it(browser)
    Client().post(mailed_link(Proposal.objects.get()), confirmation())
    agreed = Application.objects.get()
    person = world.person("Sam", party_wanted="host")
    person.email = "sam@found.example"
    person.save()
    browser.force_login(person)
    keep = reverse("keep_offer", args=[agreed.offer_id])
    assert browser.post(keep).status_code == 404
    browser.post(reverse("take_over_host", args=[agreed.offer.host_id]))
    page = browser.get(agreed.get_absolute_url())
    assert "trainee@example.eu" in page.text
    assert keep in page.text
    for _press in range(2):
        browser.post(keep)
    kept = Offer.objects.exclude(state="private").get()
    assert (kept.state, kept.places_held, kept.title) == ("draft", 0, "Rebuild our website")


def test_a_coordinator_names_a_host_for_a_trainee(client, world):
    client.force_login(world.coordinator)
    person = world.trainee.trainee
    other = world.student("Elsewhere", world.other_university)
    where = reverse("propose_host")
    page = client.get(where)
    assert "Trainee Example" in page.text
    assert "Elsewhere Example" not in page.text
    assert client.get(where, {"trainee": other.pk}).status_code == 404
    for nonsense in ("x", "-1", "9" * 40, "²"):
        assert client.get(where, {"trainee": nonsense}).status_code == 404
    client.post(f"{where}?trainee={person.pk}", named_host())
    proposal = Proposal.objects.get()
    assert (proposal.trainee, proposal.started_by) == (person, world.coordinator)
    client.force_login(world.trainee)
    assert "Found Example GmbH" in client.get(proposal.get_absolute_url()).text


BAD_NAMES = {
    "the own country": ({"country": "CZ"}, "country", "A stay is always abroad."),
    "no country": ({"country": "XX"}, "country", "Select a valid choice."),
    "a start today": ({"starts": 0}, "starts", "The first day must lie ahead"),
    "an end before the start": ({"ends": 30}, "ends", "The last day must lie after the first."),
    "too short a stay": ({"ends": 91}, "ends", "Allowed: 60 to 360."),
    "too long a stay": ({"ends": 60 + 400}, "ends", "Allowed: 60 to 360."),
    "a year mistyped": ({"starts": "9999-12-30", "ends": "9999-12-31"}, "starts", "too far ahead"),
    "the own address": ({"supervisor_email": "Trainee@example.eu"}, "supervisor_email", "belongs to the trainee"),
    "no address": ({"supervisor_email": "sam@"}, "supervisor_email", "Enter a valid email address."),
    "10,000 characters": ({"about": "x" * 10_000}, "about", "at most 2000 characters"),
    "a NUL": ({"host_name": "a\x00b"}, "host_name", "Null characters are not allowed."),
    "a graduate without a date": ({"kind": "he_graduate"}, "degree_date", "Say when the degree will be awarded."),
    "a graduate with a degree": ({"kind": "he_graduate", "degree_date": -9}, "degree_date", "before the degree date"),
    "a kind nobody has": ({"kind": "staff"}, "kind", "Select a valid choice."),
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_host_is_not_asked_in_vain(browser, name):
    changes, field, sentence = BAD_NAMES[name]
    changes = {key: day(value) if isinstance(value, int) else value for key, value in changes.items()}
    page = name_it(browser, **changes)
    errors = page.context["form"].errors
    assert field in errors
    assert sentence in str(errors[field]).replace("&#x27;", "'")
    assert page.context["form"]["about"].value() == named_host(**changes)["about"]
    assert not Proposal.objects.exists()


def test_the_country_of_residence_is_not_abroad(browser, world):
    person = world.trainee.trainee
    person.residence_id = "AT"
    person.save()
    assert "country of residence" in str(name_it(browser).context["form"].errors["country"])


@pytest.mark.parametrize(("who", "ends"), [("learner", 99), ("lecturer", 64)])
def test_learners_and_staff_name_hosts_too(client, world, who, ends):
    client.force_login(getattr(world, who))
    page = client.post(reverse("propose_host"), named_host(kind=None, ends=day(ends)), follow=True)
    proposal = Proposal.objects.get()
    assert "has mail from us" in page.text
    link = mailed_link(proposal)
    assert ("Competences to develop" in client.get(link).text) == (who == "lecturer")
    digital = {"activities": None, "competences": [term("digcompedu_competence", "2.2").pk]}
    client.post(link, confirmation(**digital if who == "lecturer" else {}))
    assert Application.objects.get().kind == proposal.kind


def test_the_same_address_is_asked_once(browser):
    name_it(browser)
    page = name_it(browser)
    assert "This person has already been asked and has not answered yet." in page.text
    assert Proposal.objects.count() == 1


# --- the host's page -----------------------------------------------------------------------------------


@pytest.fixture
def asked(world):
    return world.proposal_in("asked")


def confirm(world, proposal, **changes):
    return Client().post(reverse("confirm_found_host", args=[world.token_of(proposal)]), confirmation(**changes))


BAD_ANSWERS = {
    "no title": ({"title": ""}, "title", "This field is required."),
    "no activity": ({"activities": None}, "activities", "This field is required."),
    "an activity nobody knows": ({"activities": ["0"]}, "activities", "is not one of the available choices"),
    "100 hours": ({"hours_per_week": 100}, "hours_per_week", "less than or equal to 60"),
    "pay without an amount": ({"pay": ""}, "pay", "Say how much a month."),
    "a negative amount": ({"pay": "-5"}, "pay", "greater than or equal to 1"),
    "no word on pay": ({"is_paid": None}, "is_paid", "This field is required."),
    "an online part unsaid": ({"virtual_part": "on"}, "virtual_description", "Say what is done online."),
    "the supervisor as mentor": ({"mentor_name": "sam supervisor"}, "mentor_name", "other than the supervisor"),
    "10,000 characters": ({"tasks": "x" * 10_000}, "tasks", "at most 4000 characters"),
    "a NUL": ({"street": "a\x00"}, "street", "Null characters are not allowed."),
    "no website": ({"website": "not a website"}, "website", "Enter a valid URL."),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_input_of_the_host(world, asked, name):
    changes, field, sentence = BAD_ANSWERS[name]
    page = confirm(world, asked, **changes)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert sentence in str(page.context["form"].errors[field])
    assert "Head of design" in page.text
    asked.refresh_from_db()
    assert asked.state == "asked"


@pytest.mark.parametrize("kind", ["EUI", "MGT", "EUF"])
def test_a_barred_kind_is_refused_with_the_reason(world, asked, kind):
    barred = term("host_kind", kind)
    page = confirm(world, asked, kind=barred.pk)
    assert page.context["form"].errors["kind"] == [barred.extra["why"]]
    assert not Host.objects.filter(legal_name="Found Example GmbH").exists()


def test_the_host_declines_with_a_reason(browser, world, asked):
    where = reverse("confirm_found_host", args=[world.token_of(asked)])
    page = Client().post(where, {"act": "decline", "why": ""})
    assert "This field is required." in page.text
    page = Client().post(where, {"act": "decline", "why": "We have no <desk>."}, follow=True)
    assert "You declined." in page.text
    asked.refresh_from_db()
    assert asked.state == "declined"
    assert Notification.objects.get(kind="applications.proposal_declined").person == world.trainee
    assert "We have no &lt;desk&gt;." in browser.get(asked.get_absolute_url()).text
    assert not Application.objects.exists()


@pytest.mark.parametrize("data", [{}, {"act": "x"}, {"act": ["confirm", "decline"]}])
def test_an_answer_that_is_none(world, asked, data):
    page = Client().post(reverse("confirm_found_host", args=[world.token_of(asked)]), data)
    assert page.status_code == 200
    asked.refresh_from_db()
    assert asked.state == "asked"


@pytest.mark.parametrize(
    ("answer", "thanks"),
    [(confirmation, "You confirmed."), (lambda: {"act": "decline", "why": "No desk is free."}, "You declined.")],
)
def test_a_link_that_was_answered_with_says_thanks_again(world, asked, answer, thanks):
    """A button pressed twice, or the mail opened a second time."""
    where, other = (reverse("confirm_found_host", args=[world.token_of(asked)]) for _link in range(2))
    for page in (Client().post(where, answer(), follow=True), Client().post(where, answer(), follow=True)):
        assert page.redirect_chain == [(reverse("found_host_thanks"), 302)]
        assert thanks in page.text
    assert thanks in Client().get(where, follow=True).text
    assert asked.steps.count() == 1
    page = Client().post(other, answer())  # another link of it was not answered with
    assert page.status_code == 410
    assert "What you can do" in page.text


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token + "x", lambda token: "ř" * 300])
def test_an_altered_link_says_so(world, asked, change):
    page = Client().get(reverse("confirm_found_host", args=[change(world.token_of(asked))]))
    assert page.status_code == 410
    assert "This link is not valid." in page.text


def test_an_expired_link_says_so(world, asked):
    where = reverse("confirm_found_host", args=[world.token_of(asked)])
    with on(30):
        page = Client().get(where)
    assert page.status_code == 410
    assert "This link ended on" in page.text


def test_after_withdrawing_the_link_is_closed(browser, world):
    name_it(browser)
    proposal = Proposal.objects.get()
    for _press in range(2):
        page = browser.post(reverse("withdraw_proposal", args=[proposal.pk]), follow=True)
        assert "The link in the mail no longer works." in page.text
    assert proposal.steps.count() == 1
    page = Client().get(mailed_link(proposal))
    assert page.status_code == 410
    assert "withdrawn" in page.text


def test_the_link_of_a_proposal_that_lapsed_answers_with_a_sentence(world):
    lapsed = world.proposal_in("lapsed")
    page = Client().post(reverse("confirm_found_host", args=[world.token_of(lapsed)]), confirmation())
    assert page.status_code == 410
    assert "No answer in time" in page.text


# --- reminding -----------------------------------------------------------------------------------------


def test_a_reminder_is_a_new_link_and_ends_the_first(browser, world):
    name_it(browser)
    proposal = Proposal.objects.get()
    first = mailed_link(proposal)
    page = browser.post(reverse("remind_host", args=[proposal.pk]), follow=True)
    assert "within the last 24 hours" in page.text
    with on(2):
        browser.force_login(world.trainee)
        page = browser.post(reverse("remind_host", args=[proposal.pk]), follow=True)
        assert "has a new link" in page.text
        assert Client().get(first).status_code == 410
        assert mailed_link(proposal) != first
        assert Client().get(mailed_link(proposal)).status_code == 200
    assert OneTimeLink.objects.filter(revoked_at=None).count() == 1


def test_the_link_lives_through_the_day_the_answer_is_due(browser, world):
    name_it(browser)
    proposal = Proposal.objects.get()
    assert proposal.answer_by == day(21)
    with on(20):
        browser.force_login(world.coordinator)  # the office may remind as well
        browser.post(reverse("remind_host", args=[proposal.pk]))
    with on(21):
        assert Client().get(mailed_link(proposal)).status_code == 200


def test_nobody_confirms_a_stay_that_has_begun(browser):
    name_it(browser, starts=day(5), ends=day(100))
    assert Proposal.objects.get().answer_by == day(5)
