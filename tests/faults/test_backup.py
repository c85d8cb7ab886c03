"""A backup under writing processes holds all that was acknowledged before it, and becomes a database again.

`BACKUPS` says how often (3; `make faults`: 25).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from operation.backups.making import check_backup, make_backup
from tests.factories import UserFactory
from tests.faults.worlds import bring, write_documents
from tests.operation.backups.places import another_database, ignore, manage, name_ours, read_tables

pytestmark = pytest.mark.django_db(transaction=True)

BACKUPS = int(os.environ.get("BACKUPS", "3"))
WRITERS = 2
CHILD = Path(__file__).with_name("marker.py")


class Writer:
    """A process that marks, and how many of its marks have been acknowledged."""

    def __init__(self, person: User) -> None:
        self.acknowledged = 0
        env = {**os.environ, "DATABASE_URL": name_ours(), "DEBUG": "true"}
        command = [sys.executable, str(CHILD), str(person.pk)]
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.acknowledged = int(line)

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(timeout=60) == 0
        self._reader.join()


@contextmanager
def writing() -> Iterator[list[Writer]]:
    """Learners who mark until the block is left, and have begun when it is entered."""
    writers = [Writer(UserFactory.create()) for _ in range(WRITERS)]
    try:
        while not all(writer.acknowledged for writer in writers):
            assert all(writer.process.poll() is None for writer in writers)
            time.sleep(0.05)
        yield writers
    finally:
        for writer in writers:
            writer.stop()


def find_rows(address: str, table: str) -> list[str]:
    return next(rows for name, rows in read_tables(address).items() if name.split(".")[-1] == table)


def test_nothing_acknowledged_is_missing_from_it(tmp_path: Path) -> None:
    bring(write_documents(0))
    with writing() as writers:
        for number in range(BACKUPS):
            before = sum(writer.acknowledged for writer in writers)
            backup = make_backup(tmp_path / "shelf", ignore)
            time.sleep(0.1)
            after = sum(writer.acknowledged for writer in writers) + WRITERS  # those on their way
            tables = {name.split(".")[-1]: rows for name, rows in backup.manifest.tables.items()}
            assert before <= tables["progress_change"] <= after
            assert check_backup(backup.path, ignore) == backup.manifest
            (tmp_path / str(number)).mkdir()
            with another_database(tmp_path / str(number)) as address:
                done = manage("restore", str(backup.path), "--no-migrate", address=address)
                assert (done.returncode, done.stderr) == (0, "")
                rows = {name: len(found) for name, found in read_tables(address).items()}
                assert rows == backup.manifest.tables
        assert all(writer.process.poll() is None for writer in writers), "a writer was disturbed"
    connection.close()
