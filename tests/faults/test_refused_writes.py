"""A database that refuses to go on in the middle of an import: a full disk, a lost connection, no right to write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connection

from progress.actions import mark_topic
from roadmaps.models import ImportRun, Topic
from roadmaps.sync.importing import Import, Watch, run_import
from roadmaps.sync.lock import ImportLockError, hold_import_lock
from roadmaps.sync.runs import carry_out, open_run
from tests.faults.worlds import (
    ROADMAPS,
    allow_all,
    bring,
    list_sources,
    look,
    make_learners,
    wanted_after,
    write_documents,
)

LARGE = 9  # an edition that needs more room than there is

pytestmark = pytest.mark.django_db(transaction=True)


def import_edition(edition: int, watch: Watch | None = None) -> Callable[[], Import]:
    documents = write_documents(edition)
    options = allow_all(documents)
    return lambda: run_import(list_sources(documents), options, watch=watch)


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not grow by a page more; PostgreSQL raises what it raises when a write finds no room."""
    if connection.vendor == "sqlite":
        ask("PRAGMA wal_checkpoint(TRUNCATE)")
        ask("VACUUM")  # what tests before this one deleted would be room
        pages, most = ask("PRAGMA page_count"), ask("PRAGMA max_page_count")
        ask(f"PRAGMA max_page_count = {pages}")
        yield
        ask(f"PRAGMA max_page_count = {most}")
        return
    ask(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.key = 't-20' THEN"
        " RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$"
    )
    ask("CREATE TRIGGER no_room BEFORE INSERT ON roadmaps_topic FOR EACH ROW EXECUTE FUNCTION no_room()")
    yield
    ask("DROP FUNCTION no_room CASCADE")


def ask(statement: str) -> object:
    """The first value of the answer, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_a_full_disk_changes_nothing_and_the_next_import_goes_through() -> None:
    bring(write_documents(0))
    make_learners()
    before, work = look(), import_edition(LARGE)
    with full_disk(), pytest.raises(DatabaseError, match=r"full|extend"):
        carry_out(open_run(origin=ImportRun.Origin.COMMAND), work)
    assert look() == before
    wanted = wanted_after(write_documents(LARGE))
    assert carry_out(open_run(origin=ImportRun.Origin.COMMAND), import_edition(LARGE)).run.outcome == "done"
    assert (look().says, look().marks) == (wanted, before.marks)


@pytest.mark.parametrize("step", [1, ROADMAPS])
def test_a_lost_connection_changes_nothing_and_frees_the_lock(step: int) -> None:
    bring(write_documents(0))
    make_learners()
    before = look()

    def lose(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("writing", step):
            end_session()

    with pytest.raises((DatabaseError, ImportLockError)):
        carry_out(open_run(origin=ImportRun.Origin.COMMAND), import_edition(1, lose))
    connection.close()
    assert look() == before
    with hold_import_lock():
        pass
    assert ImportRun.objects.get().outcome == "failed"


def end_session() -> None:
    """The server ends our session; for SQLite, which has none, the file is taken from under our hands."""
    raw = connection.connection
    if connection.vendor == "sqlite":
        raw.close()
        return
    names = connection.settings_dict
    with psycopg.connect(host=names["HOST"], port=names["PORT"], user=names["USER"], dbname=names["NAME"]) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [raw.info.backend_pid])


@contextmanager
def without_rights_to_progress() -> Iterator[None]:
    """Whatever writes a table of progress is refused by the database itself."""
    tables = connection.introspection.table_names()
    progress = [table for table in tables if table.startswith("progress_")]
    assert progress
    if connection.vendor == "sqlite":
        writes = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}

        def judge(action: int, table: str | None, *_: object) -> int:
            return sqlite3.SQLITE_DENY if action in writes and table in progress else sqlite3.SQLITE_OK

        connection.ensure_connection()
        connection.connection.set_authorizer(judge)
        yield
        connection.connection.set_authorizer(None)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS waymark_importer")
        cursor.execute("CREATE ROLE waymark_importer")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO waymark_importer")
        others = ", ".join(f'"{table}"' for table in tables if table not in progress)
        cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON {others} TO waymark_importer")
        cursor.execute("GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO waymark_importer")
        cursor.execute("SET ROLE waymark_importer")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY waymark_importer")
            cursor.execute("DROP ROLE waymark_importer")


def test_an_import_needs_no_right_to_write_what_people_have_done() -> None:
    bring(write_documents(0))
    learner, *_ = make_learners()
    marks = look().marks
    wanted = wanted_after(write_documents(2))
    with without_rights_to_progress():
        result = carry_out(open_run(origin=ImportRun.Origin.COMMAND), import_edition(2))
        assert (result.run.outcome, look().says) == ("done", wanted)
        with pytest.raises(DatabaseError, match=r"denied|not authorized|prohibited"):
            mark_topic(user=learner, topic=Topic.objects.order_by("pk")[0], status="learning")
    assert look().marks == marks
