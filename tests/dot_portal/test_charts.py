"""Charts: where their dots stand, and what they say to those who do not see them."""

from django.template.loader import render_to_string

from dot_portal.desks.charts import bar_chart, line_chart

YEARS = [("2024", 10), ("2025", 40), ("2026", 20)]


def drawn(chart) -> str:
    return render_to_string("components/chart.html", {"chart": chart, "name": "it", "what": "Year", "number": "Stays"})


def test_bar_of_the_most_reaches_the_end_and_of_nothing_the_start():
    chart = bar_chart("Stays", [("Spain", 1200), ("Malta", 0)])
    assert [bar.end for bar in chart.bars] == ["98.50%", "1.50%"]
    assert chart.description == "Most: Spain with 1,200. Least: Malta with 0."


def test_long_label_is_cut_in_the_picture_and_whole_in_the_table():
    page = drawn(bar_chart("Stays", [("Bosnia and Herzegovina, all of it", 3)]))
    assert page.count("Bosnia and Herzegovina, all of it") == 3  # twice in the sentence, once in the table
    assert ">Bosnia and Herzegovina, all…</text>" in page


def test_line_stands_highest_where_most_is_and_its_unfinished_end_is_dotted():
    chart = line_chart("Stays", YEARS, unfinished=True)
    assert min(chart.points, key=lambda point: float(point.y[:-2])).label == "2025"
    assert [way.solid for way in chart.segments] == [True, False]
    assert chart.description == "From 10 in 2024 to 20 in 2026."
    assert drawn(chart).count("chart-to-go") == 1


def test_chart_of_nothing_says_so():
    for chart in (bar_chart("Stays", []), line_chart("Stays", [])):
        assert "There are no numbers yet." in drawn(chart)


def test_places_are_written_with_a_point_in_every_language():
    from django.utils import translation

    with translation.override("de"):
        page = drawn(bar_chart("Stays", [("Spain", 1200), ("Malta", 700)]))
    assert 'x2="58.08%"' in page
