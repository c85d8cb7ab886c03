"""The folder of backups keeps the newest good ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from operation.backups.archive import pack
from operation.backups.manifest import Manifest
from operation.backups.shelf import drop_old, find_last_good, is_too_old, list_good, name_backup

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def put(folder: Path, hours: int) -> Path:
    """A backup that was made so many hours ago."""
    moment = NOW - timedelta(hours=hours)
    data = folder / "data"
    data.write_bytes(b"rows")
    path = folder / name_backup(moment)
    pack(path, Manifest("sqlite", "0.4.0", moment, {"a": 1}, ["a.0001"], 4, "0" * 64), data)
    data.unlink()
    return path


def test_the_newest_that_can_be_opened_is_the_last_good_one(tmp_path: Path) -> None:
    older, newer = put(tmp_path, 30), put(tmp_path, 2)
    (tmp_path / "waymark-20260430T110000000000Z.backup.txt").write_text("no backup")
    assert [backup.path for backup in list_good(tmp_path)] == [newer, older]
    newer.write_bytes(newer.read_bytes()[:-5])
    last = find_last_good(tmp_path)
    assert last is not None
    assert last.path == older


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert find_last_good(tmp_path / "nowhere") is None


@pytest.mark.parametrize(("hours", "old"), [(25, False), (27, True)])
def test_what_is_too_old(tmp_path: Path, settings: Settings, hours: int, old: bool) -> None:
    settings.BACKUP_MAX_AGE_HOURS = 26
    put(tmp_path, hours)
    with time_machine.travel(NOW, tick=False):
        assert is_too_old(find_last_good(tmp_path)) is old
    assert is_too_old(None)


def test_old_ones_go_and_damaged_ones_stay(tmp_path: Path) -> None:
    paths = [put(tmp_path, hours) for hours in (50, 40, 30, 20, 10)]
    paths[3].write_bytes(b"damaged")
    assert drop_old(tmp_path, keep=3, newest=paths[4]) == [paths[0]]
    assert sorted(tmp_path.iterdir()) == paths[1:]


def test_the_new_one_never_goes_even_when_the_clock_went_back(tmp_path: Path) -> None:
    new, future = put(tmp_path, 5), put(tmp_path, -5)
    assert drop_old(tmp_path, keep=1, newest=new) == [future]
    assert list(tmp_path.iterdir()) == [new]


def test_what_a_killed_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    new = put(tmp_path, 0)
    (tmp_path / ".waymark-old").mkdir()
    (tmp_path / ".waymark-old" / "database").write_text("half")
    drop_old(tmp_path, keep=1, newest=new)
    assert (tmp_path / ".waymark-old").exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        drop_old(tmp_path, keep=1, newest=new)
    assert list(tmp_path.iterdir()) == [new]
