"""The lists in the other languages: complete, in the reader's order, found by any of their words."""

import csv
import io

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from programme.codelists.fields import SkillsField, StudyFieldField
from programme.codelists.importers import esco
from programme.codelists.importers.reading import ImportRefused
from programme.codelists.loader import SENTENCES, load_esco_skills
from programme.codelists.models import Country, Institution, IscedField, Occupation, Skill, Term
from programme.codelists.ordering import sort_key
from programme.codelists.translations import LANGUAGES, rows_of_file, translations

pytestmark = pytest.mark.usefixtures("lists")

# Texts that are the same in all languages by their nature: their names stand in no file.
NAMED_BY_CLDR = {"country", "language"}


def wanted():
    """Everything that has to be translated: {(list, key): English}."""
    found = {("skill", skill.uri): skill.label_en for skill in Skill.objects.from_esco()}
    found |= {("plain", skill.label_en): skill.label_en for skill in Skill.objects.plain()}
    found |= {("isced", field.code): field.label_en for field in IscedField.objects.all()}
    found |= {("country", country.code): country.label_en for country in Country.objects.all()}
    for term in Term.objects.all():
        found[term.vocabulary, term.code] = term.label_en
        found |= {
            (f"{term.vocabulary}.{name}", term.code): term.extra[name] for name in SENTENCES if name in term.extra
        }
    return found


def test_there_is_a_file_for_every_language_of_the_portal():
    assert {"en", *LANGUAGES} == {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete_and_names_nothing_unknown(language):
    expected, rows = wanted(), rows_of_file(language)
    known = translations(language)
    assert [key for key in expected if key not in known or not known[key].label.strip()] == []
    assert [row for row in rows if (row["list"], row["key"]) not in expected] == []
    assert len({(row["list"], row["key"]) for row in rows}) == len(rows)
    assert {row["list"] for row in rows} | NAMED_BY_CLDR == {name for name, _key in expected}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_translated_is_what_the_english_says_now(language):
    expected = wanted()
    outdated = [row for row in rows_of_file(language) if row["english"] != expected[row["list"], row["key"]]]
    assert outdated == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_their_column_and_are_clean(language):
    longest = Skill._meta.get_field("label_en").max_length
    for (name, key), found in translations(language).items():
        texts = (found.label, *found.words)
        if not name.partition(".")[2]:
            assert len(found.label) <= longest, (name, key)
        assert all(text == " ".join(text.split()) for text in texts), (name, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words_have_everyday_words_in_each_language(language):
    assert [skill.label_en for skill in Skill.objects.plain() if not skill.words.get(language)] == []


@pytest.mark.parametrize(
    ("language", "country", "spoken", "field", "skill", "studies"),
    [
        ("en", "United Kingdom", "German", "Machine learning", "web design", "Law"),
        ("de", "Vereinigtes Königreich", "Deutsch", "Maschinelles Lernen", "Webdesign", "Rechtswissenschaft"),
        ("fr", "Royaume-Uni", "allemand", "Apprentissage automatique", "conception web", "Droit"),
        ("es", "Reino Unido", "alemán", "Aprendizaje automático", "diseño web", "Derecho"),
        ("de-at", "Vereinigtes Königreich", "Deutsch", "Maschinelles Lernen", "Webdesign", "Rechtswissenschaft"),
        ("pt", "United Kingdom", "German", "Machine learning", "web design", "Law"),
    ],
)
def test_a_label_is_in_the_readers_language_or_in_english(language, country, spoken, field, skill, studies):
    rows = (
        Country.objects.get(pk="GB"),
        Term.objects.of("language").get(code="de"),
        Term.objects.of("field").get(code="machine-learning"),
        Skill.objects.get(label_en="web design"),
        IscedField.objects.get(pk="0421"),
    )
    with translation.override(language):
        assert [str(row) for row in rows] == [country, spoken, field, skill, studies]
        assert (rows[0].name, rows[4].name) == (country, studies)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TR", "en", "Türkiye"), ("TR", "de", "Türkei"), ("MD", "de", "Moldau"), ("PS", "fr", "Palestine"),
        ("PS", "es", "Palestina"), ("CZ", "fr", "Tchéquie"), ("NL", "es", "Países Bajos"), ("AT", "de", "Österreich"),
        ("US", "de", "Vereinigte Staaten von Amerika"), ("XK", "fr", "Kosovo"),
    ],
)  # fmt: skip
def test_countries_are_called_as_the_programme_calls_them(code, language, name):
    with translation.override(language):
        assert Country.objects.get(pk=code).name == name


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_countries_languages_and_skills_stand_in_the_readers_alphabet(language):
    with translation.override(language):
        for rows in (Country.objects.all(), Term.objects.of("language"), Skill.objects.all(), Occupation.objects.all()):
            labels = [sort_key(row.label) for row in rows]
            assert labels == sorted(labels)
        fields = [sort_key(row.name) for row in StudyFieldField().queryset.filter(parent__parent="06")]
        assert fields == sorted(fields)
    assert Term.objects.of("cefr").first().code == "A1"


def test_the_order_is_asked_for_in_the_language_of_the_moment():
    countries = Country.objects.in_programme()
    with translation.override("de"):
        first = [country.name for country in countries.all()][:3]
        assert first == ["Belgien", "Bulgarien", "Dänemark"]
    assert countries.all()[0].name == "Austria"


def test_a_barred_host_is_told_why_in_its_language():
    barred = Term.objects.of("host_kind").get(code="EUI")
    assert barred.sentence("why") == barred.extra["why"]
    for language in LANGUAGES:
        with translation.override(language):
            assert barred.sentence("why") not in ("", barred.extra["why"])
    assert Term.objects.of("host_kind").get(code="ENT").sentence("why") == ""


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("webdesign", "web design"),
        ("diseño web", "web design"),
        ("montage vidéo", "video editing"),
        ("Videoschnitt", "video editing"),
        ("hoja de calculo", "Excel"),
        ("réseaux sociaux", "social media"),
        ("Barrierefreiheit", "web accessibility"),
        ("apprentissage profond", "deep learning"),
    ],
)
def test_a_word_of_any_language_finds_the_skill(language, text, english):
    with translation.override(language):
        assert english in [skill.label_en for skill in Skill.objects.search(text)[:6]]


def test_the_beginning_of_the_readers_label_comes_first():
    with translation.override("de"):
        assert all(skill.label.startswith("Daten") for skill in Skill.objects.search("daten")[:10])
    with translation.override("es"):
        assert [skill.label for skill in Skill.objects.search("base")[:2]] == [
            "base de datos",
            "base de datos relacional Oracle",
        ]


def test_the_shorter_name_comes_first_among_equals():
    """Typing "Charles" means Charles University rather than Charles III University of Madrid."""
    assert [row.name for row in Institution.objects.search("Charles")[:2]] == [
        "Univerzita Karlova",
        "Universidad Carlos III de Madrid",
    ]


def test_suggestions_speak_the_readers_language_and_show_the_word_that_was_typed(client):
    def asked(text, language):
        rows = client.get(reverse("search_skills"), {"q": text}, headers={"accept-language": language}).json()
        return [(row["label"], row["hint"]) for row in rows]

    assert asked("web design", "de")[0] == ("Webdesign", "web design")
    assert asked("webdes", "de")[0] == ("Webdesign", "")
    assert asked("montage video", "de")[0] == ("Videoschnitt", "montage vidéo")
    cities = client.get(reverse("search_cities"), {"q": "Brno"}, headers={"accept-language": "fr"}).json()
    assert (cities[0]["label"], cities[0]["hint"]) == ("Brno", "Tchéquie")


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "Webdesign, Videoschnitt", ["web design", "video editing"]),
        ("de", "WEB DESIGN", ["web design"]),
        ("fr", "Montage video, réseaux sociaux", ["video editing", "social media"]),
        ("es", "Edición de vídeo", ["video editing"]),
        ("de", "Werkzeuge für Extraktion, Transformation und Laden von Daten, Excel", [
            "data extraction, transformation and loading tools", "Excel",
        ]),
        ("en", "Videoschnitt", ["video editing"]),
    ],
)  # fmt: skip
def test_a_label_typed_and_sent_is_the_skill(language, text, english):
    with translation.override(language):
        named = SkillsField().clean(text)
    assert [skill.label_en for skill in named.listed] == english
    assert named.own == []


def official(name, *rows):
    text = io.StringIO()
    heading = ["conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "status"]
    if name.startswith("occupations"):
        heading = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "code"]
    csv.writer(text).writerows([heading, *rows])
    made = io.BytesIO(text.getvalue().encode())
    made.name = name
    return made


def german_file(name="skills_de.csv", label="PHP-Programmierung"):
    php = Skill.objects.get(label_en="PHP")
    return official(
        name,
        ["KnowledgeSkillCompetence", php.uri, "knowledge", "", label, "PHP schreiben\nPHP-Kenntnisse", "released"],
        ["KnowledgeSkillCompetence", esco.ADDRESS + "skill/x", "knowledge", "", "Drachen", "", "released"],
    )


def test_escos_file_of_another_language_gives_labels_and_nothing_else():
    held = Skill.objects.count()
    looked = esco.read(german_file()).differences()["skills"]
    assert (looked["new"], looked["changed"], looked["gone"], looked["left_out"]) == (0, 1, 0, 1)
    assert Skill.objects.get(label_en="PHP").label_in("de") == "PHP"
    esco.read(german_file()).apply()
    php = Skill.objects.get(label_en="PHP")
    assert (php.labels["de"], php.labels["fr"]) == ("PHP-Programmierung", "PHP")
    assert {"PHP schreiben", "PHP-Kenntnisse"} <= set(php.words["de"])
    assert php.alt_labels == "Laravel"
    assert Skill.objects.count() == held == Skill.objects.listed().count()
    assert Skill.objects.search("PHP schreiben")[0] == php
    assert esco.read(german_file()).differences()["skills"]["changed"] == 0
    # Loading our lists again leaves what ESCO says, and adds what it has not said.
    assert load_esco_skills().nothing_changed
    Skill.objects.filter(pk=php.pk).update(labels={"de": "PHP-Programmierung"})
    assert load_esco_skills().counts()["changed"] == 1
    php.refresh_from_db()
    assert php.labels == {"de": "PHP-Programmierung", "fr": "PHP", "es": "PHP"}


def test_the_english_file_keeps_the_labels_of_the_other_languages():
    php = Skill.objects.get(label_en="PHP")
    row = ["KnowledgeSkillCompetence", php.uri, "knowledge", "", "PHP language", "", "released"]
    esco.read(official("skills_en.csv", row)).apply()
    php.refresh_from_db()
    assert (php.label_en, php.labels["de"], php.label_keys["en"]) == ("PHP language", "PHP", "php language")


def test_occupations_have_their_language_too():
    row = ["Occupation", esco.ADDRESS + "occupation/flyer", "2512", "kite flyer", "", "released", "2512.9"]
    esco.read(official("occupations_en.csv", row)).apply()
    row[3:5] = "Drachenflieger", "Drachenlenker"
    found = esco.read(official("occupations.csv", row), language="de").apply()["occupations"]
    assert (found["changed"], found["examples"]["changed"][0]["columns"]["labels"]) == (
        1, ["{}", '{"de": "Drachenflieger"}'],
    )  # fmt: skip
    with translation.override("de"):
        assert str(Occupation.objects.search("Drachenlenker").get()) == "Drachenflieger"


def test_files_of_two_languages_are_refused_together():
    row = ["Occupation", esco.ADDRESS + "occupation/flyer", "2512", "kite flyer", "", "released", "2512.9"]
    with pytest.raises(ImportRefused, match="different languages"):
        esco.read(german_file(), official("occupations_fr.csv", row))


def test_a_german_label_longer_than_the_column_is_refused():
    with pytest.raises(ImportRefused, match="at most 200"):
        esco.read(german_file(label="x" * 201))
