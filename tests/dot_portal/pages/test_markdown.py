"""What editors write, as HTML that can do no harm."""

import pytest

from dot_portal.pages.markdown import contents, to_html


def test_headings_begin_at_the_second_level_and_have_ids_of_their_own():
    html = to_html("# Who\n\n## Where\n\n# Who\n")
    assert '<h2 id="part-who">Who</h2>' in html
    assert '<h3 id="part-where">Where</h3>' in html
    assert '<h2 id="part-who-2">Who</h2>' in html


def test_a_text_that_begins_below_is_lifted():
    assert to_html("### Small\n") == '<h2 id="part-small">Small</h2>\n'


def test_contents_name_the_ids_of_the_text():
    text = "## Ζωή\n\n### Below\n\n## !\n"
    assert contents(text) == [("part-ζωή", "Ζωή"), ("part-x", "!")]
    for id, _words in contents(text):
        assert f'id="{id}"' in to_html(text)


def test_no_heading_is_fine():
    assert to_html("One\nTwo") == "<p>One<br>\nTwo</p>\n"
    assert contents("One") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        '<p onclick="x()">',
        "![x](https://elsewhere.example/x.png)",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_nothing_harmful_and_nothing_from_elsewhere(text):
    html = to_html(text)
    for part in ("<script", "<img", "<p on", 'href="javascript', 'href="data'):
        assert part not in html


def test_links_and_tables_stay():
    html = to_html("[tell us](/contact/), a@b.example\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert '<a href="/contact/">tell us</a>' in html
    assert "<th>a</th>" in html
    assert "<td>2</td>" in html
