"""What search engines may read: what everybody may, but no doors."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
"""


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
