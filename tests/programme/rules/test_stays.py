from datetime import date, timedelta

import pytest

from programme.rules.stays import FORMS, form_of, forms_for

START = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("code", "least", "most"),
    [
        ("he_long", 60, 360),
        ("he_blended", 5, 30),
        ("he_doctoral", 5, 30),
        ("vet_short", 10, 89),
        ("vet_long", 90, 365),
        ("staff", 2, 60),
        ("staff_elsewhere", 5, 60),
    ],
)
def test_limits_of_each_form(code, least, most):
    assert (FORMS[code].least, FORMS[code].most) == (least, most)


@pytest.mark.parametrize(
    ("kind", "eqf", "days", "form"),
    [
        ("he_student", 6, 4, "he_blended"),  # too short is still the short form
        ("he_student", 6, 30, "he_blended"),
        ("he_student", 6, 31, "he_long"),
        ("he_student", 6, 60, "he_long"),
        ("he_student", 6, 500, "he_long"),  # too long is still the long one
        ("he_student", 8, 30, "he_doctoral"),
        ("he_student", 8, 31, "he_long"),
        ("he_graduate", 7, 20, "he_long"),  # graduates have no short form
        ("vet_learner", 4, 89, "vet_short"),
        ("vet_learner", 4, 90, "vet_long"),
        ("vet_graduate", 4, 9, "vet_short"),
        ("vet_graduate", 4, 400, "vet_long"),
        ("staff", None, 61, "staff"),
    ],
)
def test_dates_tell_the_form(kind, eqf, days, form):
    assert form_of(kind, eqf, START, START + timedelta(days - 1)).code == form


def test_staff_outside_the_programme_countries_have_their_own_form():
    assert form_of("staff", None, START, START, elsewhere=True).code == "staff_elsewhere"


@pytest.mark.parametrize(
    ("kind", "eqf", "virtual_part", "codes"),
    [
        ("he_student", 6, True, ["he_blended", "he_long"]),
        ("he_student", 6, None, ["he_blended", "he_long"]),
        ("he_student", 6, False, ["he_long"]),
        ("he_student", 8, False, ["he_doctoral", "he_long"]),
        ("he_graduate", 7, True, ["he_long"]),
        ("vet_learner", None, False, ["vet_short", "vet_long"]),
        ("staff", None, False, ["staff"]),
    ],
)
def test_forms_open_to_a_person(kind, eqf, virtual_part, codes):
    assert [form.code for form in forms_for(kind, eqf, virtual_part)] == codes


def test_an_unknown_kind_has_no_form():
    with pytest.raises(ValueError, match="no kind"):
        forms_for("tourist", None, None)
