"""Whatever arrives in an address, a form, a cookie or a header: the answer is a page or a sentence, never an error.

The test client raises what a view raises, so that each case below would fail with its traceback.
"""

from copy import copy
from urllib.parse import quote_from_bytes, urldefrag, urljoin

import pytest
from django.db import transaction
from django.urls import reverse

from tests.addresses import ACTS, PAGES, PEOPLE, REFUSALS, address, read
from tests.pages import forms_in

# As bytes, since no surrogate half can be written as text.
NASTY = {
    "nul": b"a\x00b",
    "surrogate": b"a\xed\xa0\x80b",
    "long": b"x" * 10_000,
    "script": "👩🏽‍💻 ‮שלום‬ <b>&amp; Ωmega</b>\r\n'\"%s{{ x }}".encode(),
    "number": b"-99999999999999999999999999",
    "digits": "٣²½".encode(),
}
PARAMETERS = (
    "q", "field", "page", "state", "trainee", "as", "audience", "institution_id", "country", "next", "party",
    "activity", "kind", "language", "starts", "skills", "sort",
)  # fmt: skip
TYPED = {"text", "textarea", "email", "url", "tel", "search", "password"}


def who_gets(route) -> str:
    """Somebody who gets more than a refusal; who is of a party first."""
    order = ("trainee", "host", "coordinator", "administrator", *PEOPLE)
    return next(person for person in order if route.answers[person] not in {*REFUSALS, "go"})


def with_a_page(table):
    return [route for route in read(table) if {"200"} & set(route.answers.values())]


def encoded(pairs) -> bytes:
    """As application/x-www-form-urlencoded, from bytes."""
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()


@pytest.mark.parametrize("route", with_a_page(PAGES), ids=str)
def test_nasty_parameters_in_an_address(addressed, people, route):
    where = address(route, addressed).partition("?")[0]
    for value in NASTY.values():
        query = encoded([(name, value) for name in PARAMETERS]).decode()
        response = people[who_gets(route)].get(where, QUERY_STRING=query)
        b"".join(response)
        assert response.status_code < 500 or route.name == "health"


def filled(form, value: bytes, *, only_typed: bool):
    """Every field nasty; or only those that are typed into, with something fitting in all others."""
    for one in form.fields:
        if one.kind == "file" or one.name == "csrfmiddlewaretoken":
            continue
        if not only_typed or one.kind in TYPED:
            yield one.name, value
        elif one.kind == "select":
            yield one.name, (one.value or next(filter(None, one.options), "")).encode()
        elif one.kind not in {"checkbox", "radio"} or one.checked or one.kind == "radio":
            yield one.name, one.value.encode()


@pytest.mark.parametrize("route", with_a_page(PAGES), ids=str)
def test_nasty_words_in_a_form(addressed, people, route):
    where, client = address(route, addressed), people[who_gets(route)]
    page = b"".join(client.get(where)).decode("utf-8", "replace")
    for form in forms_in(page):
        if form.method != "post" or form.action == reverse("account_logout") != where:
            continue
        to = urldefrag(urljoin(where, form.action)).url
        for kind, value in NASTY.items():
            for button, act in form.buttons or [("", "")]:
                sent(
                    client,
                    to,
                    [*filled(form, value, only_typed=True), (button, act.encode())],
                )
                if kind in {"surrogate", "number"}:
                    sent(
                        client,
                        to,
                        [*filled(form, value, only_typed=False), (button, act.encode())],
                    )


def sent(client, where, pairs):
    answered(client, where, encoded(pairs), "application/x-www-form-urlencoded")


def answered(client, where, body, content_type):
    """Whatever the answer changes is taken back, and the person stays signed in."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = client.post(where, body, content_type=content_type)
        b"".join(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    assert response.status_code < 500, where


@pytest.mark.parametrize("route", read(ACTS), ids=str)
def test_nasty_words_with_an_act(addressed, people, route):
    where = address(route, addressed)
    person = next((person for person, what in route.answers.items() if what in {"go", "200"}), "administrator")
    for value in NASTY.values():
        sent(people[person], where, [(name, value) for name in ("why", "reason", "note", "act", "next", "position")])


@pytest.mark.parametrize("route", [*with_a_page(PAGES), *read(ACTS)], ids=str)
def test_json_where_a_form_is_expected(addressed, people, route):
    for body in (b'{"a": "\\ud800"}', b'{"a\\u0000": 1}', b"{", b"[" * 2000, b"null", b"\xff"):
        answered(people[who_gets_or_anybody(route)], address(route, addressed), body, "application/json")


def who_gets_or_anybody(route):
    return next((person for person, what in route.answers.items() if what not in REFUSALS), "administrator")


@pytest.mark.parametrize(
    "nasty", ["99999999999999999999999999", "0", "👩🏽", "a b", "..%2f..%2fetc", "%00", "%ED%A0%80"]
)
def test_nasty_arguments_in_an_address(addressed, people, nasty):
    """Each address with an argument, as it would be typed."""
    for route in read(PAGES) + read(ACTS):
        if route.about in {"-", "wrong_key"} or route.about.startswith("?"):
            continue
        where = address(route, addressed)
        for argument in map(str, addressed[route.about]):
            typed = where.replace(f"/{argument}/", f"/{nasty}/")
            response = people[who_gets_or_anybody(route)].get(typed)
            b"".join(response)
            assert response.status_code in {200, 302, 400, 404, 405, 410}, typed


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "x" * 10_000, "👩🏽‍💻", "-1", '{"a": [', "\r\nSet-Cookie: a=b"])
def test_nasty_cookies_and_headers(addressed, people, client, value):
    value = value.encode("utf-8", "surrogatepass").decode("latin-1")  # as a server hands it on
    for cookie in ("sessionid", "csrftoken", "messages", "django_language", "theme", "other"):
        assert client.get("/", HTTP_COOKIE=f"{cookie}={value}").status_code in {200, 400}
    for header in ("ACCEPT_LANGUAGE", "REFERER", "USER_AGENT", "X_FORWARDED_FOR", "HX_CURRENT_URL", "HX_REQUEST"):
        for where in ("/", reverse("offers"), reverse("account_login")):
            assert client.get(where, **{f"HTTP_{header}": value}).status_code in {200, 400}
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_a_charset_that_nobody_speaks(client):
    response = client.post(reverse("account_login"), b"a=b", content_type="application/x-www-form-urlencoded;charset=x")
    assert response.status_code == 400


def test_a_broken_upload(addressed, people):
    """The body of a form with a file ends in the middle."""
    body = b'--x\r\nContent-Disposition: form-data; name="cv"; filename="\xff\x00'
    where = reverse("apply", args=addressed["open_offer"])
    response = people["trainee"].post(where, body, content_type="multipart/form-data; boundary=x")
    assert response.status_code in {200, 302, 400}  # a draft may be empty
