"""Each page in its reader's language and time zone."""

from django.utils import translation

from mechanisms.notifications.rendering import as_read_by


class ReadersLanguageAndZone:
    """Runs after authentication: what the person chose wins over what the browser says."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with as_read_by(request.user):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
