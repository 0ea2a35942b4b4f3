"""Bring translations, database, code lists, demo world and static files up to date, in one process of its own.

Prints the sign-ins of the demo people and nothing else; what it does goes to standard error.
"""

import hashlib
import os
import sys

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

SOURCES = ("dot_portal", "placements", "accounts", "mechanisms", "programme", "locale", "static", "requirements.txt")
# Of the libraries only what pages ask for: the rest would take a minute to compress, at the first start of each portal.
UNUSED = ["bootstrap.css*", "bootstrap.rtl*", "bootstrap-*", "htmax-4*", "htmx-4*", "htmx-2.js", "django-htmx*", "ext"]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dot_portal.settings")
    django.setup()
    from django.conf import settings

    call_command("messages", compile=True, stdout=sys.stderr)
    # Each step finds out by itself that nothing is to do, but takes seconds for it.
    prepared, now = settings.VAR / "prepared", fingerprint()
    if migrations_wait() or not prepared.exists() or prepared.read_text() != now:
        call_command("migrate", interactive=False, stdout=sys.stderr)
        call_command("load_codelists", stdout=sys.stderr)
        if settings.DEMO:
            call_command("load_demo", stdout=sys.stderr)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, clear=True, ignore_patterns=UNUSED, stdout=sys.stderr)
        prepared.write_text(now)
    if settings.DEMO:
        call_command("load_demo", sign_ins=True)


def migrations_wait() -> bool:
    """Whether the database is behind the code; an emptied one is."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fingerprint() -> str:
    """Changes with the database, with the kind of run, and with any file of ours or version of a library."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    told = hashlib.sha256(f"{database['HOST']} {database['NAME']} {settings.DEMO} {settings.DEBUG}\n".encode())
    for source in SOURCES:
        start = settings.BASE_DIR / source
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".mo"}:
                state = path.stat()
                told.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return told.hexdigest()


if __name__ == "__main__":
    main()
