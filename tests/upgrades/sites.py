"""Sites of earlier versions, kept in tests/data/, as databases of the kind that the tests run on."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from operation.backups.postgresql import open_connection
from tests.operation.backups.places import another_database

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
VERSIONS = ("0.1.0", "0.3.0")


@contextmanager
def earlier_site(version: str, folder: Path) -> Iterator[str]:
    """The address of a site of that version, each column of which says something."""
    with another_database(folder) as address:
        if connection.vendor == "sqlite":
            shutil.copy(DATA / f"site-{version}.sqlite3", address.removeprefix("sqlite:///"))
        else:
            make_database(address)
            dump = DATA / f"site-{version}.pg.sql"
            load = ["psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={dump}", address]
            subprocess.run(load, check=True, capture_output=True)
        for each in VERSIONS:
            if each <= version:
                run_sql(address, Path(__file__).with_name(f"more-{each}.sql").read_text(encoding="utf-8"))
        yield address


def run_sql(address: str, statements: str) -> None:
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as link:
            link.executescript(statements)
        return
    with psycopg.connect(address, options="-c timezone=UTC") as server:
        server.execute(statements.encode())


def copy_site(address: str, name: str) -> str:
    """The address of a site with the same rows; it goes when the first one goes."""
    copy = f"{address}_{name}"
    if address.startswith("sqlite"):
        shutil.copy(address.removeprefix("sqlite:///"), copy.removeprefix("sqlite:///"))
    else:
        make_database(copy, template=_name(address))
    return copy


def make_database(address: str, template: str = "template1") -> None:
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with open_connection("postgres") as link:
        link.execute(make.format(sql.Identifier(_name(address)), sql.Identifier(template)))


def _name(address: str) -> str:
    return address.rsplit("/", 1)[1]
