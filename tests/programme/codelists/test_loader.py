"""Our own lists: how many, which ones, and that they say what the official ones say."""

import csv
import io
import re
from collections import Counter
from time import process_time

import pytest
from django.core.management import call_command

from programme.codelists.importers import eche
from programme.codelists.loader import load, load_esco_skills, load_institutions, load_terms
from programme.codelists.models import City, Country, Institution, IscedField, Skill, Term

pytestmark = pytest.mark.usefixtures("lists")

ERASMUS_CODE = re.compile(r"^(IRL|LUX|[A-Z]{2} |[A-Z] {2})[A-Z][A-Z-]*[A-Z]\d{2,3}$")
GROUPS_FROM_2024 = {
    1: "AT BE DE DK FI FR IE IS IT LI LU NL NO SE",
    2: "CY CZ EE ES GR LV MT PT SI SK",
    3: "BG HR HU LT MK PL RO RS TR",
}
GROUPS_2021_TO_2023 = {
    1: "DK FI IE IS LI LU NO SE",
    2: "AT BE CY DE ES FR GR IT MT NL PT",
    3: "BG CZ EE HR HU LT LV MK PL RO RS SI SK TR",
}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def codes(vocabulary):
    return list(Term.objects.of(vocabulary).values_list("code", flat=True))


def test_loading_again_changes_nothing_and_is_quick():
    said, begun = io.StringIO(), process_time()
    call_command("load_codelists", stdout=said)
    assert process_time() - begun < 10  # of our own work, whatever else the machine does
    lines = said.getvalue().splitlines()
    assert len(lines) == 9
    assert all("nothing changed" in line for line in lines)


def test_loading_again_asks_little(django_assert_num_queries):
    with django_assert_num_queries(18):  # savepoint, lock, nine lists, six questions for ids, release
        load()


def test_loading_mends_what_was_lost_and_what_was_changed():
    Term.objects.filter(vocabulary="activity", code="DS1").update(label_en="something else")
    Institution.objects.filter(erasmus_code="CZ PRAHA07").delete()
    assert load_terms(of_parents=True).counts()["changed"] == 1
    assert load_institutions().counts() == {"new": 1, "changed": 0, "gone": 0, "unchanged": 362}
    assert Term.objects.get(vocabulary="activity", code="DS1").label.startswith("Digital marketing")


def test_loading_leaves_what_an_official_list_decided():
    Institution.objects.filter(erasmus_code="CZ PRAHA07").update(
        official_on="2026-10-01", withdrawn_on="2026-10-01", website="https://new.example"
    )
    Skill.objects.filter(label_en="PHP").update(official_on="2026-10-01", alt_labels="theirs")
    load_institutions()
    load_esco_skills()
    karlova = Institution.objects.get(erasmus_code="CZ PRAHA07")
    assert (karlova.website, karlova.withdrawn) == ("https://new.example", True)
    assert Skill.objects.get(label_en="PHP").alt_labels == "theirs"


@pytest.mark.parametrize(
    ("call_year", "groups"),
    [
        (2021, GROUPS_2021_TO_2023),
        (2023, GROUPS_2021_TO_2023),
        (2024, GROUPS_FROM_2024),
        (2027, GROUPS_FROM_2024),
    ],
)
def test_every_programme_country_has_its_group_of_the_year(call_year, groups):
    countries = Country.objects.in_programme().prefetch_related("groups")
    assert len(countries) == 33
    found = {number: set() for number in groups}
    for country in countries:
        found[country.group_in(call_year)].add(country.code)
    assert found == {number: set(names.split()) for number, names in groups.items()}


def test_group_follows_the_call_year():
    assert (Country.objects.get(pk="CZ").group_in(2023), Country.objects.get(pk="CZ").group_in(2024)) == (3, 2)
    assert Country.objects.get(pk="CZ").group_in(2020) is None
    assert (Country.objects.get(pk="GB").group_in(2024), Country.objects.get(pk="AD").group_in(2023)) == (1, 2)
    assert Country.objects.get(pk="US").group_in(2024) is None


def test_countries_have_both_sets_of_codes():
    assert Country.objects.get(eu_code="EL").code == "GR"
    assert Country.objects.get(eu_code="UK").code == "GB"
    assert Country.objects.get(pk="IE").erasmus_prefix == "IRL"
    assert Country.objects.count() == 63


def test_institutions_stand_in_every_programme_country_under_real_codes():
    institutions = Institution.objects.all()
    per_country = Counter(institution.country_id for institution in institutions)
    assert set(per_country) == set(Country.objects.in_programme().values_list("pk", flat=True))
    assert 300 <= len(institutions) <= 400
    assert max(per_country.values()) <= 25
    assert [row.erasmus_code for row in institutions if not ERASMUS_CODE.match(row.erasmus_code)] == []
    assert [row.name for row in institutions if row.name.isupper() or row.city.isupper()] == []
    assert all(row.domain and row.confirmed and row.kind == "hei" for row in institutions)


def test_small_lists_are_complete():
    assert IscedField.objects.count() == 220
    core = IscedField.objects.core()
    assert (core.broad().count(), core.narrow().count(), core.detailed().count()) == (11, 29, 80)
    counts = {name: len(codes(name)) for name in set(Term.objects.values_list("vocabulary", flat=True))}
    assert counts == {
        "field": 8,
        "activity": 7,
        "exclusion": 4,
        "host_kind": 13,
        "eqf": 8,
        "cefr": 7,
        "language": 72,
        "nace_section": 22,
        "nace_division": 87,
        "digcomp3_area": 5,
        "digcomp3_competence": 21,
        "digcomp_level": 8,
        "digcompedu_area": 6,
        "digcompedu_competence": 22,
        "digcompedu_level": 6,
    }
    assert codes("cefr") == ["A1", "A2", "B1", "B2", "C1", "C2", "NS"]
    assert codes("activity") == [f"DS{number}" for number in range(1, 8)]
    assert codes("nace_section") == list("ABCDEFGHIJKLMNOPQRSTUV")


def test_every_field_of_the_action_names_its_activities():
    activities = set(codes("activity"))
    fields = {term.code: set(term.extra["activities"]) for term in Term.objects.of("field")}
    assert all(named and named <= activities for named in fields.values())
    assert fields["quantum-technology"] == {"DS3"}
    assert set().union(*fields.values()) == activities


def test_barred_hosts_say_why():
    barred = [term for term in Term.objects.of("host_kind") if not term.extra["eligible"]]
    assert {term.code for term in barred} == {"EUI", "MGT", "EUF"}
    assert all(term.extra["why"].endswith(".") for term in barred)


def test_skills_are_escos_or_plain_words_that_point_to_one():
    esco = Skill.objects.from_esco()
    assert 380 <= esco.count() <= 450
    assert Skill.objects.plain().count() >= 60
    assert not esco.exclude(uri__startswith="http://data.europa.eu/esco/").exists()
    assert Skill.objects.get(label_en="Excel").maps_to.label == "use spreadsheets software"
    wanted = ["web design", "social media", "Excel", "Python", "video editing", "Instagram", "SEO", "prompt writing"]
    assert Skill.objects.plain().filter(label_en__in=wanted).count() == len(wanted)


def test_cities_have_coordinates_in_every_country():
    assert City.objects.count() > 30_000
    assert City.objects.values("country").distinct().count() == 63
    praha = City.objects.get(pk=3067696)
    assert (round(praha.latitude), round(praha.longitude), praha.timezone) == (50, 14, "Europe/Prague")


def test_our_institutions_say_what_the_official_list_says(official):
    holders = {holder.erasmus_code: holder for holder in eche.read(official("eche_heis_2026-04.csv")).holders}
    for row in Institution.objects.all():
        holder = holders[row.erasmus_code]
        found = (row.official_name, row.official_city, row.country_id, row.pic, row.oid, row.website)
        assert found == (
            holder.official_name, holder.official_city, holder.country, holder.pic, holder.oid, holder.website
        )  # fmt: skip


def test_our_small_lists_say_what_the_official_ones_say(official):
    isced = {(r["code"], r["name"], r["level"], r["kind"]) for r in rows_of(official("isced_f_2013.csv"))}
    assert set(IscedField.objects.values_list("code", "label_en", "level", "kind")) == isced
    for vocabulary, name in (("digcomp3", "digcomp_3_0.csv"), ("digcompedu", "digcompedu.csv")):
        theirs = {(f"{vocabulary}_{r['level']}", r["code"], r["name"]) for r in rows_of(official(name))}
        ours = Term.objects.filter(vocabulary__in=[f"{vocabulary}_area", f"{vocabulary}_competence"])
        assert set(ours.values_list("vocabulary", "code", "label_en")) == theirs
    divisions = {(r["code"], r["name"], r["section"]) for r in rows_of(official("nace_rev2_1_divisions.csv"))}
    assert set(Term.objects.of("nace_division").values_list("code", "label_en", "parent__code")) == divisions
    sections = {(r["code"], r["name"]) for r in rows_of(official("nace_sections.csv")) if r["revision"] == "2.1"}
    assert set(Term.objects.of("nace_section").values_list("code", "label_en")) == sections
    activities = {r["code"]: r["activity"] for r in rows_of(official("digital_skill_activities.csv"))}
    assert (
        dict(Term.objects.filter(vocabulary__in=["activity", "exclusion"]).values_list("code", "label_en"))
        == activities
    )


def test_our_countries_say_what_the_official_list_says(official):
    countries = {country.code: country for country in Country.objects.prefetch_related("groups")}
    rows = rows_of(official("erasmus_countries.csv"))
    assert len(rows) == len(countries)
    for row in rows:
        country = countries[row["iso2"]]
        assert (country.eu_code, country.name, country.status) == (row["eu_code"], row["name"], row["status"])
        assert str(country.group_in(2022) or "") == row["group_2021_2023"]
        assert str(country.group_in(2026) or "") == row["group"]
        assert str(country.region or "") == row["region"]


def test_our_skills_say_what_esco_says(official):
    esco = {r["uri"]: (r["label"].strip(), r["type"]) for r in rows_of(official("esco_v1.2_digital_skills_en.csv"))}
    for uri, label, kind in Skill.objects.from_esco().values_list("uri", "label_en", "kind"):
        assert esco[uri] == (label, kind)
