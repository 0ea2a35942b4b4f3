"""Each rule on both sides of its limits; the expected outcomes are written by hand from the rules."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from programme.rules.eligibility import RULES, findings, summary
from programme.rules.facts import Facts
from programme.rules.findings import Finding, Outcome
from programme.rules.hosts import BARRED_HOSTS, OPEN_HOSTS

START = date(2027, 4, 1)
DEGREE = date(2027, 1, 31)

STUDENT = Facts(
    kind="he_student",
    today=date(2026, 11, 20),
    eqf=6,
    activities=("DS3",),
    host_kind="ENT",
    host_country="PT",
    host_country_in_programme=True,
    sending_country="CZ",
    residence_country="SK",
    start=START,
    end=date(2027, 6, 30),
    virtual_part=False,
    months_used=Decimal("0.00"),
)
GRADUATE = replace(STUDENT, kind="he_graduate", graduation_date=DEGREE, selected_on=date(2026, 11, 20))
VET = replace(STUDENT, kind="vet_learner", eqf=4, months_used=None)
VET_GRADUATE = replace(VET, kind="vet_graduate", graduation_date=DEGREE)
STAFF = replace(STUDENT, kind="staff", eqf=None, activities=None, months_used=None, end=START + timedelta(9))
PEOPLE = [STUDENT, GRADUATE, VET, VET_GRADUATE, STAFF]


def lasting(facts, days):
    return replace(facts, end=START + timedelta(days - 1))


def finding(rule, facts):
    return next((found for found in findings(facts) if found.rule == rule), None)


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        (STUDENT, ["R1", "R2", "R3", "R4", "R5"]),
        (lasting(STUDENT, 10), ["R1", "R2", "R3", "R4", "R5", "R7"]),
        (lasting(replace(STUDENT, eqf=8), 10), ["R1", "R2", "R3", "R4", "R5", "R8"]),
        (GRADUATE, ["R1", "R2", "R3", "R4", "R5", "R6"]),
        (VET, ["R1", "R2", "R3", "R9"]),
        (VET_GRADUATE, ["R1", "R2", "R3", "R9"]),
        (STAFF, ["R2", "R3", "R10"]),
    ],
)
def test_each_kind_meets_its_own_rules(facts, rules):
    assert [found.rule for found in findings(facts)] == rules


@pytest.mark.parametrize("facts", PEOPLE)
def test_everybody_can_be_eligible(facts):
    assert {found.outcome for found in findings(facts)} == {Outcome.PASSED}
    assert summary(findings(facts)) == "eligible"


PASSED, TO_CHECK, BLOCKED = Outcome


@pytest.mark.parametrize(
    ("rule", "facts", "changes", "outcome"),
    [
        # R1 digital content, for learners
        ("R1", STUDENT, {"activities": ("DS1", "DS7")}, PASSED),
        ("R1", STUDENT, {"activities": ("DS3",), "exclusions": ("NX3",)}, PASSED),
        ("R1", STUDENT, {"activities": (), "exclusions": ("NX1", "NX4")}, BLOCKED),
        ("R1", VET, {"activities": ()}, BLOCKED),
        ("R1", STUDENT, {"activities": None}, TO_CHECK),
        # R2 the kind of host
        *[("R2", STUDENT, {"host_kind": code}, PASSED) for code in sorted(OPEN_HOSTS)],
        *[("R2", STAFF, {"host_kind": code}, BLOCKED) for code in sorted(BARRED_HOSTS)],
        ("R2", STUDENT, {"host_kind": "EMB"}, TO_CHECK),
        ("R2", STUDENT, {"host_kind": None}, TO_CHECK),
        ("R2", STUDENT, {"host_kind": "XXX"}, TO_CHECK),
        # R3 abroad
        ("R3", STUDENT, {"host_country": "CZ"}, BLOCKED),
        ("R3", STUDENT, {"host_country": "SK"}, BLOCKED),
        ("R3", STAFF, {"host_country": "SK"}, BLOCKED),
        ("R3", STUDENT, {"residence_country": "CZ"}, PASSED),
        ("R3", STUDENT, {"residence_country": None}, TO_CHECK),
        ("R3", STUDENT, {"sending_country": None}, TO_CHECK),
        ("R3", STUDENT, {"sending_country": None, "host_country": "SK"}, BLOCKED),
        ("R3", STUDENT, {"residence_country": None, "host_country": "CZ"}, BLOCKED),
        ("R3", STUDENT, {"host_country": None, "sending_country": None, "residence_country": None}, TO_CHECK),
        # R4 length in higher education
        ("R4", STUDENT, {"start": date(2026, 2, 1), "end": date(2026, 3, 31)}, PASSED),  # 60 counted, 59 calendar
        ("R4", STUDENT, {"start": date(2026, 10, 5), "end": date(2026, 12, 3)}, BLOCKED),  # 59 counted, 60 calendar
        ("R4", STUDENT, {"start": date(2026, 9, 1), "end": date(2027, 8, 31)}, PASSED),  # 360
        ("R4", STUDENT, {"start": date(2026, 9, 1), "end": date(2027, 9, 1)}, BLOCKED),  # 361
        ("R4", STUDENT, {"end": START + timedelta(3)}, BLOCKED),
        ("R4", STUDENT, {"end": START + timedelta(4)}, PASSED),
        ("R4", STUDENT, {"end": START + timedelta(29)}, PASSED),
        ("R4", STUDENT, {"end": START + timedelta(30)}, BLOCKED),
        ("R4", STUDENT, {"end": START + timedelta(30), "form": "he_blended"}, BLOCKED),
        ("R4", GRADUATE, {"end": START + timedelta(9)}, BLOCKED),  # no short form
        ("R4", STUDENT, {"end": None}, TO_CHECK),
        ("R4", STUDENT, {"start": None}, TO_CHECK),
        # R5 months in the study cycle; the stay takes three
        ("R5", STUDENT, {"months_used": Decimal("9.00")}, PASSED),
        ("R5", STUDENT, {"months_used": Decimal("9.01")}, BLOCKED),
        ("R5", STUDENT, {"months_used": Decimal("12.00"), "end": None}, BLOCKED),
        ("R5", STUDENT, {"months_used": Decimal("11.99"), "end": None}, TO_CHECK),
        ("R5", STUDENT, {"months_used": Decimal("21.00"), "one_cycle": True}, PASSED),
        ("R5", STUDENT, {"months_used": Decimal("21.01"), "one_cycle": True}, BLOCKED),
        ("R5", GRADUATE, {"months_used": Decimal("9.01")}, BLOCKED),
        ("R5", STUDENT, {"months_used": None}, TO_CHECK),
        ("R5", STUDENT, {"months_used": Decimal("11.00"), "end": START + timedelta(29)}, PASSED),
        ("R5", STUDENT, {"months_used": Decimal("11.01"), "end": START + timedelta(29)}, BLOCKED),
        # R6 graduates of higher education
        ("R6", GRADUATE, {"selected_on": DEGREE - timedelta(1)}, PASSED),
        ("R6", GRADUATE, {"selected_on": DEGREE}, BLOCKED),
        ("R6", GRADUATE, {"end": date(2028, 1, 31)}, PASSED),
        ("R6", GRADUATE, {"end": date(2028, 2, 1)}, BLOCKED),
        ("R6", GRADUATE, {"selected_on": None}, TO_CHECK),
        ("R6", GRADUATE, {"selected_on": None, "today": DEGREE - timedelta(1)}, TO_CHECK),
        ("R6", GRADUATE, {"selected_on": None, "today": DEGREE}, BLOCKED),
        ("R6", GRADUATE, {"selected_on": None, "end": date(2028, 2, 1)}, BLOCKED),
        ("R6", GRADUATE, {"graduation_date": None}, TO_CHECK),
        ("R6", GRADUATE, {"end": None}, TO_CHECK),
        # R7 short stays of students are blended
        ("R7", lasting(STUDENT, 10), {"virtual_part": True}, PASSED),
        ("R7", lasting(STUDENT, 10), {"virtual_part": False}, BLOCKED),
        ("R7", lasting(STUDENT, 10), {"virtual_part": None}, TO_CHECK),
        # R8 short doctoral stays
        ("R8", lasting(STUDENT, 10), {"form": "he_doctoral", "eqf": 8}, PASSED),
        ("R8", lasting(STUDENT, 10), {"form": "he_doctoral", "eqf": 7}, BLOCKED),
        ("R8", lasting(STUDENT, 10), {"form": "he_doctoral", "eqf": None}, TO_CHECK),
        # R9 VET
        ("R9", VET, {"end": START + timedelta(8)}, BLOCKED),
        ("R9", VET, {"end": START + timedelta(9)}, PASSED),
        ("R9", VET, {"end": START + timedelta(88)}, PASSED),
        ("R9", VET, {"end": START + timedelta(89)}, PASSED),
        ("R9", VET, {"end": START + timedelta(89), "form": "vet_short"}, BLOCKED),
        ("R9", VET, {"end": START + timedelta(88), "form": "vet_long"}, BLOCKED),
        ("R9", VET, {"end": START + timedelta(364)}, PASSED),
        ("R9", VET, {"end": START + timedelta(365)}, BLOCKED),
        ("R9", VET, {"end": None}, TO_CHECK),
        ("R9", VET_GRADUATE, {"end": date(2028, 1, 31)}, PASSED),
        ("R9", VET_GRADUATE, {"end": date(2028, 2, 1)}, BLOCKED),
        ("R9", VET_GRADUATE, {"graduation_date": None}, TO_CHECK),
        ("R9", VET_GRADUATE, {"graduation_date": None, "end": START + timedelta(8)}, BLOCKED),
        # R10 staff
        ("R10", STAFF, {"end": START}, BLOCKED),
        ("R10", STAFF, {"end": START + timedelta(1)}, PASSED),
        ("R10", STAFF, {"end": START + timedelta(59)}, PASSED),
        ("R10", STAFF, {"end": START + timedelta(60)}, BLOCKED),
        ("R10", STAFF, {"end": START + timedelta(3), "host_country_in_programme": False}, BLOCKED),
        ("R10", STAFF, {"end": START + timedelta(4), "host_country_in_programme": False}, PASSED),
        ("R10", STAFF, {"end": START + timedelta(3), "host_country_in_programme": None}, TO_CHECK),
        ("R10", STAFF, {"end": START + timedelta(4), "host_country_in_programme": None}, PASSED),
        ("R10", STAFF, {"end": START, "host_country_in_programme": None}, BLOCKED),
        ("R10", STAFF, {"conference_only": True}, TO_CHECK),
        ("R10", STAFF, {"conference_only": True, "end": START}, BLOCKED),
        ("R10", STAFF, {"end": None}, TO_CHECK),
    ],
)
def test_rule_at_its_limits(rule, facts, changes, outcome):
    found = finding(rule, replace(facts, **changes))
    assert found.outcome == outcome, found.sentence
    assert "{" not in found.sentence
    assert found.sentence.endswith(".")


def test_a_finding_tells_the_figures_it_used():
    found = finding("R4", replace(STUDENT, start=date(2026, 10, 5), end=date(2026, 12, 3)))
    assert found.figures == {
        "form": "he_long",
        "days": 59,
        "calendar_days": 60,
        "least": 60,
        "most": 360,
        "earliest_end": date(2026, 12, 4),
        "latest_end": date(2027, 10, 4),
    }
    assert "day count" in found.source
    assert found.sentence == (
        "Length in days, each month counted as 30: 59. Allowed: 60 to 360. "
        "With this start the stay can end from 4 December 2026 to 4 October 2027."
    )


def test_a_finding_speaks_the_language_of_its_reader():
    found = finding("R5", replace(STUDENT, months_used=Decimal("9.50")))
    with translation.override("de"):
        assert "9,50" in found.sentence
    assert "9.50" in found.sentence


def test_a_coordinator_may_go_on_only_with_r1_blocked():
    assert [rule.code for rule in RULES if rule.overridable] == ["R1"]


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, "eligible"),
        ({"residence_country": None}, "being_checked"),
        ({"residence_country": None, "host_kind": "EUI"}, "not_eligible"),
    ],
)
def test_a_host_gets_to_know_one_of_three_answers(changes, answer):
    assert summary(findings(replace(STUDENT, **changes))) == answer


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"kind": "tourist"}, "no kind"),
        ({"form": "vet_long"}, "not for the kind"),
        ({"form": "holiday"}, "not for the kind"),
        ({"end": START - timedelta(1)}, "before it starts"),
    ],
)
def test_facts_that_no_rule_can_speak_about_are_refused(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        replace(STUDENT, **changes)


def test_a_kept_finding_is_read_in_the_language_of_its_reader():
    figures = {
        "days": 30,
        "graduated": date(2026, 7, 1),
        "activities": ("DS1", "DS2"),
        "used": Decimal("1.5"),
        "eqf": None,
    }
    text, source = _("Length in days: {days}. Degree: {graduated}."), _("Erasmus+ Programme Guide, duration")
    found = Finding("R4", Outcome.BLOCKED, text, figures, source, overridable=True)
    with translation.override("de"):
        kept = json.loads(json.dumps(found.kept()))
    assert kept["text"] == "Length in days: {days}. Degree: {graduated}."
    assert Finding.read(kept).figures == figures
    assert Finding.read(kept).sentence == "Length in days: 30. Degree: 1 July 2026."
    with translation.override("de"):
        assert "1. Juli 2026" in Finding.read(kept).sentence


def test_a_finding_kept_as_it_was_read_then_can_still_be_read():
    row = {"rule": "R1", "outcome": "passed", "sentence": "It is digital.", "figures": {"eqf": "6"}, "source": "Guide"}
    assert Finding.read(row).sentence == "It is digital."
    assert Finding.read(row).figure_texts == {"eqf": "6"}
