"""What a backup says of itself: when, of what, how many rows of each table, and the digest of its data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = 1


class BackupError(Exception):
    """A backup that must not be relied on, with the reason and what to do."""


@dataclass(frozen=True)
class Manifest:
    """tables: rows by table, at that moment; migrations: `app.name`, sorted; bytes, sha256: of the data."""

    vendor: str
    version: str
    made_at: datetime
    tables: dict[str, int]
    migrations: list[str]
    bytes: int
    sha256: str

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def write_manifest(manifest: Manifest) -> str:
    said = asdict(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
    return json.dumps(said, indent=1, sort_keys=True)


def read_manifest(text: str) -> Manifest:
    """Raises BackupError for a text that is no manifest of ours."""
    try:
        said: dict[str, Any] = json.loads(text)
        if said.pop("format") != FORMAT:
            raise BackupError("It is of a format that this version does not know. Upgrade Waymark first.")
        return Manifest(**said | {"made_at": datetime.fromisoformat(said["made_at"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("Its manifest cannot be read. Take another backup.") from error


def refuse_unlike(expected: dict[str, int], found: dict[str, int], where: str) -> None:
    """Raises BackupError at the first table whose number of rows is not the one that was written down."""
    for table in sorted(expected.keys() | found.keys()):
        if expected.get(table) != found.get(table):
            raise BackupError(f"{table} has {found.get(table)} rows {where}, and should have {expected.get(table)}.")
