import os
import subprocess
import sys

import pytest

PRINT = """
import django
django.setup()
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory
print(get_client_ip(RequestFactory().get("/", headers={"X-Forwarded-For": "9.9.9.9, 203.0.113.7"})))
"""


@pytest.mark.parametrize(
    ("site", "seen"), [("https://dot.example", "203.0.113.7"), ("http://localhost:8000", "127.0.0.1")]
)
def test_failed_tries_are_counted_by_the_address_of_the_person(site, seen):
    """What the proxy saw, never what the person claims; without https there is no proxy to believe."""
    environment = os.environ | {"SITE_URL": site, "DJANGO_SETTINGS_MODULE": "dot_portal.settings"}
    done = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == seen
