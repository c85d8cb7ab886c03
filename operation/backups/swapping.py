"""Databases of a PostgreSQL server that take each other's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from operation.backups.manifest import BackupError
from operation.backups.postgresql import open_connection

MAINTENANCE = "postgres"
"""A database that every server has, to stand in while ours is renamed."""
RIGHTS = "Restoring needs the right to create databases: ALTER ROLE ... CREATEDB, or give DATABASE_URL another role."


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """An empty database for the length of the block, unless it was renamed in it."""
    with open_connection(MAINTENANCE) as link:
        try:
            link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except InsufficientPrivilege as error:
            raise BackupError(RIGHTS) from error
        try:
            yield
        finally:
            link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def swap(fresh: str, live: str, *, former: str) -> str:
    """Gives `fresh` the name `live`, in one transaction with renaming the old one to `former`. Gives `former`, or "" if
    there was no old one. Whoever is connected to either is cut off, and connects anew to the new one."""
    with open_connection(MAINTENANCE) as link:
        exists = bool(link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [live]).fetchone())
        if exists:
            allow_connections(link, live, allowed=False)
        try:
            for name in (live, fresh):
                link.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            with link.transaction():
                for old, new in [(live, former)] * exists + [(fresh, live)]:
                    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                    link.execute(rename.format(sql.Identifier(old), sql.Identifier(new)))
        except psycopg.Error:
            if exists:
                allow_connections(link, live, allowed=True)
            raise
        if exists:
            allow_connections(link, former, allowed=True)
    return former if exists else ""


def allow_connections(link: psycopg.Connection[Any], name: str, *, allowed: bool) -> None:
    word = sql.SQL("true" if allowed else "false")
    link.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}").format(sql.Identifier(name), word))
