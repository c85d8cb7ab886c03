"""One import at a time, over all processes that share the database. A kill frees the lock: no file has to be removed.

SQLite: `flock` on a file beside the database, freed by the kernel. PostgreSQL: an advisory lock of the session, freed
by the server. A database in memory belongs to this process alone, and so does its lock.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection

SUFFIX = ".import-lock"
PAUSE = 0.1  # seconds between two tries
_ADVISORY_KEY = int.from_bytes(b"waymark")  # advisory locks are numbered in each database on its own
_in_memory = threading.Lock()


class ImportBusyError(Exception):
    """Another import holds the lock."""


class ImportLockError(Exception):
    """The lock cannot be taken, or was lost while it was held."""


@contextmanager
def hold_import_lock(wait: float = 0) -> Iterator[None]:
    """Hold the lock for the length of the block; it is not reentrant.

    wait: seconds to try for, 0 for one try. Raises ImportBusyError when it is still held by then, and ImportLockError
    when it cannot be had at all, or, from any query of the block, when the session that held it is gone.
    """
    hold = _hold_session if connection.vendor == "postgresql" else _hold_file
    with hold(wait):
        yield


@contextmanager
def _hold_session(wait: float) -> Iterator[None]:
    _poll(_try_session, wait)
    holder = connection.connection

    def refuse_others(execute: Callable[..., Any], *arguments: Any) -> Any:
        if connection.connection is not holder:
            raise ImportLockError("the connection to the database was lost during the import, and its lock with it")
        return execute(*arguments)

    try:
        with connection.execute_wrapper(refuse_others):
            yield
    finally:
        if connection.connection is holder:
            _free_session()


def _try_session() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_KEY])
        return bool(cursor.fetchone()[0])


def _free_session() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_KEY])
    except DatabaseError:
        connection.close()  # the session is of no more use, and its lock ends with it


@contextmanager
def _hold_file(wait: float) -> Iterator[None]:
    database = _find_database()
    if not database:
        _poll(lambda: _in_memory.acquire(blocking=False), wait)
        try:
            yield
        finally:
            _in_memory.release()
        return
    descriptor = _open(database + SUFFIX)
    try:
        _poll(lambda: _try_file(descriptor), wait)
        yield
    finally:
        os.close(descriptor)


def _find_database() -> str:
    """The file of the database, by whatever name the settings call it; "" for one in memory."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return next(str(file) for _, name, file in cursor.fetchall() if name == "main")


def _open(path: str) -> int:
    """A descriptor of the file, made if it is missing. To read is enough: another account may have made it."""
    try:
        return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImportLockError(f"cannot lock imports with the file {path}: {reason}") from error


def _try_file(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise ImportLockError(f"cannot lock imports beside the database: {error.strerror}") from error
    return True


def _poll(take: Callable[[], bool], wait: float) -> None:
    """Try until it is taken or the time is over."""
    end = time.monotonic() + wait
    while not take():
        left = end - time.monotonic()
        if left <= 0:
            raise ImportBusyError("another import is running" + (f", after {wait:g} seconds still" if wait else ""))
        time.sleep(min(PAUSE, left))
