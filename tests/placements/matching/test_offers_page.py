import re

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from placements.offers.models import Offer
from tests.people import day, term


def search(client, **wanted):
    return client.get(reverse("offers") + "?" + urlencode(wanted, doseq=True))


def titles(page) -> set[str]:
    return set(re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", page.text))


@pytest.fixture
def three(world, other_host):
    """In Dutch Wageningen: Greek and Czech words; in Valencia: Cyrillic, paid, with a virtual part, for VET."""
    world.offer_in("published", title="Ηλεκτρονικό κατάστημα", tasks="Σχεδίαση ιστοσελίδων")
    world.offer_in("published", title="Žluťoučký kůň", field=term("field", "big-data"), starts_from=day(100))
    world.offer_in(
        "published",
        by=other_host,
        title="Уеб дизайн",
        is_paid=True,
        pay_cents=50000,
        virtual_part=True,
        kinds=["vet_learner"],
    )


GREEK, CZECH, CYRILLIC = "Ηλεκτρονικό κατάστημα", "Žluťoučký kůň", "Уеб дизайн"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {GREEK, CZECH, CYRILLIC}),
        ({"q": "ηλεκτρονικο"}, {GREEK}),
        ({"q": "ΣΧΕΔΊΑΣΗ"}, {GREEK}),
        ({"q": "zlutoucky kun"}, {CZECH}),
        ({"q": "KŮŇ"}, {CZECH}),
        ({"q": "УЕБ"}, {CYRILLIC}),
        ({"q": "valencia дизайн"}, {CYRILLIC}),
        ({"q": "valencia kun"}, set()),
        ({"q": "%"}, {GREEK, CZECH, CYRILLIC}),  # no word in it
        ({"q": "kun%zlut"}, {CZECH}),  # a sign between two words, not a wildcard
        ({"q": "kun_zlut"}, {CZECH}),
        ({"field": "big-data"}, {CZECH}),
        ({"field": ["big-data", "web-design"]}, {GREEK, CZECH, CYRILLIC}),
        ({"activity": "DS2"}, {GREEK, CZECH, CYRILLIC}),
        ({"activity": "DS5"}, set()),
        ({"country": "ES"}, {CYRILLIC}),
        ({"kind": "he_student"}, {GREEK, CZECH}),
        ({"kind": "vet_learner", "paid": "on"}, {CYRILLIC}),
        ({"language": "en"}, {GREEK, CZECH, CYRILLIC}),
        ({"language": "mt"}, set()),
        ({"virtual": "on"}, {CYRILLIC}),
        ({"start": f"{day(31):%Y-%m}"}, {GREEK, CYRILLIC}),
        ({"start": f"{day(140):%Y-%m}"}, {GREEK, CZECH, CYRILLIC}),
        ({"start": "1999-13", "country": "XX", "field": "alchemy", "page": "minus one"}, {GREEK, CZECH, CYRILLIC}),
        ({"start": "🦄" * 3000, "paid": "false", "kind": ["a", "b"], "q": ""}, {GREEK, CZECH, CYRILLIC}),
    ],
)
def test_a_search_finds_what_it_says(client, three, wanted, found):
    page = search(client, **wanted)
    assert page.status_code == 200
    assert titles(page) == found
    assert page.text.count('<article class="offer-card">') == len(found)


@pytest.mark.parametrize("q", ["x" * 5_000, "';--", "\u202e\u0301\u0301", "𒀀", "\\", "a\tb\r\n", "word " * 1000])
def test_odd_searches_are_answered(client, three, q):
    assert search(client, q=q).status_code == 200


@pytest.mark.parametrize(
    "address", ["?q=%00", "?q=%ED%A0%80", "?page=%FF", "?field=%00&field=big-data", "?page=99999999999999999999"]
)
def test_odd_addresses_are_no_server_error(client, three, address):
    assert client.get(reverse("offers") + address).status_code in {200, 400}


def test_only_what_is_open_stands_there(client, world):
    for state in ("draft", "submitted", "returned", "filled", "closed", "expired", "private"):
        world.offer_in(state)
    open_one = world.offer_in("published")
    assert titles(search(client)) == {open_one.title}


def test_each_part_of_a_search_can_be_left_out(client, three):
    page = search(client, q="zzz", field=["big-data", "web-design"], paid="on", junk="1").text
    assert "No offer fits all of this" in page
    assert "Filters (3 set)" in page
    assert 'href="/offers/?q=zzz&amp;field=big-data&amp;paid=on"' in page  # without web design
    assert 'href="/offers/?q=zzz&amp;field=big-data&amp;field=web-design"' in page
    assert "“zzz”" in page


def test_no_offers_at_all(client, db):
    assert "No offer is open at the moment" in search(client).text


def test_pages_keep_the_search(client, world):
    for _number in range(21):
        world.offer_in("published")
    first = search(client, field="web-design")
    assert len(titles(first)) == 20
    assert "21 open offers" in first.text
    assert "?field=web-design&amp;page=2" in first.text
    assert len(titles(search(client, field="web-design", page=2))) == 1
    assert len(titles(search(client, page="last one"))) == 20


def test_htmx_keeps_a_short_address(client, three):
    page = client.get(
        reverse("offers"), {"q": "", "country": "ES", "kind": "", "field": []}, headers={"HX-Request": "true"}
    )
    assert page.headers["HX-Push-Url"] == "/offers/?country=ES"


@pytest.mark.parametrize("offers", [1, 3])
def test_the_list_takes_as_many_queries_whatever_it_holds(client, world, django_assert_num_queries, offers):
    for _number in range(offers):
        world.offer_in("published")
    # terms and countries of the filters, count, offers, languages, skills, texts
    with django_assert_num_queries(7):
        page = search(client, q="shop", language="en", activity="DS2")
    assert len(titles(page)) == offers


def test_the_words_of_a_person_are_never_markup(client, world):
    world.offer_in("published", title="<script>alert(1)</script>", own_skills_taught=["<b>glazing</b>"])
    page = search(client, q="<script>").text
    assert "<script>alert" not in page
    assert "<b>glazing" not in page
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {GREEK, CZECH}),
        ({"kind": ""}, {GREEK, CZECH, CYRILLIC}),
        ({"kind": "vet_learner", "paid": "on"}, {CYRILLIC}),
        ({"kind": "staff"}, set()),
        ({"q": "дизайн"}, set()),
    ],
)
def test_a_trainee_sees_first_what_is_for_the_like(client, three, trainee, wanted, found):
    client.force_login(trainee)
    assert titles(search(client, **wanted)) == found


def test_what_is_set_for_the_trainee_can_be_left_out(client, three, trainee):
    client.force_login(trainee)
    page = search(client, field="big-data").text
    assert '<option value="he_student" selected>' in page
    assert "Filters (2 set)" in page
    assert 'href="/offers/?field=big-data&amp;kind="' in page  # without the kind
    assert 'href="/offers/?kind="' in page  # all
    assert 'href="/offers/?kind=he_student"' in page  # without the field
    page = client.get(reverse("offers"), {"kind": "", "country": "ES"}, headers={"HX-Request": "true"})
    assert page.headers["HX-Push-Url"] == "/offers/?country=ES&kind="


def test_a_card_says_that_it_is_for_staff(client, world):
    world.offer_in("published")
    assert "For university staff" not in search(client).text
    world.offer_in("published", kind="staff")
    assert search(client).text.count("For university staff") == 1
