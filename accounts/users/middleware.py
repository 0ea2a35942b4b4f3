"""Each page in its reader's language and time zone."""

import zoneinfo

from django.utils import timezone, translation


class ReadersLanguageAndZone:
    """Runs after authentication: what the person chose wins over what the browser says."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        zone = zoneinfo.ZoneInfo(user.time_zone) if user.time_zone in zoneinfo.available_timezones() else None
        with translation.override(user.language), timezone.override(zone):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)
