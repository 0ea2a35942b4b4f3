"""axe-core over the page as it stands: everything it can say about WCAG 2.2 AA and good practice, no rule left out."""

from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # which axe does not run unasked
    "resultTypes": ["violations"],
    "selectors": True,
}


def faults(page) -> list[str]:
    """A line for each place at fault: the rule, what it wants, and the element."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} ({said(node)})" for rule in found for node in rule["nodes"]]


def said(node: dict) -> str:
    return "; ".join(line.strip() for line in node.get("failureSummary", "").splitlines()[1:])
