"""Charts drawn on the server in the language of the portal: a solid line is a way gone, a dotted one a way to go.

A chart stands only where a picture says more than its numbers. Across, places are percentages, so that a chart
fits every width; down, they are in em, so that it grows with the reader's letters. templates/components/chart.html
draws it, with its numbers behind it in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

LONGEST_LABEL = 28  # letters that fit beside a number on the narrowest phone
ROW = 2.75  # em from one bar to the next
HIGH = 8.0  # em from the lowest place of a line to the highest
TOP = 1.75  # em above it, for the number of the last point

Rows = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    label_y: str
    y: str
    end: str  # where its dot stands


@dataclass(frozen=True)
class Point:
    label: str
    value: float
    x: str
    y: str


@dataclass(frozen=True)
class Segment:
    x1: str
    y1: str
    x2: str
    y2: str
    solid: bool


@dataclass(frozen=True)
class Chart:
    kind: str  # "bars" or "line"
    title: str
    description: str  # what the picture says, in a sentence
    rows: Rows
    height: str
    bars: list[Bar] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    base: str = ""  # where nothing is, on a line
    labels_y: str = ""

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None


def bar_chart(title: str, rows: Rows) -> Chart:
    """How much of each: a bar a row, in the order given."""
    most = max((value for _label, value in rows), default=0) or 1
    bars = [
        Bar(
            label=label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…",
            value=value,
            label_y=_em(index * ROW + 1),
            y=_em(index * ROW + 1.75),
            end=_percent(1.5 + 97 * value / most),
        )
        for index, (label, value) in enumerate(rows)
    ]
    return Chart("bars", title, _say_of_bars(rows), rows, _em(max(len(rows), 1) * ROW), bars=bars)


def line_chart(title: str, rows: Rows, *, unfinished: bool = False) -> Chart:
    """How it went over time; the way to the last point is dotted while its time is `unfinished`."""
    most = max((value for _label, value in rows), default=0) or 1
    step = 92 / max(len(rows) - 1, 1)
    points = [
        Point(label, value, _percent(4 + index * step), _em(TOP + HIGH * (1 - value / most)))
        for index, (label, value) in enumerate(rows)
    ]
    ways = list(pairwise(points))
    segments = [
        Segment(one.x, one.y, other.x, other.y, solid=not (unfinished and index == len(ways)))
        for index, (one, other) in enumerate(ways, start=1)
    ]
    return Chart(
        "line", title, _say_of_line(rows), rows, _em(TOP + HIGH + 2.5),
        points=points, segments=segments, base=_em(TOP + HIGH), labels_y=_em(TOP + HIGH + 2),
    )  # fmt: skip


def _say_of_bars(rows: Rows) -> str:
    if not rows:
        return _("There are no numbers yet.")
    most = max(rows, key=lambda row: row[1])
    least = min(rows, key=lambda row: row[1])
    return _("Most: %(most)s with %(highest)s. Least: %(least)s with %(lowest)s.") % {
        "most": most[0],
        "highest": intcomma(most[1]),
        "least": least[0],
        "lowest": intcomma(least[1]),
    }


def _say_of_line(rows: Rows) -> str:
    if not rows:
        return _("There are no numbers yet.")
    return _("From %(first)s in %(start)s to %(last)s in %(end)s.") % {
        "first": intcomma(rows[0][1]),
        "start": rows[0][0],
        "last": intcomma(rows[-1][1]),
        "end": rows[-1][0],
    }


def _percent(number: float) -> str:
    return f"{number:.2f}%"


def _em(number: float) -> str:
    return f"{number:.2f}em"
