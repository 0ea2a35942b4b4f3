"""The guides: complete in every language, links and pictures there, question marks of forms led to their place."""

import re

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from dot_portal.guides.reading import FOLDER, GUIDES, guide
from programme.explanations import EXPLANATIONS

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TRANSLATED = [name for name in GUIDES if name != "operators"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TRANSLATED)
def test_each_guide_stands_in_each_language(name, language):
    own, english = guide(name, language), guide(name, "en")
    assert own.language == language
    assert [heading.id for heading in own.headings] == [heading.id for heading in english.headings]
    if language != "en":
        assert own.title != english.title
    assert "<img" in own.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TRANSLATED)
def test_links_of_a_guide_lead_somewhere(name, language):
    for path in re.findall(r'href="(/[^"#]*)', guide(name, language).html):
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{name}.{language} links to {path}")


@pytest.mark.parametrize("which", EXPLANATIONS)
def test_a_question_mark_leads_to_its_place_in_a_guide(which):
    explained = EXPLANATIONS[which]
    assert explained.part in [heading.id for heading in guide(explained.guide, "en").headings]


def test_every_picture_is_shown():
    kept = {path.relative_to(FOLDER / "pictures").as_posix() for path in (FOLDER / "pictures").rglob("*.png")}
    texts = [guide(name, language).text for name in GUIDES for language in LANGUAGES]
    texts.append((settings.BASE_DIR / "README.md").read_text(encoding="utf-8"))
    shown = {place for text in texts for place in re.findall(r"\]\([^)]*pictures/([^)]+\.png)\)", text)}
    assert shown == kept


@pytest.mark.django_db
def test_a_guide_is_read_in_the_readers_language(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    page = client.get(reverse("show_guide", args=["hosts"])).content.decode()
    assert '<h1 lang="de">' in page
    assert 'id="part-the-check"' in page  # the same place in every language


@pytest.mark.django_db
def test_operators_read_theirs_in_english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<h1 lang="en">' in client.get(reverse("show_guide", args=["operators"])).content.decode()


@pytest.mark.django_db
def test_an_unknown_guide_is_no_page(client):
    assert client.get(reverse("show_guide", args=["nobody"])).status_code == 404
