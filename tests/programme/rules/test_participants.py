from datetime import date

import pytest

from programme.rules.participants import Kind, RouteClosed, actions_for, actions_to, kind_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("occupation", "institution_kind", "eqf", "graduated_on", "selected_on", "kind"),
    [
        ("student", "hei", 5, None, None, Kind.HE_STUDENT),
        ("student", "hei", 8, None, None, Kind.HE_STUDENT),
        ("student", "hei", 6, date(2026, 11, 21), None, Kind.HE_STUDENT),  # the degree is only expected
        ("student", "hei", 4, None, None, Kind.VET_LEARNER),  # a university with a VET school
        ("student", "vet", 4, None, None, Kind.VET_LEARNER),
        ("student", "vet", None, None, None, Kind.VET_LEARNER),
        ("student", "vet", 5, None, None, Kind.VET_LEARNER),  # KA131 asks for a university charter
        ("student", "vet", 3, date(2026, 11, 20), None, Kind.VET_GRADUATE),
        ("student", "vet", 3, date(2025, 11, 20), None, Kind.VET_GRADUATE),  # on the last day
        ("student", "hei", 7, date(2026, 7, 1), date(2026, 6, 30), Kind.HE_GRADUATE),
        ("student", "hei", 7, date(2025, 11, 20), date(2025, 3, 1), Kind.HE_GRADUATE),
        ("staff", "hei", None, None, None, Kind.STAFF),
    ],
)
def test_kind_follows_from_institution_level_and_degree(
    occupation, institution_kind, eqf, graduated_on, selected_on, kind
):
    assert kind_of(occupation, institution_kind, eqf, graduated_on, TODAY, selected_on=selected_on) == kind


@pytest.mark.parametrize(
    ("occupation", "institution_kind", "eqf", "graduated_on", "selected_on", "reason"),
    [
        ("student", "hei", 6, date(2026, 11, 20), None, "graduated_before_selection"),
        ("student", "hei", 6, date(2026, 7, 1), date(2026, 7, 1), "graduated_before_selection"),
        ("student", "hei", 6, date(2025, 11, 19), date(2025, 3, 1), "graduated_too_long_ago"),
        ("student", "vet", 4, date(2025, 11, 19), None, "graduated_too_long_ago"),
        ("student", "hei", None, None, None, "level_unknown"),
        ("staff", "vet", None, None, None, "staff_outside_he"),
    ],
)
def test_a_closed_route_says_why(occupation, institution_kind, eqf, graduated_on, selected_on, reason):
    with pytest.raises(RouteClosed) as closed:
        kind_of(occupation, institution_kind, eqf, graduated_on, TODAY, selected_on=selected_on)
    assert closed.value.reason == reason
    assert str(closed.value.sentence).endswith(".")


@pytest.mark.parametrize(
    ("kind", "actions"),
    [
        ("he_student", ("KA131", "KA171")),
        ("he_graduate", ("KA131", "KA171")),
        ("staff", ("KA131", "KA171")),
        ("vet_learner", ("KA121", "KA122")),
        ("vet_graduate", ("KA121", "KA122")),
        ("host", ()),
    ],
)
def test_actions_that_pay(kind, actions):
    assert actions_for(kind) == actions


def test_actions_that_pay_for_a_country():
    assert actions_to(in_programme=True) == ("KA131", "KA121", "KA122")
    assert actions_to(in_programme=False) == ("KA171", "KA121", "KA122")
