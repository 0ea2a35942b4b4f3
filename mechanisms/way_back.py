"""Back to the page on which a button was pressed: its form names the address in the field `next`."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The path and query that the form (or the address of its page) named; `otherwise` where it is none of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return urlsplit(wanted)._replace(fragment="").geturl() if ours else otherwise
