"""The drill: a backup becomes a database again, row by row, and one that fails leaves the old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from operation.backups.archive import pack, unpack
from operation.backups.making import make_backup
from operation.backups.manifest import BackupError
from operation.backups.restoring import count_people, restore_backup
from progress.models import Mark
from tests.factories import MarkFactory
from tests.operation.backups.places import (
    another_database,
    drop_databases,
    ignore,
    manage,
    name_ours,
    read_tables,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _drop_former() -> Iterator[None]:
    yield
    if connection.vendor == "postgresql":
        drop_databases(f"{str(connection.settings_dict['NAME'])[:30]}_before_")


def test_every_table_of_another_database_is_the_same(learner: User, tmp_path: Path) -> None:
    MarkFactory.create_batch(3, user=learner)
    backup = make_backup(tmp_path, ignore)
    with another_database(tmp_path) as address:
        done = manage("restore", str(backup.path), "--no-migrate", address=address)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == [
            f"Restored {backup.manifest.rows} rows in {len(backup.manifest.tables)} tables from {backup.path}.",
            "Now run: manage.py migrate",
            "Restart the site, so that no process goes on with what it remembers of the former one.",
        ]
        assert read_tables(address) == read_tables(name_ours())


def test_takes_the_place_of_the_present_one_and_keeps_that(learner: User, tmp_path: Path) -> None:
    mark = MarkFactory.create(user=learner)
    backup = make_backup(tmp_path, ignore)
    before = read_tables(name_ours())
    MarkFactory.create_batch(2, user=learner)
    manifest, kept = restore_backup(backup.path, ignore)
    assert manifest == backup.manifest
    assert read_tables(name_ours()) == before
    assert list(Mark.objects.values_list("pk", flat=True)) == [mark.pk]
    former = name_ours().replace(Path(str(connection.settings_dict["NAME"])).name, Path(kept).name)
    assert len(next(rows for name, rows in read_tables(former).items() if name.endswith("progress_mark"))) == 3


@pytest.mark.parametrize("change", ["damaged", "newer", "foreign", "short"])
def test_one_that_cannot_be_relied_on_changes_nothing(learner: User, tmp_path: Path, change: str) -> None:
    MarkFactory.create(user=learner)
    good = make_backup(tmp_path, ignore)
    unpack(good.path, tmp_path / "data")
    manifest = {
        "newer": replace(good.manifest, version="9.0.0", migrations=[*good.manifest.migrations, "progress.9999_more"]),
        "foreign": replace(good.manifest, vendor="oracle"),
        "short": replace(good.manifest, tables=good.manifest.tables | {"progress_more": 3}),
    }.get(change, good.manifest)
    bad = tmp_path / "bad"
    pack(bad, manifest, tmp_path / "data")
    if change == "damaged":
        bad.write_bytes(bad.read_bytes()[:-100])
    before = read_tables(name_ours())
    messages = {
        "damaged": "It is damaged",
        "newer": r"version 9.0.0, which is newer \(progress.9999_more\). Upgrade Waymark first",
        "foreign": f"It is a backup of oracle; DATABASE_URL names {connection.vendor}",
        "short": "Its data are not|progress_more has None rows in it, and should have 3",
    }
    with pytest.raises(BackupError, match=messages[change]):
        restore_backup(bad, ignore)
    assert read_tables(name_ours()) == before


def test_people_are_counted_before_they_are_replaced(learner: User, other_learner: User) -> None:
    assert count_people() == 2


def test_a_database_that_is_not_there_has_no_people(tmp_path: Path) -> None:
    with another_database(tmp_path) as address:
        count = "from operation.backups.restoring import count_people as count; print(count())"
        done = manage("shell", "-c", count, address=address)
    assert done.stdout.splitlines()[-1] == "0"
