"""What a call says, counted from today."""

from datetime import date, timedelta

from programme.rules.today import programme_today

TODAY = programme_today


def terms(opens: int = 0, closes: int = 30, **changes) -> dict:
    """What a call says; it opens and closes so many days from today."""
    days = {"opens": TODAY() + timedelta(opens), "closes": TODAY() + timedelta(closes)}
    return {"year": 2026, "action": "KA131", "title": "Traineeships in autumn", **days, **changes}


def as_posted(values: dict) -> dict:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
