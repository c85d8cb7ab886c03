"""Copies of a PostgreSQL database, by pg_dump and pg_restore, which have to be installed where this runs."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from psycopg import sql

from operation.backups.manifest import BackupError

Watch = Callable[[str, int, int], None]

OURS = """SELECT format('%I.%I', schemaname, tablename), schemaname, tablename FROM pg_tables
    WHERE schemaname <> 'information_schema' AND schemaname NOT LIKE 'pg\\_%' ORDER BY 1"""
COPY = re.compile(rb"COPY (\S+) \(.*\) FROM stdin;\n")


def dump_database(target: Path, watch: Watch) -> dict[str, int]:
    """Writes a custom-format dump of one moment to `target`, and counts the rows of the same moment."""
    with open_connection() as link, link.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = 0")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        moment = str(cursor.execute("SELECT pg_export_snapshot()").fetchone()[0])  # type: ignore[index]  # one row
        tables = count_tables(cursor, watch)
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}",
            watch=watch, total=len(tables))  # fmt: skip
    return tables


def count_tables(cursor: psycopg.Cursor[Any], watch: Watch) -> dict[str, int]:
    """Rows by table, as the transaction of the cursor sees them."""
    names = cursor.execute(OURS).fetchall()
    tables = {}
    for number, (name, schema, table) in enumerate(names):
        watch("counting", number, len(names))
        count = sql.SQL("SELECT count(*) FROM ONLY {}").format(sql.Identifier(schema, table))
        tables[name] = cursor.execute(count).fetchone()[0]  # type: ignore[index]  # one row
    return tables


def count_dump(dump: Path) -> dict[str, int]:
    """Rows by table in a dump: pg_restore reads all of it and writes the rows out, none of them to a database."""
    command = ["pg_restore", "--data-only", "--file=-", str(dump)]
    tables: dict[str, int] = {}
    with tempfile.TemporaryFile() as said:
        process = start(command, stdout=subprocess.PIPE, stderr=said)
        with process.stdout as lines:  # type: ignore[union-attr]  # a pipe was asked for
            for line in lines:
                if found := COPY.fullmatch(line):
                    tables[found[1].decode()] = _count_until_end(lines)
        if process.wait():
            said.seek(0)
            raise BackupError(f"pg_restore cannot read it: {said.read().decode(errors='replace').strip()}")
    return tables


def _count_until_end(lines: Iterator[bytes]) -> int:
    rows = 0
    for line in lines:
        if line == b"\\.\n":
            return rows
        rows += 1
    return rows


def load_dump(dump: Path, database: str, watch: Watch) -> None:
    """Fills an empty database from a dump, whole or not at all."""
    run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dump),
        database=database, watch=watch)  # fmt: skip


def run(program: str, *arguments: str, watch: Watch, database: str = "", total: int = 0) -> None:
    """Runs a program of PostgreSQL against our server. Raises BackupError with what it says."""
    settings = connection.settings_dict | ({"NAME": database} if database else {})
    (_, *place, name), env = DatabaseClient.settings_to_cmd_args_env(settings, [])  # the password is in `env`
    command = [program, *place, f"--dbname={name}", "--no-password", "--verbose", *arguments]
    process = start(command, stderr=subprocess.PIPE, env={**os.environ, **(env or {}), "LC_ALL": "C"})
    said: list[str] = []
    done = 0
    with io.TextIOWrapper(process.stderr, errors="replace") as lines:  # type: ignore[type-var]  # a pipe was asked for
        for line in lines:
            said = [*said[-20:], line.strip()]
            if "dumping contents" in line or "processing data" in line:
                done += 1
                watch("dumping" if total else "restoring", done, total)
    if process.wait():
        raise BackupError(f"{program} failed: " + " ".join(line for line in said if "error" in line.lower()))


def start(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, **options)  # noqa: S603 - our own words, no shell
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed here. Install PostgreSQL's client programs.") from error


@contextmanager
def open_connection(database: str = "") -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own to our database, or to another of the same server. Each statement is a transaction."""
    settings = connection.settings_dict | ({"NAME": database} if database else {})
    wrapper = connection.copy()
    wrapper.settings_dict = settings | {"OPTIONS": {k: v for k, v in settings["OPTIONS"].items() if k != "pool"}}
    with closing(wrapper):
        wrapper.ensure_connection()
        yield wrapper.connection
