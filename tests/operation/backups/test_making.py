"""A backup is one private file that can be relied on, or there is none."""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from operation.backups.archive import DATA, MANIFEST, pack, unpack
from operation.backups.making import check_backup, list_migrations, make_backup
from operation.backups.manifest import BackupError, Manifest, read_manifest
from operation.backups.shelf import Backup
from progress.models import Note
from tests.factories import MarkFactory, NodeFactory, TopicFactory
from tests.operation.backups.places import another_database, ignore, manage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(learner: User, tmp_path: Path) -> Backup:
    MarkFactory.create_batch(3, user=learner)
    return make_backup(tmp_path / "shelf", ignore)


def test_holds_every_table_with_its_rows(backup: Backup) -> None:
    counted = {name.split(".")[-1]: rows for name, rows in check_backup(backup.path, ignore).tables.items()}
    for model in apps.get_models(include_auto_created=True):
        assert counted[model._meta.db_table] == model._default_manager.count()
    assert counted["progress_mark"] == 3


def test_is_its_owners_alone_and_leaves_nothing_beside(backup: Backup) -> None:
    folder = backup.path.parent
    assert [path.name for path in folder.iterdir()] == [backup.path.name]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, backup.path)] == [0o700, 0o600]


def test_says_when_by_which_version_and_of_what(backup: Backup, settings: Settings) -> None:
    manifest = check_backup(backup.path, ignore)
    assert manifest == backup.manifest
    assert (manifest.vendor, manifest.version) == (connection.vendor, settings.VERSION)
    assert manifest.migrations == list_migrations()
    assert any(name.startswith("progress.") for name in manifest.migrations)
    assert backup.path.name == f"waymark-{manifest.made_at:%Y%m%dT%H%M%S%f}Z.backup"


def test_one_cut_short_anywhere_is_refused(backup: Backup) -> None:
    whole = backup.path.read_bytes()
    for length in [0, 1, 100, *range(200, len(whole), len(whole) // 5), len(whole) - 1]:
        backup.path.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            check_backup(backup.path, ignore)


def test_one_with_a_changed_byte_is_refused_or_says_the_same(learner: User, tmp_path: Path) -> None:
    """A changed byte may say the same in another way where the data repeat themselves; these do not."""
    noise = Random(8)  # noqa: S311 - no secret
    for topic in TopicFactory.create_batch(40, node=NodeFactory.create()):
        Note.objects.create(user=learner, topic=topic, text=noise.randbytes(Note.LONGEST // 2).hex())
    backup = make_backup(tmp_path / "shelf", ignore)
    whole = backup.path.read_bytes()
    refused = 0
    for place in range(0, len(whole), len(whole) // 25):
        backup.path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert check_backup(backup.path, ignore) == backup.manifest
        except BackupError:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "Its data are not what was written"),
        ({"bytes": 1}, "Its data are not what was written"),
        ({"tables": {}}, "It is the backup of an empty database"),
        ({"migrations": []}, "It is the backup of an empty database"),
    ],
)
def test_one_whose_manifest_and_data_disagree_is_refused(
    backup: Backup, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    data = tmp_path / "data"
    unpack(backup.path, data)
    pack(tmp_path / "forged", replace(backup.manifest, **change), data)  # type: ignore[arg-type]  # any field
    with pytest.raises(BackupError, match=message):
        check_backup(tmp_path / "forged", ignore)


def test_one_that_lost_a_row_is_refused(backup: Backup, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup.path) as archive:
        manifest = read_manifest(archive.read(MANIFEST).decode())
        archive.extract(DATA, tmp_path)
    tables = {name: rows + name.endswith("progress_mark") for name, rows in manifest.tables.items()}
    pack(tmp_path / "forged", replace(manifest, tables=tables), tmp_path / DATA)
    with pytest.raises(BackupError, match="progress_mark has 3 rows in it, and should have 4"):
        check_backup(tmp_path / "forged", ignore)


def test_one_that_the_disk_spoiled_gets_no_name(learner: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back before it stands on the shelf, it never gets there."""

    def pack_half(place: Path, manifest: Manifest, data: Path) -> None:
        pack(place, manifest, data)
        os.truncate(place, place.stat().st_size // 2)

    monkeypatch.setattr("operation.backups.making.pack", pack_half)
    with pytest.raises(BackupError, match="It is damaged"):
        make_backup(tmp_path / "shelf", ignore)
    assert list((tmp_path / "shelf").iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "null", '{"format": 2}'])
def test_a_manifest_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(BackupError):
        read_manifest(text)


def test_a_database_without_tables_makes_no_backup(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        with another_database(tmp_path) as address:
            done = manage("backup", "--to", str(tmp_path / "shelf"), address=address)
    else:
        done = manage("backup", "--to", str(tmp_path / "shelf"), address=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert done.returncode == 1
    assert "No backup was made" in done.stderr
    assert list(tmp_path.glob("shelf/*")) == []
