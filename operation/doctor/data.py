"""The doctor's look at what is kept: database, migrations, cache, backups, disk."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from operation.backups.shelf import find_last_good
from operation.doctor.finding import FAIL, OK, WARN, Finding
from operation.health import check_backups, check_migrations

GIB = 1024**3
LITTLE, TOO_LITTLE = 1.0, 0.1
"""Free space in GiB that calls for a look, and at which writing soon fails."""
OLDEST_POSTGRESQL = 150_000
APART_SECONDS = 2


def look_at_database() -> Finding:
    """Whether it answers, and keeps its promises: a write-ahead log, or transactions that see what is committed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = cursor.fetchone()[0]
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            if mode != "wal":
                return Finding("database", FAIL, f"SQLite {version}, journal {mode}", "Put the file on a local disk.")
            return Finding("database", OK, f"SQLite {version} with a write-ahead log")
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SHOW server_version_num")
        is_old = int(cursor.fetchone()[0]) < OLDEST_POSTGRESQL
        cursor.execute("SHOW transaction_isolation")
        isolation = cursor.fetchone()[0]
    said = f"PostgreSQL {version}, {isolation}"
    return Finding("database", WARN if is_old else OK, said, "Upgrade to PostgreSQL 15 or newer." if is_old else "")


def look_at_migrations() -> Finding:
    word = check_migrations()
    return Finding("migrations", OK, "all applied") if word == OK else Finding("migrations", FAIL, word)


def look_at_cache() -> Finding:
    """Whether all processes share it and it counts: rate limits stand on that."""
    backend = settings.CACHES["default"]["BACKEND"].rsplit(".", 1)[1]
    if backend in {"LocMemCache", "DummyCache"}:
        return Finding(
            "cache", FAIL, f"{backend} is not shared by processes", "Leave CACHES as it is, or set REDIS_URL."
        )
    cache.set("doctor", 1, 30)
    if cache.incr("doctor") != 2 or cache.get("doctor") != 2:
        return Finding("cache", FAIL, f"{backend} does not count", "Run manage.py createcachetable; look at REDIS_URL.")
    return Finding("cache", OK, f"{backend}, shared, counts")


def look_at_clock() -> Finding:
    if connection.vendor == "sqlite":
        return Finding("clock", OK, "the database's is this machine's")
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    said = f"{apart:.1f} s from the database's"
    if apart > APART_SECONDS:
        return Finding("clock", WARN, said, "Have both machines ask a time server (NTP).")
    return Finding("clock", OK, said)


def look_at_backups() -> Finding:
    if not settings.BACKUP_DIR:
        return Finding("backups", WARN, "BACKUP_DIR is not set", "Set it, and run manage.py backup once a day.")
    word = check_backups()
    if word != OK:
        return Finding("backups", FAIL, word, "Run manage.py backup, and see why it did not run.")
    last = find_last_good(Path(settings.BACKUP_DIR))
    hours = int(last.age.total_seconds() // 3600) if last else 0
    return Finding("backups", OK, f"the last good one is {hours} hours old")


def look_at_disk() -> Finding:
    """The fullest of the disks that we write to."""
    places: list[str | Path] = [settings.BASE_DIR, *filter(None, [settings.BACKUP_DIR])]
    if connection.vendor == "sqlite":
        places.append(Path(settings.DATABASES["default"]["NAME"]).parent)
    free, place = min((shutil.disk_usage(place).free / GIB, str(place)) for place in places if Path(place).exists())
    level = FAIL if free < TOO_LITTLE else WARN if free < LITTLE else OK
    return Finding("disk", level, f"{free:.1f} GiB free at {place}", "" if level == OK else "Make room.")
