"""What a browser sends when a host writes an offer."""

from tests.people import day, term


def as_posted(**changes) -> dict:
    """A complete traineeship offer; each change replaces a field, None leaves it out."""
    posted = {
        "language": "en",
        "title": "Build the booking page of a museum",
        "field": term("field", "web-design").pk,
        "activities": [term("activity", "DS2").pk, term("activity", "DS3").pk],
        "tasks": "Sketch, build and test.",
        "skills_taught": "Python, glazing of pots",
        "skills_wanted": "",
        "kinds": ["he_student"],
        "places": 2,
        "language_1": term("language", "en").pk,
        "level_1": term("cefr", "B1").pk,
        "starts_from": day(40),
        "ends_by": day(200),
        "deadline": day(20),
        "hours_per_week": 38,
        "work_place": "on_site",
        "supervisor_name": "Sam Supervisor",
        "supervisor_email": "sam@example.eu",
        "is_paid": "on",
        "pay_euros": "450.50",
        "question_1": "What have you built?",
    }
    return {name: value for name, value in (posted | changes).items() if value is not None}


def for_staff(**changes) -> dict:
    competences = {"competences": [term("digcompedu_competence", "2.2").pk], "activities": None, "kinds": None}
    return as_posted(**competences | changes)
