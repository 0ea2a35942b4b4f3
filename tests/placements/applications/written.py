"""What a browser sends: an application, and what a host confirms by its link."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import CV, day, term


def cv(name: str = "cv.pdf", content: bytes = CV) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def application(**changes) -> dict:
    """A complete application for a place at an offer of tests/worlds.py; None leaves a field out."""
    posted = {
        "kind": "he_student",
        "motivation": "I would like to build something that people use.",
        "cv": cv(),
        "starts": day(40),
        "ends": day(129),
        "answer_0": "To show a finished piece of work.",
        "act": "send",
    }
    return {name: value for name, value in (posted | changes).items() if value is not None}


def named_host(**changes) -> dict:
    """A host the trainee found."""
    posted = {
        "host_name": "Found Example GmbH",
        "country": "AT",
        "city_name": "Linz",
        "supervisor_name": "Sam Supervisor",
        "supervisor_email": "Sam@Found.example",
        "kind": "he_student",
        "starts": day(60),
        "ends": day(149),
        "about": "We met at a fair.",
    }
    return {name: value for name, value in (posted | changes).items() if value is not None}


def confirmation(**changes) -> dict:
    """What that host confirms."""
    posted = {
        "legal_name": "Found Example GmbH",
        "kind": term("host_kind", "ENT").pk,
        "street": "Hauptstraße 1",
        "postal_code": "4020",
        "city_name": "Linz",
        "website": "found.example",
        "title": "Rebuild our website",
        "field": term("field", "web-design").pk,
        "activities": [term("activity", "DS2").pk],
        "tasks": "From sketches to launch.",
        "hours_per_week": 38,
        "is_paid": "yes",
        "pay": "450.50",
        "supervisor_name": "Sam Supervisor",
        "supervisor_position": "Head of design",
        "mentor_name": "Mo Mentor",
        "mentor_email": "mo@found.example",
        "language": term("language", "de").pk,
        "level": term("cefr", "B1").pk,
        "act": "confirm",
    }
    return {name: value for name, value in (posted | changes).items() if value is not None}
