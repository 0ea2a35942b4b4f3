"""Applying through the form: every bad input has its sentence, and nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from mechanisms.files.models import Upload
from mechanisms.lifecycle.machine import MoveRefused
from placements.applications.models import Application
from placements.applications.transitions.host import shortlist
from placements.applications.transitions.trainee import submit
from placements.calls.models import Call
from programme.codelists.models import Institution
from tests.people import AVEIRO, day, on, term
from tests.placements.applications.written import application, cv


@pytest.fixture
def offer(world):
    return world.offer_in("published")


@pytest.fixture
def browser(client, trainee):
    client.force_login(trainee)
    return client


def apply(browser, offer, **changes):
    return browser.post(reverse("apply", args=[offer.pk]), application(**changes), follow=True)


def buttons(page) -> list[str]:
    """What the form offers to do, the first choice first."""
    return re.findall(r'name="act" value="(\w+)"', page.text)


def kept_cv(page) -> str:
    return re.search(r'name="kept_cv" value="([^"]+)"', page.text)[1]


def test_a_complete_application_is_sent(browser, offer, trainee):
    page = apply(browser, offer)
    sent = Application.objects.get()
    assert page.redirect_chain == [(sent.get_absolute_url(), 302)]
    assert "Orangerie Robotics B.V. has your application." in page.text
    assert (sent.state, sent.trainee, sent.kind) == ("submitted", trainee.trainee, "he_student")
    assert None not in (sent.call, sent.answer_by, sent.submitted_at)
    assert sent.answers == ["To show a finished piece of work."]
    assert sent.shown["name"] == "Trainee Example"


def test_it_is_read_over_before_it_is_sent(browser, offer):
    page = apply(browser, offer, act="check")
    written = Application.objects.get()
    assert written.state == "draft"
    assert "Read it over, then send it." in page.text
    assert "I would like to build something that people use." in page.text
    where = reverse("send_application", args=[written.pk])
    assert f'action="{where}"' in page.text
    assert "has your application." in browser.post(where, follow=True).text
    written.refresh_from_db()
    assert written.state == "submitted"


def test_a_draft_with_gaps_is_written_on_and_not_sent(browser, offer):
    apply(browser, offer, act="draft", motivation="")
    draft = Application.objects.get()
    page = browser.get(draft.get_absolute_url())
    assert [str(act.label) for act in page.context["acts"]] == ["Go on writing", "Withdraw"]
    page = browser.post(reverse("send_application", args=[draft.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("change_application", args=[draft.pk])
    assert "Write why you would like this traineeship." in page.text


def test_what_is_typed_is_kept_until_it_is_saved(browser, offer):
    where = reverse("apply", args=[offer.pk])
    kept = reverse("save_draft", args=[f"applications.apply:{offer.pk}"])
    assert browser.post(kept, {"motivation": "Half a sent", "cv": "x"}).status_code == 200
    page = browser.get(where)
    assert "Half a sent" in page.text
    assert "We kept what you typed" in page.text
    assert "This field is required" not in page.text
    apply(browser, offer, act="draft")
    assert "Half a sent" not in browser.get(where, follow=True).text


def test_a_draft_may_have_gaps(browser, offer):
    page = apply(browser, offer, act="draft", motivation="", cv=None, starts="", ends="", answer_0="")
    assert "Your draft is saved" in page.text
    draft = Application.objects.get()
    assert (draft.state, draft.submitted_at, draft.cv, draft.starts) == ("draft", None, None, None)


def test_a_draft_is_finished_and_sent(browser, world):
    draft = world.application_in("draft")
    where = reverse("change_application", args=[draft.pk])
    page = browser.get(where)
    assert "I would like to use what I learn" in page.text
    assert "Chosen: <strong>cv.pdf</strong>" in page.text
    page = browser.post(where, application(cv=None, motivation="Finished."), follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.motivation) == ("submitted", "Finished.")
    assert draft.cv is not None


def test_a_sent_application_is_changed_until_the_host_acts(browser, world):
    sent = world.application_in("submitted")
    where = reverse("change_application", args=[sent.pk])
    page = browser.post(where, application(cv=None, motivation="Better words.", act="draft"), follow=True)
    sent.refresh_from_db()
    assert (sent.state, sent.motivation) == ("submitted", "Better words.")
    page = browser.post(where, application(cv=None, motivation=""))
    assert "This field is required" in page.text  # it is sent already, so it stays complete
    shortlist(application=sent, by=world.host)
    page = browser.post(where, application(motivation="Too late."), follow=True)
    assert "This application can no longer be changed." in page.text
    sent.refresh_from_db()
    assert sent.motivation == "Better words."


def test_another_cv_replaces_the_first(browser, world):
    sent = world.application_in("submitted")
    first = sent.cv_id
    browser.post(reverse("change_application", args=[sent.pk]), application(cv=cv("new.pdf")))
    sent.refresh_from_db()
    assert sent.cv.name == "new.pdf"
    assert not Upload.objects.filter(pk=first).exists()


BAD = {
    "a start before today": ({"starts": -1}, "starts", "The first day lies in the past."),
    "an end before the start": ({"starts": 60, "ends": 50}, "ends", "The last day lies before the first."),
    "a start before the period": ({"starts": 0}, "starts", "This offer runs from"),
    "an end after the period": ({"ends": 301}, "ends", "This offer runs from"),
    "no date at all": ({"starts": "soon"}, "starts", "Enter a valid date."),
    "a year mistyped": ({"ends": "20027-01-01"}, "ends", "Enter a valid date."),
    "a year far ahead": ({"ends": "9999-12-31"}, "ends", "too far ahead"),
    "no motivation": ({"motivation": "  \r\n "}, "motivation", "This field is required."),
    "10,000 characters": ({"motivation": "ř" * 10_000}, "motivation", "at most 2000 characters (it has 10000)"),
    "a NUL": ({"motivation": "a\x00b"}, "motivation", "Null characters are not allowed."),
    "a NUL in an answer": ({"answer_0": "\x00"}, "answer_0", "Null characters are not allowed."),
    "a long answer": ({"answer_0": "x" * 10_000}, "answer_0", "at most 1000 characters"),
    "no answer": ({"answer_0": ""}, "answer_0", "This field is required."),
    "a kind nobody has": ({"kind": "staff"}, "kind", "Select a valid choice."),
    "a graduate without a date": ({"kind": "he_graduate"}, "degree_date", "Say when you will have your degree."),
    "a degree already": ({"kind": "he_graduate", "degree_date": -1}, "degree_date", "so this way is closed"),
    "no CV": ({"cv": None}, "cv", "This field is required."),
    "a CV that is no PDF": ({"cv": cv(content=b"PK\x03\x04 a letter")}, "cv", "This is not a PDF."),
    "an empty CV": ({"cv": cv(content=b"")}, "cv", "The submitted file is empty."),
    "a CV over 5 MB": ({"cv": cv(content=b"%PDF-1.7\n" + b"0" * 5 * 2**20)}, "cv", "at most 5.0"),
    "a CV cut off": ({"cv": cv(content=b"%PDF-1.7\n%%EOF")}, "cv", "This is not a readable PDF."),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_a_sentence_at_its_field(browser, offer, name):
    changes, field, sentence = BAD[name]
    changes = {key: day(value) if isinstance(value, int) else value for key, value in changes.items()}
    for value in changes.values():
        if hasattr(value, "seek"):
            value.seek(0)
    page = apply(browser, offer, **changes)
    assert page.status_code == 200
    errors = page.context["form"].errors
    assert list(errors) == [field]
    assert sentence in str(errors[field]).replace("\xa0", " ")
    assert not Application.objects.exists()
    kept = application(**changes)
    assert page.context["form"]["motivation"].value() == kept["motivation"]
    assert page.context["form"]["starts"].value() == str(kept["starts"])


@pytest.mark.parametrize("act", ["send", "draft"])
def test_half_a_character_is_no_error_page(browser, offer, act):
    """A browser cannot send it, a program can: it is read as a replacement sign."""
    body = f"kind=he_student&motivation=a%ED%A0%80b&act={act}&answer_0=%ED%B0%80"
    where = reverse("apply", args=[offer.pk])
    page = browser.post(where, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code in {200, 302}


@pytest.mark.parametrize(
    "text", ["Θέλω να μάθω", "Хочу вчитися", "أريد أن أتعلم", "学びたい", "<script>x</script>", "🙂"]
)
def test_every_script_is_kept_and_shown(browser, offer, text):
    page = apply(browser, offer, motivation=text)
    assert Application.objects.get().motivation == text
    assert "<script>x" not in page.text


def test_new_lines_count_once(browser, offer):
    apply(browser, offer, motivation="x\r\n" * 1000)
    assert Application.objects.get().state == "submitted"


# --- a CV chosen before ------------------------------------------------------------------------------


def test_a_good_cv_is_kept_when_another_field_is_wrong(browser, offer):
    page = apply(browser, offer, motivation="")
    assert "Chosen: <strong>cv.pdf</strong>" in page.text
    token = kept_cv(page)
    apply(browser, offer, cv=None, kept_cv=token)
    assert Application.objects.get().cv.name == "cv.pdf"


def test_a_kept_cv_is_the_own_one(browser, offer, world, client):
    token = kept_cv(apply(browser, offer, motivation=""))
    client.force_login(world.student("Othertrainee").user)
    page = client.post(reverse("apply", args=[offer.pk]), application(cv=None, kept_cv=token))
    assert list(page.context["form"].errors) == ["cv"]


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "1", lambda token: "\x00", lambda _: ""])
def test_a_changed_token_brings_no_cv(browser, offer, change):
    token = kept_cv(apply(browser, offer, motivation=""))
    page = apply(browser, offer, cv=None, kept_cv=change(token))
    assert page.status_code == 200
    assert "cv" in page.context["form"].errors


def test_a_token_ends_after_a_day(browser, offer, trainee):
    token = kept_cv(apply(browser, offer, motivation=""))
    with on(2):
        browser.force_login(trainee)
        page = apply(browser, offer, cv=None, kept_cv=token)
    assert list(page.context["form"].errors) == ["cv"]


def test_a_file_name_is_text(browser, offer):
    page = apply(browser, offer, motivation="", cv=cv("<img src=x>.pdf"))
    assert "<img src=x>" not in page.text


# --- who may, and when ---------------------------------------------------------------------------------


def test_without_a_profile_one_is_asked_for_it(client, stranger, offer):
    client.force_login(stranger)
    page = client.get(reverse("apply", args=[offer.pk]), follow=True)
    assert page.redirect_chain == [(reverse("profile"), 302)]
    assert "Before you apply" in page.text


def test_who_applied_is_led_to_the_application(browser, world):
    sent = world.application_in("submitted")
    for page in (browser.get(reverse("apply", args=[sent.offer.pk]), follow=True), apply(browser, sent.offer)):
        assert page.redirect_chain == [(sent.get_absolute_url(), 302)]
        assert "You have already applied to this offer." in page.text
    assert Application.objects.count() == 1


def test_who_withdrew_may_apply_again(browser, world):
    gone = world.application_in("withdrawn")
    apply(browser, gone.offer)
    assert sorted(Application.objects.values_list("state", flat=True)) == ["submitted", "withdrawn"]


def test_an_offer_past_its_deadline_says_so(browser, world, trainee):
    offer = world.offer_in("published")
    with on(31):
        browser.force_login(trainee)
        page = apply(browser, offer)
        assert page.redirect_chain == [(offer.get_absolute_url(), 302)]
        assert "The last day to apply to this offer was" in page.text
    assert not Application.objects.exists()


def test_a_closed_offer_says_so(browser, world):
    offer = world.offer_in("closed")
    assert "This offer is no longer open for applications." in apply(browser, offer).text


def test_an_offer_for_others_says_so(browser, world):
    offer = world.offer_in("published", kind="staff")
    assert "for other kinds of participants" in apply(browser, offer).text


def test_the_way_of_a_recent_graduate_is_explained(browser, offer):
    page = browser.get(reverse("apply", args=[offer.pk]))
    assert "Recent graduate" in page.text
    assert "must select you before this day" in page.text
    apply(browser, offer, kind="he_graduate", degree_date=day(100))
    sent = Application.objects.get()
    assert (sent.kind, sent.degree_date) == ("he_graduate", day(100))


def test_a_student_keeps_no_degree_date(browser, offer):
    apply(browser, offer, degree_date=day(100))
    assert Application.objects.get().degree_date is None


# --- what is said before the form --------------------------------------------------------------------


def test_without_an_office_a_draft_can_be_written(client, world, offer):
    person = world.student("Waiting")
    person.institution = Institution.objects.get(erasmus_code="SI MARIBOR01")
    person.save()
    client.force_login(person.user)
    page = client.get(reverse("apply", args=[offer.pk]))
    assert "has no coordinator here yet" in page.text
    assert reverse("invite_office") in page.text
    assert "You can send it as soon as" in page.text
    assert buttons(page) == ["draft"]
    page = apply(client, offer)
    assert "Your draft is kept" in page.text
    assert Application.objects.get().state == "draft"


def test_without_an_open_call_a_draft_can_be_written(client, world, offer):
    person = world.student("Early")
    Call.objects.update(closes=day(-1))
    client.force_login(person.user)
    page = client.get(reverse("apply", args=[offer.pk]))
    assert "has no open call for you now" in page.text
    assert "opens a call for you" in page.text
    assert buttons(page) == ["draft"]
    assert "has no open call for you now" in apply(client, offer).text
    assert Application.objects.get().state == "draft"


def test_a_rule_that_stands_in_the_way_is_said_before(client, world):
    """A student of Aveiro, at a host in Portugal."""
    host = world.host_called("Localhost", "Casa Exemplo", "PT", "Aveiro")
    offer = world.offer_in("published", by=host)
    person = world.student("Local", Institution.objects.get(erasmus_code=AVEIRO))
    client.force_login(person.user)
    page = client.get(reverse("apply", args=[offer.pk]))
    assert "A stay is always abroad." in page.text
    assert buttons(page) == ["draft"]
    page = apply(client, offer)
    assert "A stay is always abroad." in str(page.context["form"].non_field_errors())
    assert not Application.objects.exists()
    apply(client, offer, act="draft")
    draft = Application.objects.get()
    with pytest.raises(MoveRefused, match="A stay is always abroad"):
        submit(application=draft, by=person.user)


def test_a_host_that_may_not_host_is_not_asked_in_vain(browser, offer):
    draft_to = offer.host
    draft_to.kind = term("host_kind", "EUI")
    draft_to.save()
    page = apply(browser, offer)
    assert "specialised agencies of the EU cannot host" in str(page.context["form"].non_field_errors())
    assert not Application.objects.exists()


def test_tasks_that_are_not_digital_are_for_the_coordinator_to_judge(browser, offer):
    offer.activities.clear()
    page = browser.get(reverse("apply", args=[offer.pk]))
    assert buttons(page) == ["check", "draft"]
    apply(browser, offer)
    assert Application.objects.get().state == "submitted"
