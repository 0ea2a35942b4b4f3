"""The WSGI application that the web server loads."""

import os
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")


class Utf8Request(WSGIRequest):
    """Reads every request as UTF-8, the only encoding our pages have.

    A charset that is no text encoding ("charset=hex") would otherwise fail while the request is made,
    before the middleware that answers it with a sentence.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


WSGIHandler.request_class = Utf8Request
application = get_wsgi_application()
