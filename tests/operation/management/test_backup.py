"""The commands, as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from operation.backups.shelf import list_good

pytestmark = pytest.mark.django_db(transaction=True)


def test_writes_to_the_folder_of_the_settings_and_keeps_the_newest(
    learner: User, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BACKUP_DIR = str(tmp_path / "backups")
    for _ in range(3):
        call_command("backup", keep=2)
    said = capsys.readouterr().out.splitlines()
    kept = list_good(tmp_path / "backups")
    assert len(kept) == 2
    rows, tables, size = kept[0].manifest.rows, len(kept[0].manifest.tables), kept[0].path.stat().st_size
    assert said[-2] == f"{kept[0].path}: {rows} rows in {tables} tables, {size} bytes, verified."
    assert said[-1].endswith(".backup: deleted, 2 newer ones are kept.")

    call_command("backup", check=kept[0].path)
    assert capsys.readouterr().out.startswith(f"{kept[0].path} is good: {rows} rows in {tables} tables, made 20")


def test_needs_to_know_where(db: None) -> None:
    with pytest.raises(CommandError, match=r"Where to\? Set BACKUP_DIR, or pass --to FOLDER\."):
        call_command("backup")


def test_never_deletes_the_last_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="the last good backup is never deleted"):
        call_command("backup", to=tmp_path, keep=0)


def test_says_what_is_wrong_with_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "a.backup").write_bytes(b"no archive")
    with pytest.raises(CommandError, match=r"a\.backup: It is damaged \(BadZipFile\)\. Take another backup\."):
        call_command("backup", check=tmp_path / "a.backup")
    with pytest.raises(CommandError, match=r"There is no file .*none\.backup"):
        call_command("backup", check=tmp_path / "none.backup")


def test_people_are_not_replaced_without_a_yes(learner: User, settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_DIR = str(tmp_path)
    with pytest.raises(CommandError, match="BACKUP_DIR has no good backup"):
        call_command("restore", "latest")
    call_command("backup", verbosity=0)
    with pytest.raises(CommandError, match="1 accounts, and --yes was not given"):
        call_command("restore", "latest")
    (tmp_path / "bad").write_bytes(b"")
    with pytest.raises(CommandError, match=r"bad: It is damaged .* Nothing was changed\."):
        call_command("restore", str(tmp_path / "bad"), yes=True)
