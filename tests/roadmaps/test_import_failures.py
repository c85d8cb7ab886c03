"""What `import_roadmaps` does when something breaks on the way, or when nobody listens any more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from roadmaps.management.commands import import_roadmaps
from roadmaps.models import ImportRun, Roadmap
from tests.roadmaps.runs import failing, freeze_content, run

pytestmark = pytest.mark.django_db

TOPICS = ("INSERT", "roadmaps_topic")
SAMPLE = Path(__file__).parent.parent / "data" / "machine-learning.md"


def test_a_database_that_fails_is_one_line_and_a_record() -> None:
    before = freeze_content()
    with failing(OperationalError("disk I/O error\n"), *TOPICS):
        code, out, err = run(SAMPLE)
    assert (code, out, freeze_content()) == (1, [], before)
    assert err == ["The database failed: disk I/O error. Run the import again: it tells what is left to do."]
    record = ImportRun.objects.get()
    assert (record.outcome, record.message) == ("failed", "OperationalError: disk I/O error\n")


def test_an_interruption_is_one_line_and_a_record() -> None:
    with failing(KeyboardInterrupt(), *TOPICS):
        assert run(SAMPLE) == (1, [], ["Interrupted."])
    assert ImportRun.objects.get().outcome == "failed"
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize("words", [TOPICS, ("SELECT", "roadmaps_importeddocument")])
def test_what_nobody_foresaw_is_recorded_and_raised(words: tuple[str, ...]) -> None:
    with failing(RuntimeError("a fault"), *words), pytest.raises(RuntimeError, match="a fault"):
        run(SAMPLE)
    assert ImportRun.objects.values_list("outcome", "message").get() == ("failed", "RuntimeError: a fault")
    assert not Roadmap.objects.exists()


def test_a_dry_run_that_breaks_leaves_no_record() -> None:
    with failing(RuntimeError("a fault"), "SELECT", "roadmaps_importeddocument"), pytest.raises(RuntimeError):
        run(SAMPLE, "--dry-run")
    assert not ImportRun.objects.exists()


def test_json_tells_of_a_fault_too() -> None:
    out = StringIO()
    with failing(RuntimeError("a fault"), *TOPICS), pytest.raises(RuntimeError):
        call_command("import_roadmaps", str(SAMPLE), "--format", "json", stdout=out)
    data = json.loads(out.getvalue())
    assert (data["outcome"], data["exit_code"], data["message"]) == ("failed", 1, "RuntimeError: a fault")


class ClosedPipe(StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_output_that_nobody_reads_changes_no_outcome() -> None:
    call_command("import_roadmaps", str(SAMPLE), stdout=ClosedPipe())
    assert ImportRun.objects.get().outcome == "done"


def test_a_pipe_that_is_closed_leaves_no_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "PYTHONUNBUFFERED": ""}
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        command = [*manage, "import_roadmaps", str(SAMPLE)]
        done = subprocess.run(command, env=environment, stdout=closed, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class TestWait:
    """On SQLite a long write keeps learners' marks waiting: that is said before it begins."""

    @pytest.fixture(autouse=True)
    def slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A database that writes so slowly that the sample takes too long."""
        monkeypatch.setattr(import_roadmaps, "ROWS_A_SECOND", 1)

    WARNING = (
        "This writes about 31 rows at once, which may take 31 seconds. SQLite lets one write at a time: meanwhile a "
        "learner's mark waits, and fails after 20 seconds. To spare them that, stop here and import fewer files at a "
        "time or at a quiet hour, or use PostgreSQL."
    )

    SAID = [WARNING] if connection.vendor == "sqlite" else []  # PostgreSQL keeps nobody waiting

    def test_it_is_said_and_the_import_goes_on(self) -> None:
        assert run(SAMPLE, "--dry-run")[2] == self.SAID
        code, _, err = run(SAMPLE)
        assert (code, err) == (0, self.SAID)

    def test_it_is_said_before_the_first_write(self) -> None:
        with failing(OperationalError("full"), "INSERT", "roadmaps_roadmap"):
            assert run(SAMPLE)[2][:-1] == self.SAID

    def test_who_wants_no_word_gets_none(self) -> None:
        assert run(SAMPLE, verbosity=0) == (0, [], [])

    def test_what_is_not_written_takes_no_time(self) -> None:
        run(SAMPLE)
        Roadmap.objects.update(title="Mine", revision=9)
        assert run(SAMPLE, "--dry-run")[2] == []


def test_short_work_shows_no_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    call_command("import_roadmaps", str(SAMPLE), stdout=StringIO(), stderr=screen)
    assert screen.getvalue() == ""


class Screen(StringIO):
    def isatty(self) -> bool:
        return True
