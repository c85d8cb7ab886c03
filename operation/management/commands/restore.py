"""Put a backup in the place of the database."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from operation.backups.manifest import BackupError
from operation.backups.restoring import count_people, restore_backup
from operation.backups.shelf import find_last_good
from operation.management.progress import watch_progress


class Command(BaseCommand):
    help = "Replace the database by a backup. The former one is kept; one that fails leaves it in its place."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="FILE", help='A file that backup made, or "latest" for that of BACKUP_DIR.')
        parser.add_argument("--yes", action="store_true", help="Replace a database that has people without asking.")
        parser.add_argument("--no-migrate", action="store_true", help="Leave the tables as the backup has them.")

    def handle(self, *, path: str, yes: bool, no_migrate: bool, **options: Any) -> None:
        place = find_backup(path)
        people = count_people()
        if people and not yes:
            self.ask(people)
        try:
            with watch_progress() as watch:
                manifest, kept = restore_backup(place, watch)
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"{place}: {error} Nothing was changed.") from error
        self.stdout.write(f"Restored {manifest.rows} rows in {len(manifest.tables)} tables from {place}.")
        if kept:
            self.stdout.write(f"The former database is kept as {kept}. Delete it once you need it no more.")
        if no_migrate:
            self.stdout.write("Now run: manage.py migrate")
        else:
            call_command("migrate", verbosity=0)
        self.stdout.write("Restart the site, so that no process goes on with what it remembers of the former one.")

    def ask(self, people: int) -> None:
        """Goes on only with a person's yes."""
        question = f"The database has {people} accounts. Replace it? Type yes: "
        if not sys.stdin.isatty() or input(question).strip().lower() != "yes":
            raise CommandError(f"The database has {people} accounts, and --yes was not given. Nothing was changed.")


def find_backup(path: str) -> Path:
    if path != "latest":
        return Path(path)
    last = find_last_good(Path(settings.BACKUP_DIR)) if settings.BACKUP_DIR else None
    if last is None:
        raise CommandError("BACKUP_DIR has no good backup.")
    return last.path
