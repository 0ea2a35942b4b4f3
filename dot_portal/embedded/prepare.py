"""Bring database, code lists, demo world and static files up to date, in one process of its own.

Prints the sign-ins of the demo people and nothing else; what it does goes to standard error.
"""

import os
import sys

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")
    django.setup()
    from django.conf import settings

    call_command("migrate", interactive=False, stdout=sys.stderr)
    call_command("load_codelists", stdout=sys.stderr)
    if settings.DEMO:
        call_command("load_demo", stdout=sys.stderr)
        call_command("load_demo", sign_ins=True)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, stdout=sys.stderr)


if __name__ == "__main__":
    main()
