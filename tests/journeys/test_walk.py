"""The main job over HTTP, with a real worker that delivers the mails: a host offers, a trainee applies, a coordinator
approves. Everybody opens what the mail to them links to.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from accounts.coordinators.models import acts_for
from accounts.users.models import User
from placements.applications.models import Application
from placements.approval.models import Placement
from placements.offers.models import Offer
from tests.people import CV, day, term
from tests.portal import Visitor, every_mail_once, link_in, mail_to

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.external]


def write_offer(host: Visitor, world, kind: str) -> Offer:
    """Walk through the form of a new offer."""
    for_staff = kind == "staff"
    terms = {
        "competences": [term("digcompedu_competence", "2.2").pk],
    } if for_staff else {
        "activities": [term("activity", "DS2").pk, term("activity", "DS3").pk],
        "kinds": [kind],
    }  # fmt: skip
    host.fill_steps(
        "/organisation/offers/new/" + ("?audience=staff" if for_staff else ""),
        title="A web shop for greenhouses",
        field=term("field", "web-design").pk,
        tasks="Sketch, build and test our web shop.",
        skills_taught="web design, HTML",
        skills_wanted="",
        starts_from=day(20).isoformat(),
        ends_by=day(300).isoformat(),
        deadline=day(15).isoformat(),
        hours_per_week="38",
        places="1",
        language_1=term("language", "en").pk,
        level_1=term("cefr", "B1").pk,
        supervisor_name="Sam Supervisor",
        supervisor_position="Team lead",
        supervisor_email="sam@orangerie.example",
        question_1="What would you like to learn?",
        **terms,
    )
    return Offer.objects.get(host=world.host.host_member.host)


STAY = {"trainee": 89, "learner": 59, "lecturer": 4}


@pytest.mark.parametrize("who", STAY)
def test_from_the_offer_to_the_placement(world, worker, who):
    person, office = getattr(world, who), world.school_coordinator if who == "learner" else world.coordinator
    checker_account = world.coordinator  # takes the country of the host
    trainee, host, coordinator = Visitor(person.email), Visitor(world.host.email), Visitor(office.email)
    checker = coordinator if office == checker_account else Visitor(checker_account.email)

    # the host offers, the coordinator who takes the host's country checks
    offer = write_offer(host, world, person.trainee.kind)
    host.press(offer.get_absolute_url(), "submit_offer", pk=offer.pk)
    checker.press(link_in(mail_to(checker_account.email, "waits for your check")), "confirm_offer", pk=offer.pk)
    assert offer.title in host.open(link_in(mail_to(world.host.email, "is confirmed")))

    # the trainee finds it and applies
    found = trainee.open("/offers/?q=greenhouses")
    assert found.count('<article class="offer-card') == 1
    trainee.fill(
        f"/offers/{offer.pk}/apply/",
        press=("act", "check"),
        motivation="I would like to use what I learn for something that somebody needs.",
        cv=SimpleUploadedFile("Životopis.pdf", CV, content_type="application/pdf"),
        starts=day(30).isoformat(),
        ends=day(30 + STAY[who]).isoformat(),
        answer_0="To show a finished piece of work.",
    )
    application = Application.objects.get(offer=offer)
    assert application.is_draft
    trainee.press(application.get_absolute_url(), "send_application", pk=application.pk)
    assert offer.title in trainee.open(link_in(mail_to(person.email, "is sent")))

    # the host reads, talks, accepts
    received = link_in(mail_to(world.host.email, "applies for"))
    cv = host.client.get(f"{received}cv/")
    assert cv.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(cv) == CV
    assert person.email not in host.open(received)  # shown from the talk on
    host.fill(f"/applications/{application.pk}/talk/", note="Tuesday at 15:00, by video.")
    assert "Tuesday at 15:00" in trainee.open(link_in(mail_to(person.email, "invites you to a talk")))
    assert person.email in host.open(received)
    host.press(received, "accept_application", pk=application.pk)

    # the trainee takes the place, the office decides
    trainee.press(link_in(mail_to(person.email, "take the place")), "confirm_application", pk=application.pk)
    to_decide = link_in(mail_to(office.email, "Decide on the stay"))
    assert resolve(to_decide).url_name == "decide"
    coordinator.fill(to_decide, press=("act", "approve"), is_digital="yes")

    placement = Placement.objects.get(application=application)
    for visitor, account in ((trainee, person), (host, world.host)):
        visitor.open(link_in(mail_to(account.email, "Approved")))
        assert offer.title in visitor.open(f"/placements/{placement.pk}/")
        assert "Approved" in visitor.open("/inbox/")
    offer.refresh_from_db()
    assert (offer.state, offer.places_held) == ("filled", 1)
    every_mail_once()


def test_a_host_the_trainee_found(world, worker):
    person, office = world.trainee, world.coordinator
    trainee, coordinator, supervisor = Visitor(person.email), Visitor(office.email), Visitor()
    address = "sam@found.example"
    trainee.fill_steps(
        "/found-host/new/",
        host_name="Gefundene Werkstatt GmbH",
        country="AT",
        city_name="Linz",
        supervisor_name="Sam Supervisor",
        supervisor_email=address,
        starts=day(60).isoformat(),
        ends=day(149).isoformat(),
        about="We met at a fair.",
    )

    # the host answers by its link, without an account
    link = link_in(mail_to(address, "Please confirm"))
    supervisor.open(link)
    supervisor.open(link)  # looking uses nothing up
    supervisor.fill(
        link,
        press=("act", "confirm"),
        legal_name="Gefundene Werkstatt GmbH",
        kind=term("host_kind", "ENT").pk,
        street="Hauptplatz 1",
        postal_code="4020",
        city_name="Linz",
        size="small",
        title="A website for a workshop",
        field=term("field", "web-design").pk,
        activities=[term("activity", "DS2").pk],
        tasks="Design and build our website with us.",
        hours_per_week="38",
        is_paid="yes",
        pay="450",
        supervisor_position="Owner",
        language=term("language", "en").pk,
        level=term("cefr", "B1").pk,
    )
    assert not supervisor.sees(link)  # used up
    assert "A website for a workshop" not in trainee.open("/offers/")

    application = Application.objects.get()
    confirmed = link_in(mail_to(person.email, "take the place"))
    trainee.press(confirmed, "confirm_application", pk=application.pk)
    coordinator.fill(f"/decisions/{application.pk}/", press=("act", "approve"), is_digital="yes")
    trainee.open(link_in(mail_to(person.email, "Approved")))
    assert Placement.objects.get().application == application

    # and may stay: it signs up with the same address, takes its organisation over and keeps the offer
    assert "party=host" in link_in(mail_to(address, "Thank you"))
    newcomer = sign_up(address, party="host")
    host = application.offer.host
    newcomer.press("/organisation/", "take_over_host", pk=host.pk)
    newcomer.press(application.get_absolute_url(), "keep_offer", pk=application.offer_id)
    assert Offer.objects.get(host=host, state="draft").title == "A website for a workshop"
    every_mail_once()


def sign_up(address: str, party: str) -> Visitor:
    """By the page, and the link in the mail that follows."""
    newcomer = Visitor()
    newcomer.fill(
        "/accounts/signup/",
        email=address,
        given_name="Sam",
        family_name="Supervisor",
        party=party,
        password1="correct horse battery",
    )
    link = link_in(mail_to(address, "confirm your address"))
    newcomer.press_towards(link, "/accounts/confirm-email/")  # by a key of its own, made for the page
    return newcomer


def test_a_coordinator_joins(world, worker):
    assert world.administrator
    newcomer = sign_up("office@aveiro.example", party="coordinator")
    newcomer.fill("/coordinator/join/", institution="P  AVEIRO01", position="International office")
    request = link_in(mail_to(world.administrator.email, "asks to act"))
    administrator = Visitor(world.administrator.email)
    administrator.press(request, "admit_coordinator", pk=resolve(request).kwargs["pk"])
    newcomer.open(link_in(mail_to("office@aveiro.example", "You can now act")))
    assert acts_for(User.objects.get(email="office@aveiro.example"), world.other_university.pk)
    every_mail_once()


def test_what_is_wrong_is_said_at_the_field(world, mails_folder):
    """And nothing is sent to anybody."""
    trainee = Visitor(world.trainee.email)
    offer = world.offer_in("published")
    with pytest.raises(AssertionError) as refused:
        trainee.fill(
            f"/offers/{offer.pk}/apply/",
            press=("act", "check"),
            motivation="",
            cv=SimpleUploadedFile("cv.pdf", b"MZ not a pdf", content_type="application/pdf"),
            starts=day(-3).isoformat(),
            ends=day(-10).isoformat(),
        )
    assert "PDF" in str(refused.value)
    assert not Application.objects.exists()
