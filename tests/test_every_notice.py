"""Every notice can be said: in every language, with a person and to an address, about a real thing.

A notice is rendered as its verb or its deadline would post it. A kind nobody listed here fails, as does a template
that belongs to no notice.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import resolve
from django.utils import translation

from mechanisms.notifications.deadlines import all_deadlines
from mechanisms.notifications.models import Notification
from mechanisms.notifications.registry import all_notices, notice_of
from mechanisms.notifications.rendering import words_of
from placements.matching.models import Interest
from placements.matching.transitions import save_for_later
from tests.people import day

WHY = {"why": "The dates do not fit."}


def saved_offer(world):
    offer = world.offer_in("published")
    save_for_later(offer=offer, trainee=world.trainee.trainee)
    return Interest.objects.get(offer=offer)


def host_invitation(world):
    from accounts.coordinators.transitions import invite_host

    return invite_host(by=world.coordinator, address="office@host.example", host_name="Example GmbH")


def office_invitation(world):
    from accounts.trainees.transitions import invite_office
    from programme.codelists.models import Institution

    person = world.student("Waiting")
    person.institution = Institution.objects.get(erasmus_code="SI MARIBOR01")
    person.save()
    return invite_office(trainee=person, by=person.user, address="office@university.example")


def message(world):
    from dot_portal.pages.models import Feedback

    return Feedback.objects.create(topic="accessibility", text="I cannot reach the menu.", language="en")


def application(state):
    return lambda world: world.application_in(state)


def proposal(state):
    return lambda world: world.proposal_in(state)


def reminder(due_in, lead):
    """What a deadline puts into the text."""
    return {"due": day(due_in), "lead": lead, "days_left": due_in, "days_late": -due_in}


# What it is about, and each context it can be posted with.
LISTED = {
    "coordinators.asked": (lambda world: world.coordinator_in("asked"), [{}]),
    "coordinators.admitted": (lambda world: world.coordinator.coordinator, [{}]),
    "coordinators.refused": (lambda world: world.coordinator_in("refused"), [WHY]),
    "coordinators.host_invited": (host_invitation, [{}]),
    "coordinators.made_deputy": (
        lambda world: world.coordinator.coordinator,
        [{"away_from": day(1), "away_until": day(9)}],
    ),
    "pages.feedback": (message, [{}]),
    "hosts.verified": (lambda world: world.offer_in("published").host, [{}]),
    "trainees.office_invited": (office_invitation, [{}]),
    "trainees.office_opened": (lambda world: world.university, [{}]),
    "trainees.school_confirmed": (lambda world: world.school, [{}]),
    "offers.submitted": (lambda world: world.offer_in("submitted"), [{}]),
    "offers.confirmed": (lambda world: world.offer_in("published"), [{}]),
    "offers.returned": (lambda world: world.offer_in("returned"), [WHY]),
    "offers.closed": (lambda world: world.offer_in("closed"), [WHY]),
    "offers.expired": (lambda world: world.offer_in("expired"), [{}]),
    "applications.sent": (application("submitted"), [{}]),
    "applications.received": (application("submitted"), [{}]),
    "applications.shortlisted": (application("shortlisted"), [{}]),
    "applications.talk": (application("talk"), [{"note": "Tuesday at 15:00, by video."}]),
    "applications.accepted": (application("accepted"), [{}]),
    "applications.declined": (application("declined"), [WHY]),
    "applications.confirmed": (application("confirmed"), [{}]),
    "applications.to_decide": (application("confirmed"), [{}]),
    "applications.approved": (application("approved"), [{}]),
    "applications.refused": (application("refused"), [WHY]),
    "applications.not_approved": (application("refused"), [{}]),
    "applications.withdrawn": (application("withdrawn"), [WHY, {"why": ""}]),
    "applications.lapsed": (application("lapsed"), [{"too_late": False}, {"too_late": True}]),
    "applications.draft_lapsed": (application("draft"), [{}]),
    "applications.call_opened": (application("draft"), [{"institution": "Univerzita Karlova", "closes": day(30)}]),
    "applications.offer_closed": (application("draft"), [WHY]),
    "applications.office_reminds_host": (application("submitted"), [{"days_late": 1}, {"days_late": 3}]),
    "applications.office_reminds_trainee": (application("accepted"), [{"days_late": 1}, {"days_late": 3}]),
    "applications.found_host_asked": (proposal("asked"), [{"link": "/confirm/a-token/"}]),
    "applications.found_host_confirmed": (lambda world: world.agreed_application(), [{}]),
    "applications.agreed": (lambda world: world.agreed_application(), [{}]),
    "applications.found_host_thanks": (proposal("confirmed"), [{}]),
    "applications.proposal_declined": (proposal("declined"), [WHY]),
    "applications.proposal_lapsed": (proposal("lapsed"), [{}]),
    "approval.cancelled": (lambda world: world.placement_in("cancelled"), [WHY]),
}
REMINDERS = {
    "coordinators.admission_due": lambda world: world.coordinator_in("asked"),
    "offers.check_due": lambda world: world.offer_in("submitted"),
    "offers.returned_due": lambda world: world.offer_in("returned"),
    "matching.saved_offer_due": saved_offer,
    "applications.draft_due": application("draft"),
    "applications.answer_due": application("submitted"),
    "applications.talk_due": application("talk"),
    "applications.confirmation_due": application("accepted"),
    "applications.decision_due": application("confirmed"),
    "applications.proposal_due": proposal("asked"),
}
# Told to a host that confirmed by a link and has no account yet, too.
TO_EITHER = {f"applications.{name}" for name in ("confirmed", "approved", "not_approved", "withdrawn", "lapsed")} | {
    "approval.cancelled"
}
TO_ADDRESSES = {
    "coordinators.host_invited",
    "trainees.office_invited",
    "applications.found_host_asked",
    "applications.found_host_thanks",
}


def leads_of(kind):
    (rule,) = [rule for rule in all_deadlines() if rule.kind == kind]
    return [reminder(lead, lead) for lead in rule.leads] or [{}]  # without a date it only stands on the desk


def said_about(kind, world):
    """Its subject, and the contexts."""
    if kind in REMINDERS:
        return REMINDERS[kind](world), leads_of(kind)
    build, contexts = LISTED[kind]
    return build(world), contexts


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in {"href", "src", "action"}]


def test_every_notice_is_listed():
    assert {notice.kind for notice in all_notices()} == LISTED.keys() | REMINDERS.keys()


def test_every_template_belongs_to_a_notice():
    folder = Path(settings.BASE_DIR) / "templates"
    files = {str(path.relative_to(folder)) for path in folder.glob("notices/*/*")}
    assert files == {notice.template for notice in all_notices()}


def test_every_deadline_has_its_reminder():
    assert {rule.kind for rule in all_deadlines()} == REMINDERS.keys()
    for rule in all_deadlines():
        assert notice_of(rule.kind)


@pytest.mark.parametrize("kind", sorted([*LISTED, *REMINDERS]))
def test_it_can_be_said_in_every_language(world, kind):
    about, contexts = said_about(kind, world)
    about = notice_of(kind).subjects().get(pk=about.pk)  # as delivery reads it
    somebody = world.student("Ζωή").user
    recipients = [{"address": "somebody@example.eu"}] if kind in TO_ADDRESSES | TO_EITHER else []
    recipients += [{"person": somebody}] if kind not in TO_ADDRESSES else []
    for language, _name in settings.LANGUAGES:
        for context in contexts:
            for recipient in recipients:
                stored = json.loads(json.dumps(context, cls=DjangoJSONEncoder))
                with translation.override(language):
                    check_words(words_of(Notification(kind=kind, context=stored, **recipient), about))


def check_words(words):
    assert 10 <= len(words.subject) <= 120, words.subject
    assert len(words.text) > 40
    for text in (words.subject, words.text, words.action):
        assert not re.search(r"{{|{%|%\(|None|\bnan\b|&amp;|&#", text), text
    assert words.action
    assert words.link.startswith(settings.SITE_URL + "/")
    resolve(words.link.removeprefix(settings.SITE_URL).partition("?")[0])
    assert words.as_mail().count(words.link) == 1
    assert set(re.findall(r"https?://\S+", words.as_mail())) == {words.link}
    # The button and, for who cannot press it, the address in words; and the way home.
    links = [link for link in Links(words.as_html()).found if not link.startswith("mailto:")]
    assert links.count(words.link) == 2
    assert set(links) == {settings.SITE_URL, words.link}


def test_the_text_of_a_person_is_not_taken_for_markup(world):
    host = world.host.host_member.host
    host.legal_name = '<b>Ü & "Ö"</b> {{ x }}'
    host.save()
    application = world.application_in("submitted")
    words = words_of(Notification(kind="applications.sent", person=world.trainee), application)
    assert host.legal_name in words.subject + words.text
    assert "<b>" not in words.as_html()
    assert "&lt;b&gt;Ü &amp; " in words.as_html()
