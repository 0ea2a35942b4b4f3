"""The loaded code lists, and the complete official lists where they are at hand."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

OFFICIAL_FILES = Path(settings.BASE_DIR).parent / "shared" / "domain" / "data"


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """Our own lists, loaded once for the tests of this folder and taken back after them."""
    from programme.codelists.loader import load  # its models need the apps, which are not ready above

    with django_db_blocker.unblock():
        around_all = transaction.atomic()
        around_all.__enter__()
        load()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around_all.__exit__(None, None, None)


@pytest.fixture
def lists(loaded, db):
    """Our own lists; what a test changes is taken back after it."""


@pytest.fixture
def official():
    """Where the file of a complete official list is."""

    def path_of(name):
        path = OFFICIAL_FILES / name
        if not path.exists():
            reason = f"{path} is not there: the complete official lists are not part of the repository"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return path_of
