"""The databases: SQLite for one machine, PostgreSQL for one or many, and a replica of it to read from.

Connections are kept (opening one costs more than a page), or taken from a pool of this process. Each connection of a
server carries limits, so that one slow statement or one forgotten lock cannot hold all others. Commands (an import, a
migration, a backup) may take as long as they need: only processes that serve pages are limited (`PROCESS`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import env

CONNECT_SECONDS = 5
IDLE_SECONDS = 60
"""How long a transaction may stand idle before the server ends it, and its locks with it."""
POOL_WAIT_SECONDS = 10
POSTGRESQL = "config.postgresql"
USES_BEFORE_PREPARED = 5
"""Times that a connection asks the same before it lets the server keep the plan; planning a page's one question takes
longer than answering it."""


def read_databases(folder: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default`, and `replica` if there is one. `folder` is where SQLite's file lies by default."""
    default = env.read_database("DATABASE_URL", default=f"sqlite:///{folder / 'db.sqlite3'}")
    default["ATOMIC_REQUESTS"] = False
    replica = read_replica(default)
    if default["ENGINE"].endswith("sqlite3"):
        return {"default": prepare_sqlite(default, folder)}
    databases = {"default": prepare_postgresql(default)}
    if replica:
        databases["replica"] = prepare_replica(replica)
    return databases


def prepare_sqlite(entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    """WAL alone fails 38 % of concurrent read-then-write transactions; IMMEDIATE takes the write lock first and waits.

    Connections are kept here too: when the last one closes, SQLite writes its whole log into the file. Tests use a
    file, as in service: a database in memory has no WAL and is shared between threads in another way.
    """
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    kept = env.read_int("CONN_MAX_AGE", default=60)
    return entry | {"OPTIONS": options, "CONN_MAX_AGE": kept, "TEST": {"NAME": folder / "test.sqlite3"}}


def prepare_postgresql(entry: dict[str, Any]) -> dict[str, Any]:
    """Kept or pooled connections, looked at before they are used again, with limits; options of the address stay."""
    serves = env.read_text("PROCESS", default="command") == "server"
    options: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS}
    if env.read_bool("DATABASE_PREPARED", default=True):
        options |= {"server_side_binding": True, "prepare_threshold": USES_BEFORE_PREPARED}
    options |= entry.get("OPTIONS", {})
    size, kept = env.read_int("DATABASE_POOL", default=0), env.read_int("CONN_MAX_AGE", default=60)
    if (limits := read_limits()) and serves:
        options["options"] = " ".join([*filter(None, [options.get("options")]), *limits])
    if size and serves:
        options["pool"] = {"min_size": min(2, size), "max_size": size, "timeout": POOL_WAIT_SECONDS}
        kept = 0  # the pool keeps them
    return entry | {"ENGINE": POSTGRESQL, "OPTIONS": options, "CONN_MAX_AGE": kept, "CONN_HEALTH_CHECKS": True}


def read_limits() -> list[str]:
    """What a server's connection asks of PostgreSQL, as its command line would say it; 0 seconds is no limit."""
    seconds = {
        "statement_timeout": env.read_int("STATEMENT_TIMEOUT", default=30),
        "lock_timeout": env.read_int("LOCK_TIMEOUT", default=10),
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    return [f"-c {name}={value}s" for name, value in seconds.items() if value]


def read_replica(default: dict[str, Any]) -> dict[str, Any]:
    """The entry of the replica, empty without one. Only PostgreSQL has replicas."""
    if not env.read_text("DATABASE_REPLICA_URL"):
        return {}
    replica = env.read_database("DATABASE_REPLICA_URL", default="")
    if {default["ENGINE"], replica["ENGINE"]} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL, there and in DATABASE_URL.")
    return replica


def prepare_replica(entry: dict[str, Any]) -> dict[str, Any]:
    """As PostgreSQL, and nothing is ever written there, whatever it is; tests see the default database in it."""
    replica = prepare_postgresql(entry)
    options = replica["OPTIONS"]
    options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    return replica | {"TEST": {"MIRROR": "default"}}
