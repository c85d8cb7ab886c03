"""Making a backup, and looking whether one is good."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operation.backups import postgresql, sqlite
from operation.backups.archive import DATA, measure, pack, publish, scratch_beside, unpack
from operation.backups.manifest import BackupError, Manifest, refuse_unlike
from operation.backups.shelf import Backup, name_backup

Watch = sqlite.Watch


def make_backup(folder: Path, watch: Watch) -> Backup:
    """A new backup in `folder`, read back and counted before it gets its name. Raises BackupError and leaves none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = timezone.now()
    place = folder / name_backup(moment)
    with scratch_beside(folder) as scratch:
        data = scratch / DATA
        migrations = list_migrations()
        tables = copy(data, watch)
        if not migrations or not any(tables.values()):
            raise BackupError("The database is empty. Is DATABASE_URL the one you mean?")
        manifest = Manifest(
            vendor=connection.vendor, version=settings.VERSION, made_at=moment, tables=tables, migrations=migrations,
            bytes=data.stat().st_size, sha256=measure(data),
        )  # fmt: skip
        packed = scratch / place.name
        pack(packed, manifest, data)
        data.unlink()
        check_backup(packed, watch)
        publish(packed, place)
    return Backup(place, manifest)


def check_backup(path: Path, watch: Watch) -> Manifest:
    """Reads every byte and counts every row. Raises BackupError with what is wrong."""
    with scratch_beside(path) as scratch:
        data = scratch / DATA
        manifest = unpack(path, data)
        check_data(data, manifest, watch)
    return manifest


def check_data(data: Path, manifest: Manifest, watch: Watch) -> None:
    """The database of a backup, opened and counted. Raises BackupError."""
    if not manifest.migrations or not manifest.rows:
        raise BackupError("It is the backup of an empty database.")
    watch("verifying", 0, 1)
    found = sqlite.count_rows(data, watch) if manifest.vendor == "sqlite" else postgresql.count_dump(data)
    refuse_unlike(manifest.tables, found, "in it")


def copy(target: Path, watch: Watch) -> dict[str, int]:
    if connection.vendor == "sqlite":
        return sqlite.copy_database(Path(connection.settings_dict["NAME"]), target, watch)
    return postgresql.dump_database(target, watch)


def list_migrations() -> list[str]:
    """The migrations that our database has had, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
