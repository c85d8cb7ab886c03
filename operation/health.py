"""Whether visitors can be served: each check says `ok`, or in a few words what is wrong, and never a secret."""

from __future__ import annotations

from functools import cache as remember
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operation.backups.shelf import find_last_good, is_too_old

OK = "ok"


def look_at_health() -> dict[str, str]:
    """The checks by name; `backup` only where `BACKUP_DIR` is set."""
    database = check_database()
    checks = {"database": database}
    checks["migrations"] = check_migrations() if database == OK else "not known"
    checks["cache"] = check_cache()
    if settings.BACKUP_DIR:
        checks["backup"] = check_backups()
    return checks


def check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "cannot be reached"
    return OK


def check_migrations() -> str:
    """Whether the database has had every migration that this code knows."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return "cannot be read"
    missing = len(known_migrations() - applied.keys())
    return f"{missing} not applied: run manage.py migrate" if missing else OK


@remember
def known_migrations() -> frozenset[tuple[str, str]]:
    """(app, name) of every migration on the disk; the files do not change while a process runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def check_cache() -> str:
    try:
        cache.get("healthz")
    except Exception:
        return "cannot be reached"
    return OK


def check_backups() -> str:
    """What is wrong with the last good backup, with its age in whole hours."""
    last = find_last_good(Path(settings.BACKUP_DIR))
    if not is_too_old(last):
        return OK
    if last is None:
        return "there is none"
    return f"the last good one is {int(last.age.total_seconds() // 3600)} hours old"
