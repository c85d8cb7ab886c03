"""Copies of an SQLite database, through SQLite itself: a copy of the file alone can lose the last commits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from operation.backups.manifest import BackupError

Watch = Callable[[str, int, int], None]
"""Is told the stage, what is done and what there is to do."""

PAGES = 500
WAIT_SECONDS = 60


def copy_database(source: Path, target: Path, watch: Watch) -> dict[str, int]:
    """Writes the state of one moment to `target`, while others write, and counts the rows of the copy."""
    with connect(source, read_only=True) as live, connect(target) as copy:
        # A transaction of its own holds the moment: without it each write of another begins the copy anew.
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(copy, pages=PAGES, progress=lambda _status, left, total: watch("copying", total - left, total))
        live.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")
    return count_rows(target, watch)


def count_rows(database: Path, watch: Watch) -> dict[str, int]:
    """Rows by table of a database that is whole. Raises BackupError for one that is not."""
    try:
        with connect(database) as copy:
            faults = [row[0] for row in copy.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
            if faults or copy.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError("The database in it is not whole: SQLite's integrity check fails.")
            names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            tables = {}
            for number, name in enumerate(sorted(names)):
                watch("counting", number, len(names))
                tables[name] = copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own table
            return tables
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database in it cannot be read: {error}.") from error


def put_in_place(copy: Path, live: Path, watch: Watch) -> None:
    """Writes `copy` over the database at `live`, in one transaction: killed at any moment, the old one is there.

    Whoever has the database open sees the new one from the next transaction on; no file changes its place.
    """
    with connect(copy, read_only=True) as source, connect(live) as target:
        source.backup(target, pages=-1)
        watch("putting in place", 1, 1)


@contextmanager
def connect(path: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
