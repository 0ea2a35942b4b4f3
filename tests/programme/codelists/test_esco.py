import io

import pytest

from programme.codelists.importers import esco
from programme.codelists.importers.reading import ImportRefused
from programme.codelists.loader import load_esco_skills
from programme.codelists.models import Occupation, OccupationSkill, Skill

pytestmark = pytest.mark.usefixtures("lists")

SHARED = (
    "esco_v1.2_digital_skills_en.csv",
    "esco_v1.2_ict_occupations_en.csv",
    "esco_v1.1_ict_occupation_essential_skills_en.csv",
)
SKILL, OCCUPATION = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"


def file(name, *lines):
    made = io.BytesIO("\n".join(lines).encode())
    made.name = name
    return made


def skills(*rows):
    heading = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status"
    return file("skills_en.csv", heading, *(f"KnowledgeSkillCompetence,{SKILL}{row}" for row in rows))


def occupations(*rows):
    heading = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,code"
    return file("occupations_en.csv", heading, *(f"Occupation,{OCCUPATION}{row}" for row in rows))


def relations(*rows):
    lines = (
        f"{OCCUPATION}{occupation},{relation},skill/competence,{SKILL}{skill}" for occupation, relation, skill in rows
    )
    return file("occupationSkillRelations_en.csv", "occupationUri,relationType,skillType,skillUri", *lines)


FLY = 'fly,skill/competence,cross-sector,fly kites,"let kites rise\nraise a kite",released'
WIND = "wind,knowledge,cross-sector,wind,,released"
FLYER = "flyer,2512,kite flyer,kite pilot,released,2512.9"


def counts(found):
    return {
        name: tuple(list_[kind] for kind in ("new", "changed", "gone", "unchanged")) for name, list_ in found.items()
    }


def test_the_whole_files_are_imported_once_and_then_nothing_changes(official):
    paths = [official(name) for name in SHARED]
    ours = Skill.objects.from_esco().count()
    first = esco.read(*paths)
    looked = counts(first.differences())
    assert looked["skills"][0] == 1284 - ours
    assert looked["skills"][2] == 0
    assert looked["occupations"] == (171, 0, 0, 0)
    told = []
    assert counts(first.apply(progress=lambda done, total: told.append((done, total)))) == looked
    assert told == sorted(told)
    assert OccupationSkill.objects.count() == looked["skills of occupations"][0] > 1000
    again = esco.read(*paths).apply()
    assert counts(again) == {
        "skills": (0, 0, 0, 1284),
        "occupations": (0, 0, 0, 171),
        "skills of occupations": (0, 0, 0, OccupationSkill.objects.count()),
    }
    # Our words for their concepts have stayed, next to theirs; loading our lists undoes nothing.
    assert "NumPy" not in Skill.objects.get(label_en="PHP").alt_labels
    assert {"ISMS", "ISO 27001"} <= set(
        Skill.objects.get(label_en="establish an Information Security Management System").alt_labels.splitlines()
    )
    load_esco_skills()
    assert counts(esco.read(paths[0]).differences())["skills"] == (0, 0, 0, 1284)


def test_escos_own_layout_is_understood():
    Skill.objects.all().delete()
    found = esco.read(
        relations(("flyer", "essential", "fly"), ("flyer", "optional", "wind"), ("baker", "essential", "fly")),
        skills(FLY, WIND, "old,knowledge,cross-sector,old thing,,obsolete"),
        occupations(FLYER),
    ).apply()
    assert counts(found) == {
        "skills": (2, 0, 0, 0),
        "occupations": (1, 0, 0, 0),
        "skills of occupations": (2, 0, 0, 0),
    }
    assert found["skills of occupations"]["left_out"] == 1
    fly = Skill.objects.get(label_en="fly kites")
    assert (fly.kind, fly.alt_labels, fly.uri) == ("skill", "let kites rise\nraise a kite", SKILL + "fly")
    assert Skill.objects.get(label_en="wind").kind == "knowledge"
    flyer = Occupation.objects.search("kite pilot").get()
    assert flyer.code == "2512.9"
    assert dict(OccupationSkill.objects.values_list("skill__label_en", "essential")) == {
        "fly kites": True,
        "wind": False,
    }


def test_a_list_that_was_not_given_is_left_alone():
    held = Skill.objects.listed().count()
    esco.read(occupations(FLYER)).apply()
    assert Skill.objects.listed().count() == held


def test_gone_skills_are_marked_and_plain_words_stay():
    ours = Skill.objects.from_esco().count()
    found = esco.read(skills(FLY)).apply()["skills"]
    assert (found["new"], found["gone"]) == (1, ours)
    assert {example["name"] for example in found["examples"]["gone"]} <= set(
        Skill.objects.from_esco().values_list("label_en", flat=True)
    )
    assert Skill.objects.listed().from_esco().get().label == "fly kites"
    assert Skill.objects.listed().plain().count() >= 60
    assert Skill.objects.get(label_en="Excel").maps_to.withdrawn_on is not None


def test_relations_change_and_go():
    esco.read(skills(FLY, WIND), occupations(FLYER)).apply()
    esco.read(relations(("flyer", "essential", "fly"), ("flyer", "essential", "wind"))).apply()
    found = esco.read(relations(("flyer", "optional", "fly"))).apply()
    assert counts(found) == {"skills of occupations": (0, 1, 1, 0)}
    assert found["skills of occupations"]["examples"]["changed"][0]["name"] == "kite flyer: fly kites"
    assert OccupationSkill.objects.get(withdrawn_on=None).essential is False


def test_import_asks_little(django_assert_num_queries):
    with django_assert_num_queries(0):
        plan = esco.read(skills(FLY, WIND), occupations(FLYER), relations(("flyer", "essential", "fly")))
    with django_assert_num_queries(7):  # one for each list, two for other languages, two for what relations name
        plan.differences()
    with django_assert_num_queries(17):  # savepoint, lock, the seven, three inserts, gone and decided, release
        plan.apply()


@pytest.mark.parametrize(
    ("files", "name", "line", "reason"),
    [
        ([skills(FLY, WIND, FLY)], "skills_en.csv", 5, "“fly kites” stands twice"),
        ([skills(FLY.replace("fly kites", ""))], "skills_en.csv", 2, "the label is missing"),
        ([skills(FLY, WIND.replace("knowledge", "wisdom"))], "skills_en.csv", 4, "“wisdom” is not a kind of skill"),
        ([skills(FLY), skills(WIND)], "skills_en.csv", 1, "another file already gives the skills"),
        ([occupations(FLYER.replace("2512.9", ""))], "occupations_en.csv", 2, "the code is missing"),
        ([skills(FLY), occupations(FLYER + ",")], "occupations_en.csv", 2, "8 values and 7 headings"),
        ([relations(("flyer", "vital", "fly"))], "occupationSkillRelations_en.csv", 2, "“vital” is not a relation"),
        ([skills(FLY), file("x.csv", "a,b", "1,2")], "x.csv", 1, "the headings are not those"),
        ([file("x.csv", "uri,label,type,alt_labels", "ftp://x,y,skill,")], "x.csv", 2, "is not an address of ESCO"),
        ([skills()], "skills_en.csv", 1, "no row"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_row_that_does_not_parse_refuses_all_files(files, name, line, reason):
    for each in files:
        each.seek(0)
    before = Skill.objects.count()
    with pytest.raises(ImportRefused) as refused:
        esco.read(*files)
    assert (refused.value.file, refused.value.line) == (name, line)
    assert reason in refused.value.reason
    assert (Skill.objects.count(), Occupation.objects.count()) == (before, 0)
