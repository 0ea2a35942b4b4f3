"""How what a test writes goes away again.

A test that commits has a database of its own: a clone of one that holds the code lists and that nobody connects to.
Truncating the tables afterwards, as Django would, costs more and would lose the code lists for all that follow.
What many tests only read is written once, in a transaction around them all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import TransactionTestCase


def keep_as_template() -> str:
    """Copy the test database as it is now; returns the name of the copy."""
    template = f"{connection.settings_dict['NAME']}_template"
    copy(connection.settings_dict["NAME"], template)
    return template


def drop(name: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy(source: str, name: str) -> None:
    drop(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')


@contextmanager
def clone_of(template: str) -> Iterator[str]:
    """Every connection that this process opens meanwhile goes to a fresh clone, which is gone afterwards."""
    before = connection.settings_dict["NAME"]
    name = f"{before}_clone"
    copy(template, name)
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        drop(name)
        connection.settings_dict["NAME"] = before


def never_truncate() -> None:
    """What a test commits goes away with its clone."""
    TransactionTestCase._fixture_teardown = lambda test_case: None


@contextmanager
def written_once(django_db_blocker) -> Iterator[None]:
    """For fixtures of a wider scope: what is written here stands for all their tests, and is then taken back."""
    with django_db_blocker.unblock():
        around_all = transaction.atomic()
        around_all.__enter__()
    try:
        with django_db_blocker.unblock():
            yield
    finally:
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around_all.__exit__(None, None, None)
