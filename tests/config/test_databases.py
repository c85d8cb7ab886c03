"""Connections to PostgreSQL: kept or pooled, and limited in what serves pages, never in a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config import databases

ADDRESS = "postgres://ada@h/way"
LIMITS = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Reads the databases under exactly these variables."""

    def run(**variables: str) -> dict[str, dict[str, Any]]:
        names = (
            "CONN_MAX_AGE", "DATABASE_POOL", "DATABASE_PREPARED", "DATABASE_REPLICA_URL", "DATABASE_URL",
            "LOCK_TIMEOUT", "PROCESS", "STATEMENT_TIMEOUT",
        )  # fmt: skip
        for name in names:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return databases.read_databases(Path("/srv"))

    return run


def test_a_server_is_limited(read: Any) -> None:
    entry = read(DATABASE_URL=ADDRESS, PROCESS="server")["default"]
    assert entry["OPTIONS"] == {"connect_timeout": 5, **PREPARED, "options": LIMITS}
    assert (entry["CONN_MAX_AGE"], entry["CONN_HEALTH_CHECKS"]) == (60, True)


def test_where_sessions_are_shared_nothing_is_prepared(read: Any) -> None:
    entry = read(DATABASE_URL=ADDRESS, DATABASE_PREPARED="false")["default"]
    assert entry["OPTIONS"] == {"connect_timeout": 5}


def test_a_command_is_not(read: Any) -> None:
    entry = read(DATABASE_URL=ADDRESS, DATABASE_POOL="8")["default"]
    assert (entry["OPTIONS"], entry["CONN_MAX_AGE"]) == ({"connect_timeout": 5, **PREPARED}, 60)


def test_limits_are_the_operators(read: Any) -> None:
    entry = read(
        DATABASE_URL=f"{ADDRESS}?options=-c%20jit%3Doff&connect_timeout=2",
        PROCESS="server",
        STATEMENT_TIMEOUT="7",
        LOCK_TIMEOUT="0",
    )["default"]
    told = "-c jit=off -c statement_timeout=7s -c idle_in_transaction_session_timeout=60s"
    assert entry["OPTIONS"] == {"connect_timeout": 2, **PREPARED, "options": told}


def test_a_pool_keeps_the_connections_itself(read: Any) -> None:
    entry = read(DATABASE_URL=ADDRESS, PROCESS="server", DATABASE_POOL="8")["default"]
    assert entry["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 8, "timeout": 10}
    assert entry["CONN_MAX_AGE"] == 0


def test_a_replica_is_never_written(read: Any) -> None:
    found = read(DATABASE_URL=ADDRESS, DATABASE_REPLICA_URL="postgres://ada@near/way", PROCESS="server")
    assert list(found) == ["default", "replica"]
    assert (found["replica"]["HOST"], found["replica"]["TEST"]) == ("near", {"MIRROR": "default"})
    assert found["replica"]["OPTIONS"]["options"] == f"{LIMITS} -c default_transaction_read_only=on"


@pytest.mark.parametrize(
    ("door", "limit"),
    [("import config.wsgi", "30s"), ("import config.asgi", "30s"), ("import django; django.setup()", "0")],
)
def test_postgresql_is_told(db: None, door: str, limit: str) -> None:
    """What the server itself says: it waits that long in a process that came in by this door."""
    if connection.vendor == "sqlite":
        assert "STATEMENT_TIMEOUT" not in os.environ  # SQLite has one writer and a timeout of its own
        return
    names = connection.settings_dict
    address = f"postgres://{names['USER']}@{names['HOST']}:{names['PORT']}/{names['NAME']}"
    ask = f"{door}\nfrom django.db import connection as c\nk = c.cursor()\nk.execute('SHOW statement_timeout')\n"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DATABASE_POOL": "2",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ask + "print(k.fetchone()[0])"],
        cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.returncode) == (limit, 0), done.stderr
