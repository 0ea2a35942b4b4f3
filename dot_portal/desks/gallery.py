"""Every component in every state on one page, for whoever designs or changes one; only with DEBUG."""

from datetime import date, timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.coordinators import states as coordinators
from dot_portal.desks.charts import bar_chart, line_chart
from dot_portal.desks.map import HEIGHT, LAND_PATH, WIDTH, Town, dots
from mechanisms.lifecycle.machine import Move
from placements.applications import states as applications
from placements.approval import states as approval
from placements.offers import states as offers
from programme.rules.today import programme_today


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(max_length=120, help_text="What the trainee will do, in one line.")
    tasks = forms.CharField(widget=forms.Textarea, required=False, help_text="A week in their life, in plain words.")
    email = forms.EmailField(label="Supervisor's e-mail")
    start = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.IntegerField(label="Hours a week", min_value=1, max_value=60)
    country = forms.ChoiceField(choices=[("", "Choose"), ("EE", "Estonia"), ("GR", "Greece"), ("PT", "Portugal")])
    pay = forms.ChoiceField(
        choices=[("yes", "We pay something"), ("no", "No pay")],
        widget=forms.RadioSelect,
        help_text="On top of the grant.",
    )
    fields_of_work = forms.MultipleChoiceField(
        choices=[("a", "Big data"), ("b", "Web design"), ("c", "Machine learning")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cv = forms.FileField(label="CV", required=False, help_text="A PDF of at most 5 MB.")
    sure = forms.BooleanField(label="The trainee works at our place for most of the stay")


def sample_offer(title: str, today: date, **changes) -> SimpleNamespace:
    offer = SimpleNamespace(
        **{
            "title": title,
            "host": SimpleNamespace(legal_name="Orangerie Robotics"),
            "city_name": "Wageningen",
            "country": SimpleNamespace(name="Netherlands"),
            "field": SimpleNamespace(label="Machine learning"),
            "starts_from": today + timedelta(days=60),
            "ends_by": today + timedelta(days=240),
            "hours_per_week": 36,
            "language_lines": ["English B2"],
            "pay_line": "€450 a month from the host",
            "in_kind": "",
            "deadline": today + timedelta(days=6),
            "days_left": 6,
            "get_absolute_url": "#",
            "skills_taught_labels": ["machine learning", "sensors"],
        }
        | changes
    )
    offer.text = SimpleNamespace(language="en", title=offer.title, in_kind=offer.in_kind)
    return offer


def sample_steps(today: date) -> list[dict]:
    return [
        {"label": "Sent", "date": today - timedelta(days=17), "status": "done"},
        {"label": "Host accepted", "date": today - timedelta(days=11), "status": "done"},
        {"label": "Coordinator decides", "date": "by 20 Feb", "status": "now"},
        {"label": "Agreement signed", "date": "before 1 Mar", "status": "next"},
        {"label": "Traineeship", "date": "1 Mar to 31 Jul", "status": "next"},
        {"label": "Certificate", "date": "", "status": "next"},
    ]


def sample_findings() -> list[SimpleNamespace]:
    lines = [
        ("R1", "passed", "Enrolled at Univerzita Fiktivní, which holds a charter.", "Programme Guide, part B"),
        (
            "R5",
            "to_check",
            "Four of twelve months are used; the stay needs six. Ask for the earlier certificate.",
            "2.2",
        ),
        ("R9", "blocked", "The stay has 45 days; a long traineeship has at least 60.", "Programme Guide, part B"),
    ]
    return [SimpleNamespace(rule=r, outcome=o, sentence=s, source=w) for r, o, s, w in lines]


def lifecycles() -> list[tuple[str, list[tuple[str, object, str]]]]:
    """Every state of every lifecycle as its badge: state, word, tone."""
    machines = [
        (offers.MACHINE, offers.TONES),
        (applications.MACHINE, applications.TONES),
        (applications.PROPOSAL_MACHINE, applications.PROPOSAL_TONES),
        (approval.MACHINE, approval.TONES),
        (coordinators.MACHINE, coordinators.TONES),
    ]
    return [
        (machine.name, [(state, machine.labels[state], tones.get(state, "")) for state in machine.states])
        for machine, tones in machines
    ]


def sample_jobs() -> list[SimpleNamespace]:
    """As they stand on the page of background work."""
    kinds = [
        ("queued", "Waiting", {}),
        ("running", "Under way", {"total": 300, "done": 120, "percent": 40}),
        ("failed", "Failed", {"error": "Row 17: there is no country called “Atlantis”."}),
        ("done", "Done", {"result": {"New": 12, "Changed": 3}}),
    ]
    blank = {"total": 0, "percent": None, "error": "", "result": {}}
    return [SimpleNamespace(**blank | {"state": s, "get_state_display": words} | more) for s, words, more in kinds]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    today = programme_today()
    moves = [
        Move(name, ("sent",), "next", ("host",), label)
        for name, label in (("accept", "Accept"), ("decline", "Decline"))
    ]
    towns = [Town(52, 5.7, 9), Town(38.7, -9.1, 4, newest=True), Town(59.4, 24.8, 2), Town(37.98, 23.7, 1, newest=True)]
    context = {
        "today": today,
        "form": SampleForm(),
        "wrong_form": SampleForm({"title": "A title that is kept", "hours": 90, "country": "XX"}, auto_id="wrong_%s"),
        "states": [
            ("draft", "Draft", ""),
            ("submitted", "Host is reading", "info"),
            ("accepted", "Host accepted", "wait"),
            ("mine", "Your turn", "now"),
            ("approved", "Approved", "ok"),
            ("declined", "Declined", "stop"),
        ],
        "lifecycles": lifecycles(),
        "jobs": sample_jobs(),
        "bars": bar_chart(
            "Open places by country",
            [("Netherlands", 1204), ("Bosnia and Herzegovina, with a long name", 310), ("Malta", 0)],
        ),
        "no_bars": bar_chart("Open places by field", []),
        "line": line_chart(
            "Stays by year",
            [("2022", 120), ("2023", 340), ("2024", 290), ("2025", 610), ("2026", 420)],
            unfinished=True,
        ),
        "steps": sample_steps(today),
        "ended_steps": [*sample_steps(today)[:1], {"label": "Declined by the host", "date": today, "status": "stop"}],
        "moves": moves,
        "due": [today - timedelta(days=2), today, today + timedelta(days=1), today + timedelta(days=21), None],
        "offer": sample_offer("Teaching a greenhouse to water itself", today),
        "other_offer": sample_offer(
            "Reading old newspapers with a neural network", today, in_kind="room provided", days_left=24
        ),
        "reasons": [("Uses", "statistics, Python", ""), ("Asks for", "English B2, you have B1", True)],
        "findings": sample_findings(),
        "stats": [
            {"number": 1204, "label": "open places", "url": "#"},
            {"number": 31, "label": "countries", "url": ""},
            {"number": 412, "label": "hosts checked", "url": ""},
            {"number": 9, "label": "days to an answer", "url": ""},
        ],
        "page": Paginator(range(100), 10).page(3),
        "sample_messages": [
            Message(messages.SUCCESS, "Your application is on its way."),
            Message(messages.INFO, "The host has until 3 March to answer."),
            Message(messages.WARNING, "Your draft is not sent yet."),
            Message(messages.ERROR, "You have already applied to this offer."),
        ],
        "map": {"width": WIDTH, "height": HEIGHT, "land": LAND_PATH, "dots": dots(towns)},
    }
    return render(request, "desks/gallery.html", context)
