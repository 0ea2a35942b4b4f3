"""Notes and tags: for the colleagues of one institution alone, with a way back for a deleted note."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dot_portal.desks.noted import office_of_case, office_of_reader, office_of_trainee
from mechanisms.notes import keeping
from mechanisms.notes.models import TIME_TO_UNDO, Note, Tag, Tagged, tagged_with, tags_of, words_for
from mechanisms.notes.panel import panel_on
from placements.applications.models import Application
from tests.pages import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world):
    return world.application_in("submitted")


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def note(world, sent):
    return keeping.write(row=sent, body=world.university, by=world.coordinator, text="Ask for the insurance.")


def send_the_form(client, page, action, **data):
    """Press the button of the form that posts there, as it stands on the page."""
    (form,) = [form for form in forms_in(page.text) if form.action == action]
    return client.post(action, form.data() | data, follow=True)


# --- who -----------------------------------------------------------------------------------------------


def test_only_the_office_keeps_notes(world, sent):
    colleague = world.coordinator_in("admitted").user
    asked = world.coordinator_in("asked").user
    rows = [(sent, office_of_case), (world.trainee.trainee, office_of_trainee), (sent.offer.host, office_of_reader)]
    others = [world.trainee, world.host, world.administrator, world.stranger, asked, world.student("Other").user]
    for row, keeper in rows:
        for user in (world.coordinator, colleague):
            assert keeper(row, user) == world.university
        for user in others:
            assert keeper(row, user) is None
    assert office_of_case(sent, world.other_coordinator) is None
    assert office_of_trainee(world.trainee.trainee, world.other_coordinator) is None
    # A host is the business of every office; each keeps its own notes on it.
    assert office_of_reader(sent.offer.host, world.other_coordinator) == world.other_university


def test_each_institution_reads_its_own_words_on_a_host(world, sent):
    host = sent.offer.host
    keeping.write(row=host, body=world.university, by=world.coordinator, text="Ours.")
    keeping.tag(row=host, body=world.university, word="ours")
    panel = panel_on(host, world.other_coordinator)
    assert (panel.notes, panel.tags, panel.words) == ([], [], [])


def test_a_note_sent_twice_is_one(world, sent, note):
    def again(**other):
        what = {"row": sent, "body": world.university, "by": world.coordinator, "text": note.text} | other
        return keeping.write(**what)

    assert again() == note
    assert again(text="Another.") != note
    assert again(by=world.coordinator_in("admitted").user) != note
    assert again(row=sent.offer.host) != note
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        assert again() != note


def test_who_left_the_office_cannot_change_the_own_note(office, world, note):
    world.coordinator.coordinator.state = "refused"
    world.coordinator.coordinator.save()
    assert office.get(reverse("change_note", args=[note.pk])).status_code == 404
    assert office.post(reverse("delete_note", args=[note.pk])).status_code == 404


def test_a_colleague_reads_and_does_not_change(client, world, sent, note):
    client.force_login(world.coordinator_in("admitted").user)
    page = client.get(sent.get_absolute_url())
    assert "Ask for the insurance." in page.text
    assert reverse("delete_note", args=[note.pk]) not in page.text
    for name in ("change_note", "delete_note", "restore_note"):
        assert client.post(reverse(name, args=[note.pk]), {"text": "Other"}).status_code == 404


# --- a note ----------------------------------------------------------------------------------------------


def test_a_note_is_written_changed_deleted_and_brought_back(office, sent):
    page = office.get(sent.get_absolute_url())
    page = send_the_form(office, page, reverse("add_note", args=["applications.application", sent.pk]), text="First.")
    assert page.redirect_chain[-1][0] == f"{sent.get_absolute_url()}#notes"
    note = Note.objects.get()
    change = reverse("change_note", args=[note.pk])
    page = office.post(change, {"text": "Second.", "next": sent.get_absolute_url()}, follow=True)
    assert "Second." in page.text
    assert "changed" in page.text
    page = send_the_form(office, page, reverse("delete_note", args=[note.pk]))
    assert "Second." not in page.text
    page = send_the_form(office, page, reverse("restore_note", args=[note.pk]))
    assert "Second." in page.text


def test_an_empty_note_is_asked_for_again(office, sent):
    where = reverse("add_note", args=["applications.application", sent.pk])
    page = office.post(where, {"text": "  ", "next": sent.get_absolute_url()})
    assert "This field is required." in page.text
    assert not Note.objects.exists()


def test_after_some_minutes_a_deleted_note_is_gone(office, sent, note):
    keeping.delete(note=note)
    assert keeping.forget_deleted() == 0
    with time_machine.travel(timezone.now() + TIME_TO_UNDO + timedelta(seconds=1)):
        assert "You deleted this note." not in office.get(sent.get_absolute_url()).text
        assert office.post(reverse("restore_note", args=[note.pk])).status_code == 404
        assert keeping.forget_deleted() == 1
    assert not Note.objects.exists()


def test_the_way_back_never_leads_to_another_site(office, sent):
    where = reverse("add_note", args=["applications.application", sent.pk])
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        page = office.post(where, {"text": "A note.", "next": elsewhere})
        assert page.headers["Location"] == f"{sent.get_absolute_url()}#notes"


def test_what_is_written_is_text(office, world, sent):
    keeping.write(row=sent, body=world.university, by=world.coordinator, text="<script>alert(1)</script>")
    keeping.tag(row=sent, body=world.university, word="<b>bold</b>")
    page = office.get(sent.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<b>bold" not in page


# --- tags ------------------------------------------------------------------------------------------------


def test_a_tag_is_added_and_removed(office, sent):
    page = office.get(sent.get_absolute_url())
    add = reverse("add_tag", args=["applications.application", sent.pk])
    for word in ("Call back", "  call   BACK "):  # one word, however it is written
        page = send_the_form(office, page, add, word=word)
    tag = Tag.objects.get()
    assert (tag.word, tag.uses.count()) == ("Call back", 1)
    remove = reverse("remove_tag", args=["applications.application", sent.pk, tag.pk])
    send_the_form(office, page, remove)
    office.post(remove)  # pressed twice is no mistake
    assert not Tag.objects.exists()


@pytest.mark.parametrize("word", ["", "   ", "\u0301", "x" * 41])
def test_a_tag_without_a_word_is_refused_in_a_sentence(office, sent, word):
    page = office.post(reverse("add_tag", args=["applications.application", sent.pk]), {"word": word}, follow=True)
    assert "alert-danger" in page.text
    assert not Tag.objects.exists()


def test_the_words_of_a_list_and_its_filter(world, sent, django_assert_num_queries):
    others = [world.application_in("submitted", by=world.student(f"Student{one}").user) for one in range(2)]
    urgent = keeping.tag(row=sent, body=world.university, word="urgent")
    keeping.tag(row=others[0], body=world.university, word="abroad")
    foreign = keeping.tag(row=sent, body=world.other_university, word="theirs")
    rows = Application.objects.all()
    with django_assert_num_queries(2):  # the rows, and their tags
        found = tags_of(rows, world.university)
    assert found[sent.pk] == [urgent]
    assert found[others[1].pk] == []
    with django_assert_num_queries(0):
        assert not tags_of([], world.university)
    assert [tag.word for tag in words_for(Application, world.university)] == ["abroad", "urgent"]
    assert list(tagged_with(rows, urgent.pk, world.university)) == [sent]
    assert not tagged_with(rows, foreign, world.university).exists()


def test_another_bodys_tag_is_not_removed(office, world, sent):
    foreign = keeping.tag(row=sent, body=world.other_university, word="theirs")
    office.post(reverse("remove_tag", args=["applications.application", sent.pk, foreign.pk]))
    assert Tagged.objects.filter(tag=foreign).exists()
