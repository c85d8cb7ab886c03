"""Query budgets: what a page asks of the database, counted the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "DECLARE")  # the last: a SELECT that is read in chunks


@contextmanager
def capture_queries() -> Iterator[list[str]]:
    """Yields a list that holds, once the block is left, each statement that reads or writes rows.

    Savepoints, pragmas and settings of the connection are left out: they differ between databases.
    """
    statements: list[str] = []
    with CaptureQueriesContext(connection) as context:
        yield statements
    statements += [query["sql"] for query in context.captured_queries if query["sql"].lstrip(" (").startswith(COUNTED)]


@contextmanager
def count_queries(expected: int) -> Iterator[None]:
    """Fails, listing the statements, unless the block makes exactly `expected` of them."""
    with capture_queries() as statements:
        yield
    listing = "\n".join(f"{number}. {statement}" for number, statement in enumerate(statements, start=1))
    assert len(statements) == expected, f"{len(statements)} queries instead of {expected}:\n{listing}"
