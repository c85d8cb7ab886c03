"""Copy the database while the site runs, and look whether the copy is good."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from operation.backups.making import check_backup, make_backup
from operation.backups.manifest import BackupError
from operation.backups.shelf import drop_old
from operation.management.progress import watch_progress

KEEP = 14


class Command(BaseCommand):
    help = "Back up the database while the site runs: one file, read back and counted before it gets its name."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="Where it goes; by default BACKUP_DIR.")
        parser.add_argument("--keep", type=int, default=KEEP, help="So many newest good ones stay (14); others go.")
        parser.add_argument("--check", type=Path, metavar="FILE", help="Make none: look whether this one is good.")

    def handle(self, *, to: Path | None, keep: int, check: Path | None, **options: Any) -> None:
        if keep < 1:
            raise CommandError("--keep must be 1 or more: the last good backup is never deleted.")
        try:
            if check:
                self.look_at(check)
            else:
                self.make(find_folder(to), keep)
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"{check or 'No backup was made'}: {error}") from error

    def look_at(self, path: Path) -> None:
        with watch_progress() as watch:
            manifest = check_backup(path, watch)
        made = f"{manifest.made_at:%Y-%m-%d %H:%M} UTC by version {manifest.version}"
        self.stdout.write(f"{path} is good: {manifest.rows} rows in {len(manifest.tables)} tables, made {made}.")

    def make(self, folder: Path, keep: int) -> None:
        with watch_progress() as watch:
            backup = make_backup(folder, watch)
        tables, size = backup.manifest.tables, backup.path.stat().st_size
        self.stdout.write(
            f"{backup.path}: {backup.manifest.rows} rows in {len(tables)} tables, {size} bytes, verified."
        )
        for path in drop_old(folder, keep=keep, newest=backup.path):
            self.stdout.write(f"{path}: deleted, {keep} newer ones are kept.")


def find_folder(to: Path | None) -> Path:
    if to or settings.BACKUP_DIR:
        return to or Path(settings.BACKUP_DIR)
    raise CommandError("Where to? Set BACKUP_DIR, or pass --to FOLDER.")
