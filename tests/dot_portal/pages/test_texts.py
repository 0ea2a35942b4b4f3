"""The standing texts: ours until an administrator changes one, and the operator's words in them."""

import re

import pytest
from django.urls import reverse

from accounts.users.models import User
from dot_portal.pages import transitions
from dot_portal.pages.models import Operator, Page
from dot_portal.pages.texts import FILLED_IN, FOLDER, PLACEHOLDER, ours, text_for
from mechanisms.lifecycle.machine import MoveRefused

pytestmark = pytest.mark.django_db
PAGES = ["privacy", "accessibility", "imprint", "funding"]


@pytest.fixture
def administration(client, world):
    client.force_login(world.administrator)
    return client


def test_each_page_has_an_english_text():
    assert {page.value for page in Page.Slug} == set(PAGES)
    for slug in PAGES:
        text = ours(slug, "en")
        assert 5 < len(text.title) < 60
        assert not text.title.startswith("#")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.name)
def test_texts_name_only_what_the_operator_fills_in(file):
    slug, language, _md = file.name.split(".")
    names = set(PLACEHOLDER.findall(file.read_text()))
    assert names <= {*FILLED_IN, "site"}
    assert names == set(PLACEHOLDER.findall((FOLDER / f"{slug}.en.md").read_text())), language


def test_the_operators_fields_are_those_of_the_model():
    fields = {field.name for field in Operator._meta.get_fields()}
    assert fields - {"id", "changed", "changed_by"} == set(FILLED_IN)


@pytest.mark.parametrize("slug", PAGES)
def test_nobody_has_filled_in_the_operator(client, django_assert_num_queries, slug):
    with django_assert_num_queries(2):
        page = client.get(reverse(slug)).content.decode()
    assert "name of the organisation (not filled in yet by the operator)" in page
    assert "[[" not in page
    assert page.count("<h1") == 1
    assert '<meta name="description"' in page


def test_what_the_operator_filled_in_is_plain_text_with_links(client, world):
    operator = Operator(name="<b>We</b> & Co", address="Street 1\n1000 Town", email="us@example.eu")
    transitions.save_operator(operator=operator, by=world.administrator)
    page = client.get(reverse("imprint")).content.decode()
    assert "&lt;b&gt;We&lt;/b&gt; &amp; Co" in page
    assert "Street 1<br>1000 Town" in page
    assert '<a href="mailto:us@example.eu">us@example.eu</a>' in page
    assert "register and number (not filled in yet by the operator)" in page


def test_there_is_one_operator(world):
    for name in ("First", "Second"):
        transitions.save_operator(operator=Operator(name=name), by=world.administrator)
    assert Operator.objects.get().name == "Second"


def test_the_readers_language_then_english(world):
    transitions.save_text(slug="privacy", language="de", title="Datenschutz", body="Wir.", by=world.administrator)
    assert text_for("privacy", "de").title == "Datenschutz"
    assert text_for("privacy", "xx").language == "en"
    transitions.save_text(slug="privacy", language="en", title="Ours", body="We.", by=world.administrator)
    assert text_for("privacy", "xx").body == "We."


def test_a_text_says_its_language(client):
    page = client.get(reverse("funding"), headers={"accept-language": "en"}).content.decode()
    assert '<h1 lang="en">' in page
    assert '<div class="prose" lang="en">' in page


def test_an_administrator_previews_then_publishes_and_takes_ours_back(administration):
    where = reverse("change_text", args=["imprint", "en"])
    assert ours("imprint", "en").body.splitlines()[0] in administration.get(where).content.decode()
    words = {"title": "Who we are", "body": "## We\n\nOf [[name]]."}
    preview = administration.post(where, words | {"preview": "1"}).content.decode()
    assert "Nothing is kept yet" in preview
    assert '<h2 id="part-we">We</h2>' in preview
    assert not Page.objects.exists()
    assert administration.post(where, words).url == reverse("texts")
    page = administration.get(reverse("imprint")).content.decode()
    assert "Who we are" in page
    assert "Last changed on" in page
    assert reverse("change_text", args=["imprint", "en"]) in page
    administration.post(reverse("take_our_text", args=["imprint", "en"]))
    assert ours("imprint", "en").title in administration.get(reverse("imprint")).content.decode()


def test_a_text_without_words_is_refused(administration):
    response = administration.post(reverse("change_text", args=["imprint", "en"]), {"title": "", "body": ""})
    assert "2 things to put right" in response.content.decode()


@pytest.mark.parametrize("address", [("nothing", "en"), ("imprint", "xx")])
def test_there_is_no_such_text(administration, address):
    assert administration.get(reverse("change_text", args=address)).status_code == 404
    assert administration.post(reverse("take_our_text", args=address)).status_code == 404


def test_the_list_of_texts(administration, django_assert_num_queries, world):
    transitions.save_text(slug="privacy", language="de", title="Datenschutz", body="Wir.", by=world.administrator)
    with django_assert_num_queries(5):
        page = administration.get(reverse("texts")).content.decode()
    shipped = {file.name for file in FOLDER.glob("*.md")} - {"privacy.de.md"}
    assert page.count("As it comes with the portal") == len(shipped)
    assert len(re.findall(r"Changed on .* Administrator", page)) == 1


def test_only_administrators_write_for_everybody(world):
    assert isinstance(world.coordinator, User)
    for act in (
        lambda by: transitions.save_text(slug="privacy", language="en", title="x", body="x", by=by),
        lambda by: transitions.take_our_text(slug="privacy", language="en", by=by),
        lambda by: transitions.save_operator(operator=Operator(), by=by),
    ):
        with pytest.raises(MoveRefused):
            act(world.coordinator)
