import pytest
from django.db import connection

from programme.codelists.models import City, Institution, Skill

pytestmark = pytest.mark.usefixtures("lists")


def names(rows, limit=5):
    return [str(row) for row in rows[:limit]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("České vysoké", "CZ PRAHA10"),
        ("ceske vysoke", "CZ PRAHA10"),
        ("ČVUT", "CZ PRAHA10"),
        ("cz praha10", "CZ PRAHA10"),
        ("CZ  PRAHA07", "CZ PRAHA07"),
        ("praze technicke", "CZ PRAHA10"),
        ("univerzta karlova", "CZ PRAHA07"),
        ("masarikova", "CZ BRNO05"),
        ("Μετσόβιο", "G  ATHINE02"),
        ("μετσοβιο", "G  ATHINE02"),
        ("ΜΕΤΣΟΒΙΟ", "G  ATHINE02"),
        ("μετσοβειο", "G  ATHINE02"),
        ("Софийски университет", "BG SOFIA06"),
        ("софийски универсиет", "BG SOFIA06"),
        ("универзитет у нишу", "RS NIS01"),
        ("lodz university of technology", "PL LODZ02"),
        ("Łódzka", "PL LODZ02"),
        ("bogazici", "TR ISTANBU01"),
        ("cuni.cz", "CZ PRAHA07"),
        ("STICHTING VU", "NL AMSTERD02"),
    ],
)
def test_institution_is_found_first_in_any_script_and_with_typing_errors(text, code):
    assert Institution.objects.search(text)[0].erasmus_code == code


@pytest.mark.parametrize(
    ("text", "geonameid"),
    [
        ("Praha", 3067696),
        ("Прага", 3067696),
        ("prag", 3067696),
        ("Αθήνα", 264371),
        ("αθηνα", 264371),
        ("София", 727011),
        ("bratislva", 3060972),
        ("thessalonki", 734077),
        ("Łodz", 3093133),
    ],
)
def test_city_is_found_first_by_any_of_its_names(text, geonameid):
    assert City.objects.search(text)[0].pk == geonameid


def test_city_search_stays_in_the_country():
    assert {city.country_id for city in City.objects.search("san", country="IT")} == {"IT"}
    assert City.objects.search("york", country="US")[0].name == "York"
    assert {city.country_id for city in City.objects.search("praha", country="US")} == {"US"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("pyhton", "Python"),
        ("web design", "web design"),
        ("Excel", "Excel"),
        ("SEO", "SEO"),
        ("C++", "C++"),
        ("c#", "C#"),
        ("r", "R"),
        ("machne learning", "machine learning"),
        ("strojové učení", "machine learning"),
        ("μηχανικη μαθηση", "machine learning"),
        ("киберсигурност", "cyber security"),
        ("prompt", "prompt writing"),
    ],
)
def test_skill_is_found_by_plain_words_and_with_typing_errors(text, label):
    assert label in names(Skill.objects.search(text), limit=3)


def test_search_finds_the_whole_name_then_beginnings_then_words():
    found = names(Skill.objects.search("data visualisation"))
    assert found[:2] == ["data visualisation", "data visualisation software"]
    assert names(Skill.objects.search("sql"), limit=2) == ["SQL", "SQL Server"]


@pytest.mark.parametrize("model", [Institution, City, Skill])
@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "praha " * 2_000,
        "\x00",
        "pra\x00ha",
        "\ud800",
        "%",
        "_",
        "\\",
        "%' OR 1=1 --",
        "{}$1%s%(x)s",
        "𝕻𝖗𝖆𝖍𝖆 🦄",
        "\u202epraha\u200b",
        "/ / /",
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_any_text_is_safe_to_search(model, text):
    list(model.objects.search(text)[:10])


@pytest.mark.parametrize("text", ["", " \n", "%", "_", "\\", "\x00", "\ud800", "'", "/"])
def test_a_text_without_words_finds_nothing(text):
    assert not Institution.objects.search(text).exists()


def test_search_asks_the_database_twice(django_assert_num_queries):
    with django_assert_num_queries(2):
        list(Institution.objects.search("praha")[:10])
    with django_assert_num_queries(2):
        list(Institution.objects.search("prahha")[:10])
    with django_assert_num_queries(0):
        list(Institution.objects.search("%")[:10])


def test_words_are_found_by_the_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = City.objects.filter(search_key__contains="bratislava").explain()
    assert "city_search" in plan


def test_withdrawn_institutions_are_not_offered():
    Institution.objects.filter(erasmus_code="CZ PRAHA07").update(withdrawn_on="2026-01-01")
    assert "Univerzita Karlova" not in names(Institution.objects.search("Univerzita Karlova"))
