"""What comes around every page: what a browser may load for it, /health/, and input that no page can read.

The latter is answered with a sentence, never with a server error. PostgreSQL stores no NUL, and no
text with half a surrogate pair can be written as UTF-8. A form field refuses a NUL itself and shows
what was typed again, so form bodies go through; whatever a view then took from the request without
a form is caught when it fails.
"""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dot_portal.health import health

# Scripts, styles, pictures and requests are our own; pictures may also stand in a style sheet (data:). Nothing inline
# runs, nobody frames a page, and a form goes nowhere else.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
UTF_8 = {"", "utf-8", "utf8"}


class ContentSecurityPolicy:
    """Unless the page says more strictly itself what it may load, as an uploaded file does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response


class HealthFirst:
    """Whoever asks, and with whatever cookie: nobody is looked up in a database that may be down."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return health(request) if request.path_info == reverse("health") else self.get_response(request)


class RefuseUnreadableInput:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if unreadable_at_the_door(request):
            return refusal(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The database driver answers a NUL with ValueError, a surrogate with UnicodeError (which is one)."""
        if isinstance(exception, ValueError) and not all(map(is_readable, _values(request.POST))):
            return refusal(request)
        return None


def is_readable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def unreadable_at_the_door(request: HttpRequest) -> bool:
    # The charset first: with another one, Django decodes address and form by it.
    if request.content_params.get("charset", "").strip().lower() not in UTF_8:
        return True
    texts = [
        request.path_info,
        *_values(request.GET),
        *request.COOKIES.keys(),
        *request.COOKIES.values(),
        *(value for name, value in request.META.items() if name.startswith("HTTP_")),
    ]
    return not all(map(is_readable, texts)) or (is_json(request) and not _is_readable_json(request.body))


def is_json(request: HttpRequest) -> bool:
    return request.content_type.endswith(("/json", "+json"))


def refusal(request: HttpRequest) -> HttpResponse:
    sentence = _("Part of what was sent cannot be read as text. Go back, take out odd characters, and try again.")
    if is_json(request):
        return JsonResponse({"error": sentence}, status=400)
    return render(request, "400.html", {"sentence": sentence}, status=400)


def _values(query: QueryDict) -> list[str]:
    return [text for name, values in query.lists() for text in (name, *values)]


def _is_readable_json(body: bytes) -> bool:
    """Escapes such as \\u0000 hide in the raw body, so each text in it is looked at."""
    try:
        return all(map(is_readable, _texts_in(json.loads(body.decode()))))
    except (UnicodeDecodeError, RecursionError):
        return False
    except ValueError:
        return True  # not JSON at all, which is for the view to answer


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _texts_in(item)
