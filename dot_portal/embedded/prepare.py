"""Bring database, code lists, demo world and static files up to date, in one process of its own.

Prints the sign-ins of the demo people and nothing else; what it does goes to standard error.
"""

import hashlib
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
        collect_static()


def collect_static() -> None:
    """Collect the static files when one of them is not what it was: hashing and compressing them takes seconds."""
    from django.conf import settings

    collected = settings.STATIC_ROOT / "collected-from"
    now = fingerprint_of_static()
    if collected.exists() and collected.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, stdout=sys.stderr)
    collected.write_text(now)


def fingerprint_of_static() -> str:
    """Changes with any static file of ours or of a library, and with the requirements that treat them."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    told = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = os.stat(storage.path(path))
            told.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return told.hexdigest()


if __name__ == "__main__":
    main()
