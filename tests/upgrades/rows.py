"""What the rows of a database say, and what of it another one, upgraded from it, does not say any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

Row = dict[str, object]
Site = dict[str, dict[object, Row]]
"""Table -> primary key -> row."""

PASSING = {"cache", "sqlite_sequence"}
"""What may be thrown away, and what SQLite counts for itself."""

GROWING = {"auth_group_permissions", "auth_permission", "django_content_type", "django_migrations"}
"""Where Django writes what the code of today has more."""

AS_TODAY: dict[str, Callable[[Row], Row]] = {
    "accounts_user": lambda row: row | {"email": str(row["email"]).lower()},  # accounts 0003
}
"""Table -> what an earlier row is called now. A migration that renames, moves or rewrites has its line here."""


def find_losses(before: Site, after: Site) -> list[str]:
    """One line for each value, row, column or table that is gone or says something else, and each row from nowhere."""
    losses = []
    for table, rows in before.items():
        meant = {key: AS_TODAY.get(table, dict)(row) for key, row in rows.items()}
        now = after.get(table, {})
        for key, row in meant.items():
            losses += [f"{table} {key}: {loss}" for loss in _compare(row, now.get(key))]
        if table not in GROWING:
            losses += [f"{table} {key}: was not there" for key in now.keys() - meant.keys()]
    return losses


def _compare(meant: Row, now: Row | None) -> list[str]:
    if now is None:
        return ["is gone"]
    gone = [f"{column} is gone" for column in meant if column not in now]
    shared = [column for column in meant if column in now]
    return gone + [f"{c} was {meant[c]!r}, is {now[c]!r}" for c in shared if meant[c] != now[c]]


def find_blanks(site: Site) -> list[str]:
    """Tables without a row, and columns in which no row says anything: there a loss would not be seen."""
    blanks = [table for table, rows in site.items() if not rows]
    for table, rows in site.items():
        columns = {column for row in rows.values() for column in row}
        blanks += [f"{table}.{c}" for c in sorted(columns) if all(_is_blank(row[c]) for row in rows.values())]
    return blanks


def _is_blank(value: object) -> bool:
    return value in (None, "", 0, "[]", "{}", [], {})


def read_site(address: str) -> Site:
    """Every row of every table of the site's, by its first column, which is the primary key of each."""
    tables = _read_sqlite(address) if address.startswith("sqlite") else _read_postgresql(address)
    return {name: {next(iter(row.values())): row for row in rows} for name, rows in tables.items()}


def _read_sqlite(address: str) -> dict[str, list[Row]]:
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as link:
        link.row_factory = sqlite3.Row
        names = {str(row[0]) for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - PASSING
        return {name: [dict(row) for row in link.execute(f'SELECT * FROM "{name}"')] for name in names}  # noqa: S608 - its own tables


def _read_postgresql(address: str) -> dict[str, list[Row]]:
    with psycopg.connect(address, row_factory=dict_row) as link:
        found = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = {str(row["tablename"]) for row in found} - PASSING
        whole = sql.SQL("SELECT * FROM {}")
        return {name: link.execute(whole.format(sql.Identifier(name))).fetchall() for name in names}
