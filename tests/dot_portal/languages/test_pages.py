"""Every page and every refused form in a language in which nothing is English: see tests/pseudo.py."""

import pytest
from django.conf import settings
from django.db import transaction

from accounts.users.models import User
from dot_portal.pages import figures
from dot_portal.pages.models import Page as StandingText
from dot_portal.pages.texts import text_for
from mechanisms.notifications import mailbox
from programme.codelists.models import Country, Institution
from tests import pseudo
from tests.addresses import PAGES, address, read

pytestmark = pytest.mark.usefixtures("pseudo_language")
READERS = ("anonymous", "stranger", "trainee", "host", "coordinator", "administrator")
NOT_SENT = {"account_logout"}  # an empty form signs out
ROUTES = [route for route in read(PAGES) if "200" in [route.answers[person] for person in READERS]]


@pytest.fixture(scope="module")
def known(peopled, django_db_blocker):
    """Texts that are data: the rows, the mails (which are in their readers' language), what was searched for."""
    with django_db_blocker.unblock():
        mails = [text for mail in mailbox.newest() for text in (mail.subject, mail.text)]
        sources = [example.source for example in (*figures.EXAMPLES, *figures.STAFF_EXAMPLES)]
        # A standing text nobody wrote in the reader's language says that it is in English; the browser's title cannot.
        titles = [text_for(slug, settings.LANGUAGE_CODE).title for slug in StandingText.Slug]
        # The start page asks the database for the names of countries, which has them in real languages only.
        countries = Country.objects.values_list("label_en", flat=True)
        # The lists are read once for all tests; a school that somebody entered is not on them.
        entered = Institution.objects.unconfirmed().values_list("name", flat=True)
        return pseudo.data(*mails, *sources, *titles, *countries, *entered, "web")


def _main_of(response) -> str:
    return "" if response.streaming else response.content.decode(errors="replace").partition("<main")[2]


def english_on(response, known) -> list[str]:
    if response.streaming:
        b"".join(response)  # a file is closed at its end
        return []
    if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return []
    return pseudo.readable(pseudo.Page(response.text).texts, known)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_english_on_a_page_or_on_its_form_sent_empty(addressed, people, known, route):
    User.objects.update(language=pseudo.CODE)
    where, found, sent = address(route, addressed), [], route.name in NOT_SENT
    for person in READERS:
        if route.answers[person] != "200":
            continue
        page = people[person].get(where)
        found += [f"{person} reads: {text}" for text in english_on(page, known)]
        if not sent and 'method="post"' in _main_of(page):
            sent = True  # refused in the same words, whoever sends it
            with transaction.atomic():
                found += [f"{person} is told: {text}" for text in english_on(people[person].post(where), known)]
                transaction.set_rollback(True)
    assert not found, "\n".join(dict.fromkeys(found))


def test_the_run_sees_what_is_not_translatable(db):
    html = '<p title="Hello there">Ꭰꭱ <a lang="de">Guten Tag</a> <b>submitted</b></p><input type="submit" value="Go">'
    found = pseudo.readable(pseudo.Page(html).texts, pseudo.data())
    assert [text.partition(" — ")[0] for text in found] == ["Hello there", "submitted", "Go"]
