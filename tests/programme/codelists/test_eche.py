import io
import json

import pytest
from django.core.management import CommandError, call_command

from programme.codelists.importers import eche
from programme.codelists.importers.reading import ImportRefused
from programme.codelists.loader import load_institutions
from programme.codelists.models import Institution

pytestmark = pytest.mark.usefixtures("lists")

HEADING = "erasmus_code,erasmus_code_original,pic,oid,legal_name,street,city,country_iso2,website,website_domain"
KARLOVA = "CZ PRAHA07,,999923240,E10209123,UNIVERZITA KARLOVA,Ovocny trh 5,PRAHA 1,CZ,www.cuni.cz,cuni.cz"
NEW = 'D  NEUSTAD99,,123456789,E12345678,"HOCHSCHULE ""NEU"", NEUSTADT GMBH","Weg 1\n2",NEUSTADT,DE,www.neu.de,neu.de'
OLD_NAME = "HR SPLIT01,,999878717,E10209001,SVEUCILISTE U SPLITU,,SPLIT,HR,http://www.unist.hr,unist.hr"


def sheet(*rows, heading=HEADING, name="eche.csv"):
    file = io.BytesIO("\n".join([heading, *rows]).encode())
    file.name = name
    return file


@pytest.fixture
def three_held(lists):
    """Only three institutions of our selection, so that little is gone."""
    Institution.objects.exclude(erasmus_code__in=["CZ PRAHA07", "HR SPLIT01", "LI VADUZ01"]).delete()


def counts(differences):
    return {kind: differences["institutions"][kind] for kind in ("new", "changed", "gone", "unchanged")}


def test_the_whole_list_is_imported_once_and_then_nothing_changes(official):
    path = official("eche_heis_2026-04.csv")
    told = []
    first = eche.read(path)
    assert counts(first.differences()) == {"new": 5779, "changed": 0, "gone": 0, "unchanged": 363}
    first.apply(progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (6142, 6142)
    assert told == sorted(told)
    assert Institution.objects.listed().count() == 6142
    assert not Institution.objects.filter(official_on=None).exists()
    again = eche.read(path)
    assert counts(again.apply()) == {"new": 0, "changed": 0, "gone": 0, "unchanged": 6142}
    # Our own spelling and other names have stayed, and loading our lists undoes nothing.
    assert Institution.objects.search("ČVUT")[0].name == "České vysoké učení technické v Praze"
    assert Institution.objects.get(erasmus_code="NL AMSTERD02").name == "Vrije Universiteit Amsterdam"
    load_institutions()
    assert counts(eche.read(path).differences())["unchanged"] == 6142


@pytest.mark.usefixtures("three_held")
def test_differences_say_what_is_new_changed_and_gone_and_change_nothing():
    renamed = OLD_NAME.replace("U SPLITU", "SPLIT")
    differences = eche.read(sheet(KARLOVA, renamed, NEW)).differences()
    assert json.loads(json.dumps(differences)) == differences
    found = differences["institutions"]
    assert {kind: found[kind] for kind in ("new", "gone")} == {"new": 1, "gone": 1}
    assert found["examples"]["new"] == [{"key": "D  NEUSTAD99", "name": 'Hochschule "Neu", Neustadt GmbH'}]
    assert found["examples"]["gone"] == [{"key": "LI VADUZ01", "name": "Universität Liechtenstein"}]
    split = next(row for row in found["examples"]["changed"] if row["key"] == "HR SPLIT01")
    assert split["columns"]["name"] == ["Sveučilište u Splitu", "Sveuciliste Split"]
    assert split["columns"]["official_name"] == ["SVEUCILISTE U SPLITU", "SVEUCILISTE SPLIT"]
    assert Institution.objects.listed().count() == 3


@pytest.mark.usefixtures("three_held")
def test_gone_institutions_are_marked_and_come_back():
    eche.read(sheet(KARLOVA, OLD_NAME)).apply()
    gone = Institution.objects.get(erasmus_code="LI VADUZ01")
    assert gone.withdrawn
    load_institutions()  # its loss was the official list's decision, which the loader respects
    gone.refresh_from_db()
    assert gone.withdrawn
    back = f"LI VADUZ01,,{gone.pic},{gone.oid},{gone.official_name},,{gone.official_city},LI,{gone.website},uni.li"
    found = eche.read(sheet(KARLOVA, OLD_NAME, back)).apply()["institutions"]["examples"]["changed"]
    assert [row["key"] for row in found] == ["LI VADUZ01"]
    gone.refresh_from_db()
    assert not gone.withdrawn


@pytest.mark.usefixtures("three_held")
def test_institutions_entered_by_hand_are_left_alone():
    school = Institution.objects.create(name="Střední škola Kladno", city="Kladno", country_id="CZ", kind="vet")
    eche.read(sheet(KARLOVA)).apply()
    school.refresh_from_db()
    assert (school.withdrawn, school.confirmed, school.source) == (False, False, "entered")


@pytest.mark.usefixtures("three_held")
def test_an_institution_entered_with_its_code_becomes_the_official_one():
    mine = Institution.objects.create(name="Neue", city="Neustadt", country_id="DE", erasmus_code="D  NEUSTAD99")
    eche.read(sheet(NEW)).apply()
    mine.refresh_from_db()
    assert (mine.source, mine.confirmed, mine.pic) == ("eche", True, "123456789")


@pytest.mark.usefixtures("three_held")
def test_import_asks_little_however_long_the_list_is(django_assert_num_queries):
    many = [NEW.replace("NEUSTAD99", f"NEUSTAD{number}") for number in range(100, 900)]
    with django_assert_num_queries(1):  # the countries
        plan = eche.read(sheet(KARLOVA, OLD_NAME, *many))
    with django_assert_num_queries(2):  # what is held, and the columns to compare
        plan.differences()
    with django_assert_num_queries(9):  # savepoint, lock, the two, new, changed, gone, undecided, release
        plan.apply()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADING + "\n" + KARLOVA,
        (HEADING + "\r\n" + KARLOVA + "\r\n\r\n").replace(",", ";"),
        (HEADING + "\n" + KARLOVA).replace(",", "\t"),
        HEADING.upper() + "\n" + KARLOVA.replace(",", " , "),
    ],
    ids=["with BOM", "semicolons and CRLF", "tabs", "blanks around values"],
)
def test_other_ways_to_write_csv_are_understood(text, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert [holder.official_name for holder in eche.read(path).holders] == ["UNIVERZITA KARLOVA"]


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ([NEW, KARLOVA.replace("CZ PRAHA07", "PRAHA07")], 4, "“PRAHA07” is not an Erasmus code"),
        ([KARLOVA, NEW, KARLOVA], 5, "stands twice"),
        ([KARLOVA, OLD_NAME.replace("SVEUCILISTE U SPLITU", " ")], 3, "the name is missing"),
        ([KARLOVA, OLD_NAME.replace("SPLIT,HR", ",HR")], 3, "the city is missing"),
        ([KARLOVA.replace(",CZ,", ",ZZ,")], 2, "the country “ZZ” is not known"),
        ([KARLOVA.replace("999923240", "99992")], 2, "is not a PIC"),
        ([KARLOVA.replace("E10209123", "10209123")], 2, "is not an OID"),
        ([KARLOVA, OLD_NAME + ",more"], 3, "11 values and 10 headings"),
        ([KARLOVA, OLD_NAME.rpartition(",")[0]], 3, "9 values and 10 headings"),
        ([KARLOVA, OLD_NAME.replace("SPLIT,", '"SPLIT,')], 3, "the quotation marks or separators do not fit"),
        ([KARLOVA, OLD_NAME.replace("SVEUCILISTE", "S" * 300)], 3, "official_name has 309 characters"),
        ([KARLOVA, OLD_NAME.replace("SVEUCILISTE", "S\x00")], 3, "NUL"),
        ([], 1, "no institution"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_row_that_does_not_parse_refuses_the_whole_file(rows, line, reason):
    before = list(Institution.objects.values_list("pk", "official_on"))
    with pytest.raises(ImportRefused) as refused:
        eche.read(sheet(*rows))
    assert (refused.value.file, refused.value.line) == ("eche.csv", line)
    assert reason in refused.value.reason
    assert f"eche.csv, line {line}: " in str(refused.value)
    assert list(Institution.objects.values_list("pk", "official_on")) == before


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "empty"),
        (b"\xef\xbb\xbf", 1, "empty"),
        (b"name,town\nX,Y\n", 1, "these headings are missing: erasmus_code"),
        (HEADING.encode() + b"\nCZ PRAHA07,\xff\n", 2, "UTF-8"),
        ((HEADING + ",city\n").encode(), 1, "a heading stands twice"),
        (b"PK\x03\x04\x00\x00", 1, "NUL"),
    ],
    ids=["empty", "only a BOM", "other headings", "not UTF-8", "double heading", "a spreadsheet"],
)
def test_a_file_of_another_kind_is_refused(data, line, reason):
    file = io.BytesIO(data)
    file.name = "some.csv"
    with pytest.raises(ImportRefused, match=reason) as refused:
        eche.read(file)
    assert refused.value.line == line


def test_command_looks_first_and_then_imports(tmp_path):
    path = tmp_path / "eche.csv"
    path.write_text(f"{HEADING}\n{NEW}\n", encoding="utf-8")
    said = io.StringIO()
    call_command("import_codelist", "eche", str(path), "--dry-run", stdout=said)
    assert "institutions: 1 new, 0 changed, 363 gone, 0 unchanged" in said.getvalue()
    assert not Institution.objects.filter(erasmus_code="D  NEUSTAD99").exists()
    call_command("import_codelist", "eche", str(path), stdout=said)
    assert Institution.objects.listed().get().erasmus_code == "D  NEUSTAD99"
    path.write_text(f"{HEADING}\n{NEW}\nbroken\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Nothing was imported. eche.csv, line 4: "):
        call_command("import_codelist", "eche", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_codelist", "eche", str(tmp_path / "nowhere.csv"))


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("UNIVERSITA DEGLI STUDI DI PISA", "Universita Degli Studi di Pisa"),
        ("FACHHOCHSCHULE VORARLBERG GMBH", "Fachhochschule Vorarlberg GmbH"),
        ("ŠKOLA-PRAHA (TECHNICKÁ)", "Škola-Praha (Technická)"),
        ("ECOLE DES MINES DE PARIS", "Ecole des Mines de Paris"),
        ("University of GALWAY", "University of GALWAY"),
        ("UNIVERSITE PARIS III", "Universite Paris III"),
    ],
)
def test_names_in_capitals_are_calmed(shouted, calm):
    assert eche.proper_case(shouted) == calm
