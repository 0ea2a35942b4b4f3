"""What autosave sends is kept for its owner, within limits, and never over something newer."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from mechanisms.drafts import keeping
from mechanisms.drafts.models import Draft
from mechanisms.drafts.tasks import discard_old

pytestmark = pytest.mark.django_db
KEY = "kites.new_kite"


def save(client, key=KEY, **fields):
    return client.post(reverse("save_draft", args=[key]), fields)


def test_what_is_typed_is_kept_and_said(ana, client):
    answer = save(client, name="Red", tails=["1", "2"], draft_page="p1", draft_base="", csrfmiddlewaretoken="x")
    assert answer.json()["sentence"].startswith("Saved at")
    kept = Draft.objects.get()
    assert (kept.owner, kept.key) == (ana, KEY)
    assert kept.parts == {"page": {"name": ["Red"], "tails": ["1", "2"]}}


def test_passwords_and_buttons_are_not_kept(ana, client):
    save(client, name="Red", password="secret", password1="secret", act="later")
    assert list(Draft.objects.get().parts["page"]) == ["name"]


def test_a_draft_is_personal(ana, client, make_person):
    save(client, name="Red")
    bob = make_person("Bob")
    client.force_login(bob)
    assert save(client, name="Blue", draft_base="").status_code == 200
    assert Draft.objects.get(owner=ana).parts["page"]["name"] == ["Red"]
    client.post(reverse("start_afresh", args=[KEY]))
    assert Draft.objects.get().owner == ana


def test_a_page_writes_over_itself(ana, client):
    for name in ("R", "Re", "Red"):
        assert save(client, name=name, draft_base="", draft_page="p1").status_code == 200
    assert Draft.objects.get().parts["page"]["name"] == ["Red"]


def test_a_stale_page_does_not_write_over_a_newer_one(ana, client):
    """Two windows opened on the same empty form."""
    save(client, name="Red", draft_base="", draft_page="p1")
    answer = save(client, name="Blue", draft_base="", draft_page="p2")
    assert answer.status_code == 409
    assert "in another window" in answer.json()["sentence"]
    assert Draft.objects.get().parts["page"]["name"] == ["Red"]
    assert save(client, name="Blue", draft_base="p1", draft_page="p3").status_code == 200


def test_two_windows_on_two_steps_do_not_meet(ana, client):
    save(client, name="Red", draft_part="name", draft_base="", draft_page="p1")
    assert save(client, tail="Long", draft_part="tail", draft_base="", draft_page="p2").status_code == 200
    assert Draft.objects.get().parts == {"name": {"name": ["Red"]}, "tail": {"tail": ["Long"]}}


def test_a_window_left_open_does_not_bring_back_what_was_begun_afresh(ana, client):
    save(client, name="Red", draft_base="", draft_page="p1")
    save(client, name="Red kite", draft_base="p1", draft_page="p2")
    client.post(reverse("start_afresh", args=[KEY]))
    assert save(client, name="Red kite", draft_base="p1", draft_page="p2").status_code == 409


def test_what_comes_after_the_form_was_sent_is_not_kept(ana, client, rf):
    """Autosave may still be on its way when the button is pressed."""
    save(client, name="Red", draft_base="", draft_page="p1")
    request = rf.post("/")
    request.user = ana
    keeping.Kept(request, KEY).forget("/kites/1/")
    assert save(client, name="Red", draft_base="", draft_page="p1").status_code == 409
    row = Draft.objects.get()
    assert (row.parts, row.sent_to) == ({}, "/kites/1/")
    afresh = keeping.Kept(request, KEY)
    assert save(client, name="Blue", draft_base=afresh.base, draft_page=afresh.page).status_code == 200


def test_there_are_limits(ana, client, monkeypatch):
    answer = save(client, text="x" * keeping.LARGEST)
    assert (answer.status_code, "Shorten it" in answer.json()["sentence"]) == (413, True)
    assert not Draft.objects.exclude(parts={}).exists()
    monkeypatch.setattr(keeping, "MOST", 2)
    assert [save(client, f"kites.kite:{pk}", name="x").status_code for pk in (1, 2, 3)] == [200, 200, 413]
    assert save(client, "kites.kite:2", name="y").status_code == 200


def test_a_nul_is_left_out(ana, client):
    keeping.keep(ana, KEY, {"page": {"name": ["Re\x00d \\u0000"]}}, base=None, page="")
    assert Draft.objects.get().parts["page"]["name"] == ["Red \\u0000"]


@pytest.mark.parametrize("key", ["kites", "../admin", "Kites.new", "kites.new:x", "a." + "b" * 200])
def test_a_wrong_key_is_not_there(ana, client, key):
    assert client.post(f"/drafts/{key}/").status_code == 404


def test_start_afresh_leads_back_and_never_away(ana, client):
    save(client, name="Red")
    where = reverse("start_afresh", args=[KEY])
    assert client.post(where, {"next": "/kites/new/?step=2"}).url == "/kites/new/?step=2"
    assert client.post(where, {"next": "https://evil.example/"}).url == "/"
    assert not Draft.objects.exists()


def test_only_signed_in_people_keep_anything(client):
    assert save(client, name="Red").status_code == 302
    assert not Draft.objects.exists()


def test_old_drafts_go(ana, client):
    save(client, name="Red")
    Draft.objects.update(changed=timezone.now() - timedelta(days=settings.DRAFT_DAYS - 1))
    discard_old()
    assert Draft.objects.exists()
    Draft.objects.update(changed=timezone.now() - timedelta(days=settings.DRAFT_DAYS + 1))
    discard_old()
    assert not Draft.objects.exists()
