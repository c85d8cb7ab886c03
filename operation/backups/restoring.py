"""Putting a backup in the place of the database: into a fresh place first, so that a failure leaves the old one."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from operation.backups import postgresql, sqlite, swapping
from operation.backups.archive import DATA, scratch_beside, unpack
from operation.backups.making import Watch, check_data
from operation.backups.manifest import BackupError, Manifest, refuse_unlike


def restore_backup(path: Path, watch: Watch) -> tuple[Manifest, str]:
    """Replaces our database by that of the backup. Gives what it holds, and where the former database is kept ("" if
    there was none). Raises BackupError, or an error of the database, and has changed nothing then."""
    with scratch_beside(path) as scratch:
        data = scratch / DATA
        manifest = unpack(path, data)
        refuse_foreign(manifest)
        check_data(data, manifest, watch)
        connections.close_all()
        kept = restore_sqlite(data, watch) if manifest.vendor == "sqlite" else restore_postgresql(data, manifest, watch)
    return manifest, kept


def refuse_foreign(manifest: Manifest) -> None:
    """Raises BackupError for the database of another kind, or of a newer version than this code."""
    if manifest.vendor != connection.vendor:
        raise BackupError(f"It is a backup of {manifest.vendor}; DATABASE_URL names {connection.vendor}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {name.split(".")[0] for name in known}
    newer = [name for name in manifest.migrations if name not in known and name.split(".")[0] in ours]
    if newer:
        raise BackupError(
            f"It was made by version {manifest.version}, which is newer ({newer[0]}). Upgrade Waymark first."
        )


def count_people() -> int:
    """Accounts in the database that would be replaced; 0 where there is none, or none that can be read."""
    try:
        with transaction.atomic():
            return get_user_model()._default_manager.count()
    except DatabaseError:
        return 0


def restore_sqlite(data: Path, watch: Watch) -> str:
    live = Path(connection.settings_dict["NAME"])
    kept = ""
    if live.exists() and sqlite.count_rows(live, watch):
        former = live.with_name(f"{live.name}.before-{name_moment()}")
        sqlite.copy_database(live, former, watch)
        former.chmod(0o600)
        kept = str(former)
    sqlite.put_in_place(data, live, watch)
    return kept


def restore_postgresql(data: Path, manifest: Manifest, watch: Watch) -> str:
    live, moment = str(connection.settings_dict["NAME"]), name_moment()
    fresh = f"{live[:30]}_restored_{moment}"
    with swapping.fresh_database(fresh):
        postgresql.load_dump(data, fresh, watch)
        with postgresql.open_connection(fresh) as link, link.cursor() as cursor:
            refuse_unlike(manifest.tables, postgresql.count_tables(cursor, watch), "once restored")
            cursor.execute("ANALYZE")
        return swapping.swap(fresh, live, former=f"{live[:30]}_before_{moment}")


def name_moment() -> str:
    return f"{timezone.now():%Y%m%d%H%M%S}"
