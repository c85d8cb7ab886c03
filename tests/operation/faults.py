"""A database that is away, for the length of a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from unittest.mock import patch

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

Execute = Callable[..., object]


@contextmanager
def without_database(*, tables: str = "", error: Exception | None = None) -> Iterator[None]:
    """Every query fails; with `tables` only those that name one of these."""

    def refuse(execute: Execute, sql: str, *rest: object) -> object:
        if tables in sql:
            raise error or make_error()
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def without_database_for_visitors(*, tables: str = "") -> Iterator[None]:
    """The same for all threads but this one, as those of a live server; they may have kept their connections."""
    here, execute = get_ident(), CursorWrapper.execute

    def refuse(cursor: CursorWrapper, sql: str, *rest: object) -> object:
        if get_ident() != here and tables in sql:
            raise make_error()
        return execute(cursor, sql, *rest)  # type: ignore[arg-type]  # passed on as they came

    with patch.object(CursorWrapper, "execute", refuse):
        yield


def make_error() -> OperationalError:
    return OperationalError("server closed the connection unexpectedly")
