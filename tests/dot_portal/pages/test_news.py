"""News in the reader's language, each piece marked with its own; and its feed."""

from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dot_portal.pages.models import NewsItem
from tests.people import day

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def items(db):
    def write(slug, days, *languages):
        for language in languages:
            NewsItem.objects.create(
                slug=slug,
                language=language,
                title=f"{slug} in {language}",
                body="First, *in short*.\n\nThen more.",
                published_on=day(days),
            )

    write("calls", -3, "en", "de")
    write("maps", -1, "en")
    write("only-french", -2, "fr")
    write("tomorrow", 1, "en", "de")


def titles(language):
    return [item.title for item in NewsItem.objects.published().for_reader(language)]


def test_each_item_once_in_the_readers_language_else_in_english(items):
    assert titles("de") == ["maps in en", "only-french in fr", "calls in de"]
    assert titles("en") == ["maps in en", "only-french in fr", "calls in en"]


def test_the_list_marks_languages_and_shows_the_first_paragraph(client, items, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = client.get(reverse("news"), headers={"accept-language": "de"}).content.decode()
    assert 'class="news-line" lang="de"' in page
    assert 'class="news-line" lang="fr"' in page
    assert "<em>in short</em>" in page
    assert "Then more" not in page
    assert "tomorrow" not in page


def test_nothing_new(client):
    assert "Nothing new yet" in client.get(reverse("news")).content.decode()


def test_an_item_in_the_readers_language(client, items, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = client.get(reverse("news_item", args=["calls"]), headers={"accept-language": "de"}).content.decode()
    assert '<h1 lang="de">calls in de</h1>' in page
    assert "Then more" in page


@pytest.mark.parametrize("slug", ["tomorrow", "nothing"])
def test_what_is_not_published_is_not_there(client, items, slug):
    assert client.get(reverse("news_item", args=[slug])).status_code == 404


def test_the_feed(client, items, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(reverse("news_feed"))
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["maps in en", "only-french in fr", "calls in en"]
    assert entries[0].find(f"{ATOM}link").get("href").endswith("/news/maps/")


def test_the_newest_stand_on_the_start_page(client, items):
    page = client.get("/").content.decode()
    assert page.count('class="news-line"') == 2
    assert page.index("maps in en") < page.index("only-french in fr")


def test_the_address_of_the_feed_is_no_name(db):
    with pytest.raises(ValidationError):
        NewsItem(slug="feed", title="x", body="x").full_clean()


def test_an_administrator_writes_news(client, world):
    client.force_login(world.administrator)
    words = {"title": "New", "slug": "new", "language": "en", "published_on": day(0).isoformat(), "body": "Yes."}
    assert client.post(reverse("admin:pages_newsitem_add"), words).status_code == 302
    assert NewsItem.objects.get().slug == "new"
