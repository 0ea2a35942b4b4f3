"""A watch on the database: whoever may only look must not even try to write."""

from contextlib import contextmanager

from django.db import connection

LOOKS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET ", "SHOW ", "DECLARE ", "FETCH ")


class Written(AssertionError):
    pass


@contextmanager
def no_writes():
    """Raises Written at the first statement that is not a look."""

    def watch(execute, sql, params, many, context):
        if not str(sql).lstrip("( \n").upper().startswith(LOOKS) or "FOR UPDATE" in str(sql):
            raise Written(f"wrote: {sql}"[:300])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
