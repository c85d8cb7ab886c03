"""Databases beside the one of the tests, and every row of one, for comparing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from operation.backups.postgresql import OURS, open_connection

ROOT = Path(__file__).resolve().parents[3]
Tables = dict[str, list[str]]


def ignore(stage: str, done: int, total: int) -> None:
    """Watches nothing."""


@contextmanager
def another_database(folder: Path) -> Iterator[str]:
    """The address of a database of the same kind that does not exist yet, and is gone after the block."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'another.sqlite3'}"
        return
    names = connection.settings_dict
    name = f"{names['NAME']}_another"
    password = f":{names['PASSWORD']}" if names["PASSWORD"] else ""
    drop_databases(name)  # one that a killed run left
    try:
        yield f"postgres://{names['USER']}{password}@{names['HOST']}:{names['PORT']}/{name}"
    finally:
        drop_databases(name)


def drop_databases(start: str) -> None:
    """Databases of the server whose name begins so."""
    with open_connection("postgres") as link:
        for (name,) in link.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{start}%"]).fetchall():
            link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def manage(*words: str, address: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs manage.py against another database."""
    return run_python("manage.py", *words, address=address, **more)


def run_python(*words: str, address: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs a script of ours against another database."""
    env = {**os.environ, "DATABASE_URL": address, "DEBUG": "true", **more}
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True)


def read_tables(address: str) -> Tables:
    """Every row of every table, as text, sorted."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as link:
            names = [row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(map(repr, link.execute(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608 - its own tables
    with psycopg.connect(address) as server:
        names = server.execute(OURS).fetchall()
        return {str(name): _read_rows(server, schema, table) for name, schema, table in names}


def _read_rows(server: psycopg.Connection[Any], schema: str, table: str) -> list[str]:
    rows = server.execute(sql.SQL("SELECT * FROM ONLY {}").format(sql.Identifier(schema, table)))
    return sorted(map(repr, rows.fetchall()))


def name_ours() -> str:
    """The address of the database of the tests."""
    names = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{names['NAME']}"
    password = f":{names['PASSWORD']}" if names["PASSWORD"] else ""
    return f"postgres://{names['USER']}{password}@{names['HOST']}:{names['PORT']}/{names['NAME']}"
