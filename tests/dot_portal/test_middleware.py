"""Input that nobody can read is answered with a sentence and 400, whichever way it comes in."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from dot_portal.middleware import ContentSecurityPolicy, RefuseUnreadableInput, is_readable

pytestmark = pytest.mark.django_db
SENTENCE = "cannot be read as text"


def through(request, view=lambda request: HttpResponse("passed")):
    """The answer of the middleware around a view, as Django's handler would put them together."""
    middleware = RefuseUnreadableInput(view)
    try:
        return middleware(request)
    except Exception as exception:
        answer = middleware.process_exception(request, exception)
        if answer is None:
            raise
        return answer


@pytest.fixture
def rf():
    return RequestFactory()


@pytest.mark.parametrize("path", ["/offers/%00/", "/?q=%00", "/?q=a%00b", "/?%00=a", "/?page=1&q=%00"])
def test_address_with_nul(client, path):
    response = client.get(path)
    assert response.status_code == 400
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/?q=%ED%A0%80", "/?q=%FF", "/%ED%A0%80/", "/%FF/", "/?q=\N{GREEK SMALL LETTER ALPHA}", "/?q=%F0%9F%98%80"]
)
def test_address_that_is_only_odd_is_no_error(client, path):
    assert client.get(path).status_code in {200, 404}


@pytest.mark.parametrize("cookie", ['"a\\000b"', "a\x00b"])
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "messages", "anything"])
def test_cookie_that_cannot_be_read(client, name, cookie):
    response = client.get("/", headers={"cookie": f"{name}={cookie}"})
    assert response.status_code == 400
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize("header", ["user-agent", "accept-language", "referer", "x-anything", "hx-current-url"])
@pytest.mark.parametrize("text", ["a\x00b", "a\udfffb"])
def test_header_that_cannot_be_read(client, header, text):
    assert client.get("/", headers={header: text}).status_code == 400


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "nonsense", "iso-8859-1"])
def test_another_charset_is_refused_before_anything_is_decoded(client, charset):
    response = client.generic(
        "POST", "/?q=%2B2AA-", b"a=%2B2AA-", f"application/x-www-form-urlencoded; charset={charset}"
    )
    assert response.status_code == 400
    assert client.get("/?q=%2B2AA-", headers={"content-type": f"text/plain; charset={charset}"}).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf_8_by_any_name_passes(rf, charset):
    request = rf.generic("POST", "/", b"a=b", f"application/x-www-form-urlencoded; charset={charset}")
    assert through(request).content == b"passed"


@pytest.mark.parametrize(
    "body",
    [
        rb'{"a": "\u0000"}',
        rb'{"a\u0000": 1}',
        rb'{"a": ["b", {"c": "\ud800"}]}',
        rb'"\udfff\ud800"',
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b"[" * 100_000,
    ],
)
def test_json_that_cannot_be_read(rf, body):
    response = through(rf.generic("POST", "/", body, "application/json"))
    assert response.status_code == 400
    assert SENTENCE in json.loads(response.content)["error"]


@pytest.mark.parametrize("body", [rb'{"a": "\ud83d\ude00"}', rb'{"a": "\\u0000"}', b"[1, null]", b"not json", b""])
def test_json_that_can_be_read_passes(rf, body):
    assert through(rf.generic("POST", "/", body, "application/json")).content == b"passed"


def test_form_with_nul_reaches_its_form_which_says_so_and_keeps_the_text(client):
    response = client.post("/accounts/login/", {"login": "a\x00b@example.org", "password": "secret\x00"})
    assert response.status_code == 200
    assert "Null characters are not allowed" in response.content.decode()
    assert "b@example.org" in response.content.decode()


@pytest.mark.parametrize("error", [ValueError("A string literal cannot contain NUL."), UnicodeError()])
def test_view_that_fails_on_a_nul_it_took_without_a_form(rf, error):
    def view(request):
        raise error

    assert through(rf.post("/", {"why": "a\x00b"}), view).status_code == 400
    with pytest.raises(type(error)):
        through(rf.post("/", {"why": "plain"}), view)


def test_other_failures_stay_failures(rf):
    def view(request):
        raise KeyError("why")

    with pytest.raises(KeyError):
        through(rf.post("/", {"why": "a\x00b"}), view)


@pytest.mark.parametrize("body", [b"a=%00", b"a=%ED%A0%80", b"a=%FF", b"%00=%00", b"a=\x00\xff", b"=&&=&%"])
def test_odd_form_bodies_are_never_a_server_error(client, body):
    response = client.generic("POST", "/accounts/login/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 200


def test_broken_upload_is_refused(client):
    response = client.generic("POST", "/accounts/login/", b"--x\r\nbroken", "multipart/form-data; boundary=\x00")
    assert response.status_code in {200, 400}


@pytest.mark.parametrize(
    ("text", "readable"),
    [("", True), ("Ελλάδα Čeština 😀", True), ("\x00", False), ("a\ud800", False), ("\udfff", False), ("\ufffd", True)],
)
def test_what_can_be_read(text, readable):
    assert is_readable(text) is readable


# --- what a browser may load ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nowhere/", "/admin/login/", "/static/css/base.css"])
def test_nothing_inline_and_nothing_from_elsewhere_may_run(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_a_page_says_more_strictly_stands():
    def file(request):
        return HttpResponse("", headers={"Content-Security-Policy": "sandbox"})

    assert ContentSecurityPolicy(file)(None).headers["Content-Security-Policy"] == "sandbox"
