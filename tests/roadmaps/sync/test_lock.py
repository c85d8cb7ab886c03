"""One import at a time: between threads, between processes, over a kill."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite

from roadmaps.sync.lock import ImportBusyError, ImportLockError, hold_import_lock
from tests.roadmaps.runs import held_elsewhere

Use = Callable[[object], None]

on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.mark.django_db
def test_it_is_free_again_afterwards_and_after_an_error() -> None:
    with hold_import_lock():
        pass
    with pytest.raises(ValueError, match="on the way"), hold_import_lock():
        raise ValueError("on the way")
    with hold_import_lock():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_second_one_is_told_at_once() -> None:
    entered = []
    with held_elsewhere(), pytest.raises(ImportBusyError, match=r"^another import is running$"), hold_import_lock():
        entered.append("second")
    assert entered == []
    with hold_import_lock():
        entered.append("third")
    assert entered == ["third"]


@pytest.mark.django_db(transaction=True)
def test_a_second_one_waits_as_long_as_it_is_asked_to() -> None:
    message = r"^another import is running, after 0\.3 seconds still$"
    with held_elsewhere(), pytest.raises(ImportBusyError, match=message), hold_import_lock(0.3):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_second_one_that_waits_gets_it_when_the_first_is_done() -> None:
    with held_elsewhere(0.5) as holder, hold_import_lock(60):
        holder.join(30)
        assert not holder.is_alive()


HOLD = """
import time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
from roadmaps.sync.lock import hold_import_lock
with hold_import_lock():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.django_db(transaction=True)
def test_a_kill_frees_it() -> None:
    script = HOLD.format(name=str(connection.settings_dict["NAME"]))
    place = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.BASE_DIR)}
    with subprocess.Popen(
        [sys.executable, "-c", script], env=os.environ | place, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ImportBusyError), hold_import_lock():
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with hold_import_lock(30):
        pass


@pytest.mark.django_db
def test_a_transaction_that_fails_frees_it() -> None:
    with pytest.raises(DatabaseError, match="nothing"), hold_import_lock(), transaction.atomic():
        ask("SELECT 1 FROM nothing")
    with hold_import_lock():
        pass


def ask(statement: str) -> Any:
    """What one statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def ask_after(act: Callable[[], None]) -> None:
    act()
    ask("SELECT 1")


class TestSqlite:
    """A lock beside a database of its own, whatever database the other tests are run on."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def use(self) -> Iterator[Use]:
        """Makes the SQLite database with this name the default one."""
        ours = connections["default"]
        opened: list[BaseDatabaseWrapper] = []

        def connect(name: object) -> None:
            opened.append(open_sqlite(Sqlite, name))
            connections["default"] = opened[-1]

        yield connect
        connections["default"] = ours
        for wrapper in opened:
            wrapper.close()

    def test_the_lock_is_beside_the_database_and_stays(self, use: Use, tmp_path: Path) -> None:
        use(tmp_path / "db.sqlite3")
        with hold_import_lock():
            pass
        assert (tmp_path / "db.sqlite3.import-lock").read_bytes() == b""

    def test_two_names_of_one_database_are_one_lock(self, use: Use, tmp_path: Path) -> None:
        (tmp_path / "link.sqlite3").symlink_to(tmp_path / "db.sqlite3")
        use(tmp_path / "db.sqlite3")
        with hold_import_lock():
            use(tmp_path / "link.sqlite3")
            with pytest.raises(ImportBusyError), hold_import_lock():
                pass

    def test_a_lock_that_another_account_made_is_enough(self, use: Use, tmp_path: Path) -> None:
        (tmp_path / "db.sqlite3.import-lock").touch(0o444)
        use(tmp_path / "db.sqlite3")
        with hold_import_lock(), pytest.raises(ImportBusyError), hold_import_lock():
            pass

    def test_a_lock_that_cannot_be_opened_is_told_with_its_path(self, use: Use, tmp_path: Path) -> None:
        path = tmp_path / "db.sqlite3.import-lock"
        path.symlink_to(tmp_path / "nowhere" / "lock")
        use(tmp_path / "db.sqlite3")
        message = rf"^cannot lock imports with the file {path}: No such file or directory$"
        with pytest.raises(ImportLockError, match=message), hold_import_lock():
            pass

    def test_a_file_system_that_cannot_lock_is_told(
        self, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: int) -> None:
            raise OSError(37, "No locks available")

        monkeypatch.setattr(fcntl, "flock", refuse)
        use(tmp_path / "db.sqlite3")
        message = r"^cannot lock imports beside the database: No locks available$"
        with pytest.raises(ImportLockError, match=message), hold_import_lock():
            pass

    @pytest.mark.parametrize("name", [":memory:", "file:locked?mode=memory&cache=shared"])
    def test_a_database_in_memory_is_locked_in_its_process(self, use: Use, name: str) -> None:
        use(name)
        with hold_import_lock(), pytest.raises(ImportBusyError), hold_import_lock():
            pass
        with hold_import_lock():
            pass


class TestSession:
    """A lock of the session: of PostgreSQL itself, or of SQLite that plays its two functions."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def session(self, tmp_path: Path) -> Iterator[None]:
        ours = connections["default"]
        if on_sqlite:
            connections["default"] = open_sqlite(PlayedSession, tmp_path / "db.sqlite3")
        yield
        connection.close()
        connections["default"] = ours

    def test_it_is_held_and_freed(self) -> None:
        with hold_import_lock():
            assert is_held()
        assert not is_held()

    def test_a_lost_connection_is_an_error_and_frees_it(self) -> None:
        with pytest.raises(DatabaseError), hold_import_lock():
            ask_after(end_session)
        assert not is_held()

    def test_a_new_connection_that_does_not_hold_it_reads_and_writes_nothing(self) -> None:
        message = r"^the connection to the database was lost during the import, and its lock with it$"
        with pytest.raises(ImportLockError, match=message), hold_import_lock():
            ask_after(connection.close)
        assert ask("SELECT 1") == 1

    def test_a_session_that_ended_on_the_last_stretch_is_left_behind(self) -> None:
        with hold_import_lock():
            end_session()
        assert not is_held()


def is_held() -> bool:
    """Whether any session of this database holds the lock."""
    if on_sqlite:
        return bool(ask("SELECT is_held()"))
    return bool(
        ask(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
    )


class PlayedSession(Sqlite):
    """A database that has what the lock asks of PostgreSQL: locks that end with their session."""

    vendor = "postgresql"

    def init_connection_state(self) -> None:
        super().init_connection_state()
        held: list[int] = []

        def take(key: int) -> bool:
            held.append(key)
            return True

        self.connection.create_function("pg_try_advisory_lock", 1, take)
        self.connection.create_function("pg_advisory_unlock", 1, held.remove)
        self.connection.create_function("is_held", 0, lambda: len(held))


def open_sqlite(kind: type[Sqlite], name: object) -> Sqlite:
    return kind({**connection.settings_dict, "OPTIONS": {}, "NAME": str(name)}, alias="default")


def end_session() -> None:
    """The server ends the session of the test, as it does when it stops."""
    if on_sqlite:
        connection.connection.close()
        return
    session = ask("SELECT pg_backend_pid()")
    other = connection.copy("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [session])
    other.close()
