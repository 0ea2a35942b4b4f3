"""What every test shares: real servers, strict templates, no network beyond this machine (see pyproject.toml)."""

import os

from django.conf import settings

from tests import servers, strict_templates

servers.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")
os.environ |= {
    "SECRET_KEY": "only for tests, and long enough that no check complains about it",
    "DEBUG": "true",  # static files are served as they stand; the test runner itself turns DEBUG off
    "DEMO": "false",
    "SITE_URL": "http://localhost:8000",
    "EMAIL_URL": "",
}
strict_templates.install()
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when nothing was ever collected
