"""Pages in the states that people bring about: forms sent empty, and the dialog before signing out."""

import pytest

from tests.browser.pages.conftest import faults_collected

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Forms that cannot be sent empty, by who fills them in.
EMPTY = {
    "anonymous": [("account_login", "-"), ("account_signup", "-"), ("account_reset_password", "-")],
    "trainee": [("apply", "open_offer"), ("propose_host", "-")],
    "host": [("new_offer", "-"), ("host_profile", "-"), ("decline_application", "sent_application")],
    "coordinator": [
        ("decide", "confirmed_application"),
        ("new_call", "-"),
        ("invite_host", "-"),
        ("cancel_placement", "placement"),
    ],
    "stranger": [("profile", "?learner"), ("ask_to_join", "-"), ("host_profile", "-")],
}
EMPTY_ALL = """for (const field of document.querySelectorAll("main form[method=post] :is(input, textarea, select)")) {
  if (["hidden", "submit"].includes(field.type)) continue;
  field.removeAttribute("required");
  if (["checkbox", "radio"].includes(field.type)) field.checked = false;
  else if (field.tagName === "SELECT") field.selectedIndex = -1;
  else field.value = "";
}"""


@pytest.mark.parametrize("person", EMPTY)
def test_form_sent_empty_leads_from_its_summary_to_each_field(shown, visit_as, person):
    """The summary has the focus, each line of it leads to its field, and each field says what is wrong with it."""
    visitor = visit_as(person, width=390)
    page = visitor.page
    with faults_collected() as found:
        for name, about in EMPTY[person]:
            page.goto(shown.where(name, about))
            page.evaluate(EMPTY_ALL)
            page.locator("main form[method=post] button:not([name=act][value=later]).btn-primary").last.click()
            summary = page.locator(".error-summary")
            summary.wait_for()
            found[name] = visitor.faults()
            if not summary.evaluate("one => one === document.activeElement"):
                found[name].append("the summary has not the focus")
            for link in summary.locator("a[href^='#']").all():
                link.click()
                if not page.evaluate("document.activeElement.matches('input, select, textarea')"):
                    found[name].append(f"“{link.text_content()}” leads to no field")
                elif page.evaluate("document.activeElement.getAttribute('aria-invalid')") != "true":
                    found[name].append(f"the field of “{link.text_content()}” does not say that it is wrong")


def test_who_is_about_to_be_signed_out_is_told_and_can_stay(shown, visit_as):
    visitor = visit_as("trainee", width=390)
    page = visitor.page
    said = {"seconds": 500}
    page.route("**/account/stay/", lambda route: route.fulfill(json=said))
    page.goto("/account/")
    assert not page.locator("dialog.session").is_visible()
    page.evaluate("document.querySelector('dialog[data-session-url]').dataset.sessionSeconds = 500")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: SESSION}))".replace(
        "SESSION", "document.querySelector(\"script[src*='js/session']\").src"
    ))  # fmt: skip
    dialog = page.locator("dialog.session")
    dialog.wait_for()
    assert "8 minutes" in dialog.text_content()
    assert visitor.faults() == []
    said["seconds"] = 5000
    page.get_by_role("button", name="Stay signed in").press("Enter")
    dialog.wait_for(state="hidden")


def test_who_was_signed_out_is_told(shown, visit_as):
    visitor = visit_as("trainee", width=390)
    page = visitor.page
    page.goto("/account/")
    visitor.context.clear_cookies()
    page.evaluate("document.querySelector('dialog[data-session-url]').dataset.sessionSeconds = 1")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: SESSION}))".replace(
        "SESSION", "document.querySelector(\"script[src*='js/session']\").src"
    ))  # fmt: skip
    dialog = page.locator("dialog.session")
    dialog.wait_for()
    assert "You were signed out" in dialog.inner_text()
    assert visitor.faults() == []
