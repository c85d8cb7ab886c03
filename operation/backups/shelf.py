"""The folder of backups: their names, the last good one, and which go when a new one comes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from operation.backups.archive import SCRATCH, peek
from operation.backups.manifest import BackupError, Manifest

NAME = re.compile(r"waymark-\d{8}T\d{12}Z\.backup")
LEFTOVER = timedelta(days=1)


@dataclass(frozen=True)
class Backup:
    path: Path
    manifest: Manifest

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.manifest.made_at


def name_backup(moment: datetime) -> str:
    """A name that sorts by time."""
    return f"waymark-{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}Z.backup"


def list_good(folder: Path) -> list[Backup]:
    """The backups of a folder that can be opened, newest first. Empty for a folder that is not there."""
    return list(_walk_good(folder))


def find_last_good(folder: Path) -> Backup | None:
    """The newest one that can be opened; a damaged one is passed over. Reads one manifest, as a rule."""
    return next(_walk_good(folder), None)


def is_too_old(backup: Backup | None) -> bool:
    """Whether it is older than `BACKUP_MAX_AGE_HOURS`; none at all is too old."""
    return backup is None or backup.age > timedelta(hours=settings.BACKUP_MAX_AGE_HOURS)


def drop_old(folder: Path, *, keep: int, newest: Path) -> list[Path]:
    """Deletes all but the `keep` newest good ones, and never `newest`. Files that we did not name stay; so do damaged
    ones, which somebody should look at. Gives what was deleted."""
    others = [backup.path for backup in list_good(folder) if backup.path != newest]
    old = others[max(keep, 1) - 1 :]
    for path in old:
        path.unlink(missing_ok=True)
    _sweep(folder)
    return old


def _walk_good(folder: Path) -> Iterator[Backup]:
    names = sorted((path for path in folder.glob("waymark-*.backup") if NAME.fullmatch(path.name)), reverse=True)
    for path in names:
        try:
            yield Backup(path, peek(path))
        except BackupError:
            continue


def _sweep(folder: Path) -> None:
    """What backups left behind that were killed a day ago or earlier."""
    before = (timezone.now() - LEFTOVER).timestamp()
    for path in folder.glob(f"{SCRATCH}*"):
        if path.is_dir() and path.stat().st_mtime < before:
            shutil.rmtree(path, ignore_errors=True)
