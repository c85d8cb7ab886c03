"""A site of an earlier version, upgraded to this one, has lost nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.data.make_site import WALKS

ROOT = Path(__file__).resolve().parent.parent
SITES = sorted((ROOT / "tests" / "data").glob("site-*.sqlite3"))


def migrate(database: Path) -> None:
    env = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run(  # our own command
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True
    )


def test_every_mark_survives_the_upgrade_of_a_sqlite_site(tmp_path: Path) -> None:
    assert [site.name for site in SITES] == ["site-0.1.0.sqlite3"]
    database = tmp_path / "site.sqlite3"
    shutil.copy(SITES[0], database)

    migrate(database)

    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT email, key, progress_mark.status, reason FROM progress_mark"
            " JOIN accounts_user ON accounts_user.id = user_id JOIN roadmaps_topic ON roadmaps_topic.id = topic_id"
        ).fetchall()
        history = connection.execute("SELECT cause, count(*) FROM progress_change GROUP BY cause").fetchall()
    connection.close()
    assert sorted(rows) == sorted(
        (email, key, status, reason) for email, walk in WALKS.items() for key, (status, reason) in walk.items()
    )
    assert dict(history) == {"mark": 12, "reset": 5, "undo": 5}


def test_the_dump_of_a_postgresql_site_holds_every_mark() -> None:
    dump = (ROOT / "tests" / "data" / "site-0.1.0.pg.sql").read_text()
    marks = dump.split("COPY public.progress_mark ", 1)[1].split("\\.", 1)[0].splitlines()[1:]
    assert len([line for line in marks if line]) == sum(len(walk) for walk in WALKS.values())


def test_the_file_of_an_upgraded_site_changes_no_content(tmp_path: Path) -> None:
    database = tmp_path / "site.sqlite3"
    shutil.copy(SITES[0], database)
    migrate(database)
    tables = (
        "roadmaps_roadmap",
        "roadmaps_node",
        "roadmaps_topic",
        "roadmaps_link",
        "progress_mark",
        "progress_change",
    )

    def read_rows() -> list[list[tuple[object, ...]]]:
        with sqlite3.connect(database) as connection:
            rows = [connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]  # noqa: S608 - our own names
        connection.close()
        return rows

    before = read_rows()
    for _ in range(2):
        env = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
        command = [sys.executable, "manage.py", "import_roadmaps", "tests/data/machine-learning.md"]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
        assert "0 changes" in done.stdout
        assert read_rows() == before
