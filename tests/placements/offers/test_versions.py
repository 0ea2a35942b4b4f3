"""An offer in several languages: each reader's own where the host wrote it, else the one it was written in."""

import re

import pytest
from django.urls import reverse

from mechanisms.lifecycle.machine import MoveRefused
from placements.offers.models import Offer, OfferText, language_name, own_language_name
from placements.offers.search import containing
from placements.offers.transitions import keep_as_first_offer, remove_version, save_offer, submit, write_version
from tests.placements.offers.written import as_posted

GERMAN = {"title": "Baue einen Webshop", "tasks": "Skizzieren, bauen, prüfen.", "question_1": "Was willst du lernen?"}


def in_german(offer, by, **changes):
    words = {"title": GERMAN["title"], "tasks": GERMAN["tasks"], "questions": [GERMAN["question_1"]]} | changes
    return write_version(text=OfferText(offer=offer, language="de", **words), by=by)


@pytest.fixture
def draft(world):
    return world.offer_in("draft")


@pytest.fixture
def opened(world, draft, host, administrator):
    from placements.offers.transitions import confirm

    in_german(draft, host)
    submit(offer=draft, by=host)
    confirm(offer=draft, by=administrator)
    return draft


def address(name, offer, language="de"):
    return reverse(name, args=[offer.pk, language])


def test_written_on_the_offers_page_beside_the_original(client, host, draft):
    client.force_login(host)
    page = client.get(draft.get_absolute_url()).text
    assert "Write it in German" in page
    form = client.get(address("write_version", draft)).text
    assert draft.tasks in form
    assert "The offer in German" in form
    assert len(re.findall(r'<(?:input|textarea)[^>]* lang="de"', form)) == 3  # one for each text that the offer has
    page = client.post(address("write_version", draft), GERMAN, follow=True).text
    assert "Saved. Who reads German sees it." in page
    assert OfferText.objects.get().questions == ["Was willst du lernen?"]
    assert 'hreflang="de">Deutsch</a>' in page
    client.post(address("write_version", draft), GERMAN | {"title": "Anders"})
    assert OfferText.objects.get().title == "Anders"


def test_all_that_the_offer_says_has_to_be_said(client, host, draft):
    client.force_login(host)
    page = client.post(address("write_version", draft), GERMAN | {"question_1": " ", "title": "Behalte mich"})
    assert "This field is required" in page.text
    assert "Behalte mich" in page.text
    assert not OfferText.objects.exists()


def test_what_is_typed_is_kept_until_it_is_sent(client, host, draft):
    client.force_login(host)
    later = GERMAN | {"tasks": "", "act": "later"}
    assert client.post(address("write_version", draft), later).url == draft.get_absolute_url()
    assert not OfferText.objects.exists()
    again = client.get(address("write_version", draft)).text
    assert GERMAN["title"] in again
    assert "We kept what you typed" in again
    assert "This field is required" not in again
    client.post(address("write_version", draft), GERMAN)
    assert "We kept what you typed" not in client.get(address("write_version", draft)).text


def test_each_reader_reads_the_own_language(client, opened, trainee):
    trainee.language = "de"
    trainee.save()
    client.force_login(trainee)
    for url in (reverse("offers") + "?kind=", opened.get_absolute_url()):
        page = client.get(url).text
        assert GERMAN["title"] in page
        assert opened.title not in page
        assert 'lang="de"' in page


def test_who_reads_another_language_sees_what_the_host_wrote_and_may_choose(client, opened):
    page = client.get(opened.get_absolute_url()).text
    assert f'<h1 lang="en">{opened.title}</h1>' in page
    assert '<a href="?language=de" lang="de" hreflang="de">Deutsch</a>' in page
    chosen = client.get(opened.get_absolute_url(), {"language": "de"}).text
    assert f'<h1 lang="de">{GERMAN["title"]}</h1>' in chosen
    assert '<a href="?language=en" lang="en" hreflang="en">English</a>' in chosen
    assert "Was willst du lernen?" in chosen
    for odd in ("xx", "", "de'\"<b>"):
        assert client.get(opened.get_absolute_url(), {"language": odd}).status_code == 200


def test_whoever_checks_reads_all_of_it(client, host, draft, coordinator):
    in_german(draft, host)
    submit(offer=draft, by=host)
    client.force_login(coordinator)
    page = client.get(reverse("check_offer", args=[draft.pk])).text
    for words in (draft.tasks, GERMAN["title"], GERMAN["tasks"], GERMAN["question_1"]):
        assert words in page


@pytest.mark.parametrize("words", ["web shop", "webshop prüfen", "PRUFEN"])
def test_found_by_the_words_of_each_version(opened, words):
    assert list(containing(Offer.objects.all(), words)) == [opened]


def test_what_is_taken_off_is_neither_read_nor_found(client, host, draft):
    in_german(draft, host)
    client.force_login(host)
    assert client.post(address("remove_version", draft)).url == draft.get_absolute_url()
    assert not OfferText.objects.exists()
    assert not containing(Offer.objects.all(), "Baue")
    remove_version(offer=draft, language="de", by=host)  # again


def test_a_version_follows_the_rule_of_the_offer(client, host, other_host, opened):
    with pytest.raises(MoveRefused, match="can no longer be changed"):
        in_german(opened, host)
    with pytest.raises(MoveRefused, match="can no longer be changed"):
        remove_version(offer=opened, language="de", by=host)
    with pytest.raises(MoveRefused, match="Only the organisation"):
        in_german(opened, other_host)
    client.force_login(host)
    assert "can no longer be changed" in client.get(address("write_version", opened), follow=True).text
    assert "can no longer be changed" in client.post(address("remove_version", opened), follow=True).text


def test_not_twice_in_one_language(client, host, draft):
    in_german(draft, host)
    with pytest.raises(MoveRefused, match="already"):
        write_version(text=OfferText(offer=draft, language="en", title="x", tasks="y"), by=host)
    draft.language = "de"
    with pytest.raises(MoveRefused, match="already"):
        save_offer(offer=draft, by=host)


def test_sent_only_when_every_version_says_all(host, draft):
    in_german(draft, host, questions=[])
    with pytest.raises(MoveRefused, match="The version in German does not say all"):
        submit(offer=draft, by=host)
    in_german(draft, host)
    submit(offer=draft, by=host)


def test_the_page_shows_which_version_lacks_something(client, host, draft):
    in_german(draft, host, questions=[])
    client.force_login(host)
    assert "lacks something" in client.get(draft.get_absolute_url()).text


def test_kept_as_a_first_offer_in_all_its_languages(host, draft):
    in_german(draft, host)
    Offer.objects.filter(pk=draft.pk).update(state="private")
    copy = keep_as_first_offer(offer=Offer.objects.get(pk=draft.pk), by=host)
    assert copy.pk != draft.pk
    assert [text.title for text in copy.texts.all()] == [GERMAN["title"]]
    assert draft.texts.count() == 1


def test_languages_have_names():
    assert [language_name(code) for code in ("de", "mt", "zz")] == ["German", "Maltese", "zz"]
    assert [own_language_name(code) for code in ("de", "mt", "zz")] == ["Deutsch", "Malti", "zz"]


def test_a_new_offer_is_in_the_writers_language(client, host):
    host.language = "fr"
    host.save()
    client.force_login(host)
    assert '<option value="fr" selected>' in client.get(reverse("new_offer")).text
    client.post(reverse("new_offer"), as_posted(language="pt"))
    assert Offer.objects.get().language == "pt"


def test_an_application_keeps_the_question_as_the_trainee_read_it(client, opened, world, trainee):
    from placements.applications.transitions import trainee as applying
    from tests.people import day

    trainee.language = "de"
    trainee.save()
    application = world.written_application(trainee.trainee, opened, day(40))
    client.force_login(trainee)
    assert GERMAN["question_1"] in client.get(application.get_absolute_url()).text
    applying.submit(application=application, by=trainee)
    trainee.language = "en"
    trainee.save()
    application.refresh_from_db()
    assert application.question_answers == [(GERMAN["question_1"], "To show a finished piece of work.")]
    assert application.questions_language == "de"
