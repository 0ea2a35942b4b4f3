"""What WCAG 2.2 AA asks and axe does not look at: focus, targets, spacing of text, nothing only by hovering."""

import pytest
from playwright.sync_api import expect

from tests.browser.focus import STOP
from tests.browser.pages.conftest import PARTIES, faults_collected

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Links and buttons that stand for themselves; those in running text, and what is not to be seen, are left out.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select")]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden, .skip-link"))
  .filter(one => getComputedStyle(one).display !== "inline"
    || !one.closest("p, li, dd, td, th, figcaption, .form-text"))
  .map(one => {
    const label = one.matches("[type=checkbox], [type=radio]") && one.labels[0];
    const box = (label || one).getBoundingClientRect();
    return [Math.round(box.width), Math.round(box.height), one.outerHTML.slice(0, 100)];
  })
  .filter(([width, height]) => width && height && (width < 24 || height < 24))"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(one => one.checkVisibility() && !one.closest(".visually-hidden, .skip-link, select, textarea, input, svg"))
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  // Else it is for screen readers alone.
  .filter(one => one.clientWidth > 1 && parseFloat(getComputedStyle(one).textIndent) < 100)
  .filter(one => ["hidden", "clip"].includes(getComputedStyle(one).overflowX)
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .map(one => one.outerHTML.slice(0, 100))"""


@pytest.mark.matrix  # every page once more: with `make browser-test`
@pytest.mark.parametrize("party", PARTIES)
def test_targets_are_large_enough_and_spaced_text_is_not_clipped(shown, visit_as, party):
    visitor = visit_as(party, width=390)
    with faults_collected() as found:
        for route, where in shown.pages(party):
            visitor.page.goto(where)
            faults = [f"only {w} x {h} pixels: {html}" for w, h, html in visitor.page.evaluate(SMALL_TARGETS)]
            faults += [
                f"can only be learnt by hovering: {html}"
                for html in visitor.page.evaluate(
                    "[...document.querySelectorAll('body [title]')].map(one => one.outerHTML.slice(0, 100))"
                )
            ]
            visitor.page.evaluate(SPACED)
            faults += [f"clipped when spaced: {html}" for html in visitor.page.evaluate(CLIPPED)]
            if visitor.overflow() > 0:
                faults.append(f"wider by {visitor.overflow()} when spaced")
            found[str(route)] = faults


@pytest.mark.parametrize(
    ("person", "name", "about"),
    [
        ("anonymous", "landing", "-"),
        ("anonymous", "offers", "-"),
        ("anonymous", "account_login", "-"),
        ("trainee", "desk", "-"),
        ("trainee", "apply", "open_offer"),
        ("host", "desk", "-"),
        ("coordinator", "cases", "-"),
        ("coordinator", "decide", "confirmed_application"),
    ],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_whatever_has_the_focus_shows_it_and_is_not_covered(shown, visit_as, person, name, about, width):
    page = visit_as(person, width=width, reduced_motion="reduce").page
    page.goto(shown.where(name, about))
    stops = []
    for _stop in range(250):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 3
    assert "skip-link" in stops[0]["html"]
    assert [stop["html"] for stop in stops if stop["ring"] < 3] == []
    assert [stop["html"] for stop in stops if not stop["seen"] or stop["covered"]] == []


def test_skip_link_leads_past_the_navigation(shown, visit_as):
    page = visit_as("trainee", width=390).page
    page.goto("/desk/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_says_how_many_it_found_without_moving_the_focus(shown, visit_as):
    page = visit_as("anonymous").page
    page.goto("/offers/")
    said = page.locator("[role=status]#found-said")
    assert said.text_content() == ""
    page.locator("input[name=q]").fill("web shop")
    page.locator("input[name=q]").press("Enter")
    expect(said).to_contain_text("open offer")
    assert page.evaluate("document.activeElement.name") == "q"
