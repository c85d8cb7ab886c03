"""docs/examples/pull-and-import.sh, on a clone of a bare repository and a site of its own."""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.docs.conftest import EXAMPLES, PATIENCE, ROOT, Place, write_trail

SCRIPT = EXAMPLES / "pull-and-import.sh"
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")


class Job:
    """An origin, the clone of an editor, and the clone of the site's job."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.origin, self.editor, self.content = (place.folder / name for name in ("origin.git", "editor", "content"))
        place.git("init", "--quiet", "--bare", "--initial-branch", "main", self.origin)
        place.git("clone", "--quiet", self.origin, self.editor)
        self.push("Rope")
        place.git("clone", "--quiet", self.origin, self.content)

    def push(self, title: str, more: str = "") -> None:
        write_trail(self.editor, title, more)
        self.place.git("add", "--all", cwd=self.editor)
        self.place.git("commit", "--quiet", "--message", title, cwd=self.editor)
        self.place.git("push", "--quiet", "origin", "HEAD:main", cwd=self.editor)

    def settings(self, **more: str) -> dict[str, str]:
        return {"WAYMARK": str(ROOT), "CONTENT": str(self.content), "PYTHON": sys.executable, **more}

    def run(self, *options: str, **environment: str) -> tuple[int, list[str], str]:
        """Exit code, lines without their time, and what went wrong."""
        answer = self.place.run(SCRIPT, *options, **self.settings(**environment))
        return answer.returncode, [STAMP.sub("", line) for line in answer.stdout.splitlines()], answer.stderr

    def titles(self) -> list[str]:
        return self.place.ask("SELECT title FROM roadmaps_roadmap")


@pytest.fixture
def job(place: Place) -> Job:
    return Job(place)


def test_what_is_new_in_git_comes_to_the_site(job: Job) -> None:
    answer = job.place.run(SCRIPT, **job.settings())
    assert (answer.returncode, answer.stderr) == (0, "")
    first, *_, last = answer.stdout.splitlines()
    assert STAMP.match(first)
    assert STAMP.match(last)
    assert " At commit " in first
    assert job.titles() == ["Rope"]
    assert job.run()[1][-2:] == ["0 changes. Nothing written.", "Done."]
    job.push("Rope work")
    code, lines, _ = job.run()
    assert (code, lines[-2:]) == (0, ["1 changed. Written.", "Done."])
    assert job.titles() == ["Rope work"]


def test_a_wrong_file_changes_nothing_and_leaves_a_record(job: Job) -> None:
    job.run()
    job.push("Rope work", more="        dificulty: hard\n        difficulty: hard\n")
    code, lines, errors = job.run()
    assert code == 1
    assert "rope.yaml:11:21: error: `difficulty` is one of beginner, intermediate, advanced, not 'hard'" in errors
    assert lines[-1] == "Stopped (1): a file is wrong, or the import failed. The site is as it was."
    assert job.titles() == ["Rope"]
    assert job.place.ask("SELECT outcome FROM roadmaps_importrun ORDER BY id") == ["done", "refused"]


def test_a_question_has_its_exit_code_and_can_be_answered(job: Job) -> None:
    job.run()
    trail = job.editor / "roadmaps" / "rope.yaml"
    trail.write_text(trail.read_text().replace("id: knots", "id: knotting"))
    job.place.git("commit", "--quiet", "--all", "--message", "Another id", cwd=job.editor)
    job.place.git("push", "--quiet", "origin", "HEAD:main", cwd=job.editor)
    code, lines, _ = job.run()
    assert (code, lines[-1].split(":")[0]) == (3, "Stopped (3)")
    code, lines, _ = job.run("--as-new", "knotting")
    assert (code, lines[-1]) == (0, "Done.")


def test_a_rewritten_history_is_not_followed(job: Job) -> None:
    job.run()
    job.place.git("commit", "--quiet", "--amend", "--message", "Rewritten", cwd=job.editor)
    job.place.git("push", "--quiet", "--force", "origin", "HEAD:main", cwd=job.editor)
    code, lines, errors = job.run()
    assert (code, lines[-1].split(":")[0]) == (1, "Stopped (1)")
    assert "fast-forward" in errors


def test_an_origin_that_does_not_answer(job: Job) -> None:
    job.origin.rename(job.origin.with_name("away"))
    code, lines, errors = job.run()
    assert (code, len(lines)) == (1, 1)
    assert "does not appear to be a git repository" in errors


@pytest.mark.parametrize("name", ["roadmaps/rope.yaml", "roadmaps/other.yaml"])
def test_a_clone_that_is_not_what_was_committed_is_not_imported(job: Job, name: str) -> None:
    """As a killed pull leaves it, or a person."""
    (job.content / name).write_text("title: Half of it\n")
    code, lines, _ = job.run()
    assert code == 1
    assert "is not what was committed. Nothing was imported." in lines[-1]
    assert job.titles() == []


def test_two_at_once_go_one_after_the_other(job: Job) -> None:
    programs = [
        subprocess.Popen(
            [SCRIPT],
            env={**job.place.environment, **job.settings()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [program.communicate(timeout=PATIENCE) for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    assert [errors for _, errors in answers] == ["", ""]
    sums = {output.splitlines()[-2] for output, _ in answers}
    assert sums == {"3 added. Written.", "0 changes. Nothing written."}


def test_one_that_waited_in_vain_says_so(job: Job) -> None:
    with (job.content / ".git" / "waymark-import.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, lines, _ = job.run(WAIT="0.1")
    assert (code, lines) == (5, ["Stopped (5): another run has not ended within 0.1 seconds."])
    assert job.run()[0] == 0


def test_settings_are_needed(job: Job) -> None:
    answer = job.place.run(SCRIPT, WAYMARK=str(ROOT))
    assert answer.returncode == 2
    assert "CONTENT: say where the clone of the roadmaps is" in answer.stderr


def test_another_folder_and_options_of_the_import(job: Job) -> None:
    code, _, errors = job.run(FOLDER="trails")
    assert code == 1
    assert f"{job.content}/trails:1:1: error: does not exist" in errors
    assert job.run("--dry-run", "--detailed-exitcode")[0] == 10
    assert job.titles() == []


def test_cron_line_runs_it(job: Job, tmp_path: Path) -> None:
    """With the paths of the example put where the test has them."""
    (*_, line) = (EXAMPLES / "waymark-import.cron").read_text().splitlines()
    *when, user, command = line.split(maxsplit=6)
    assert (when, user) == (["*/15", "*", "*", "*", "*"], "waymark")
    assert "%" not in command  # a line end, for cron
    settings = tmp_path / "waymark.env"
    settings.write_text("".join(f"{name}='{value}'\n" for name, value in job.settings().items()))
    log = tmp_path / "import.log"
    for there, here in (
        ("/etc/waymark.env", settings),
        ("/srv/waymark", ROOT),
        ("/var/log/waymark/import.log", log),
    ):
        assert there in command
        command = command.replace(there, str(here))
    assert job.place.run("/bin/sh", "-c", command).returncode == 0
    assert log.read_text().endswith("Done.\n")


def test_units_of_systemd_start_it() -> None:
    service, timer = (read_unit(EXAMPLES / f"waymark-import.{kind}") for kind in ("service", "timer"))
    assert service["Service"]["Type"] == "oneshot"
    start = Path(service["Service"]["ExecStart"])
    assert ROOT / start.relative_to("/srv/waymark") == SCRIPT
    assert timer["Timer"]["OnCalendar"] == "*:0/15"
    assert "Unit" not in timer["Timer"]  # so it starts the service of its own name


def read_unit(path: Path) -> ConfigParser:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the way its documentation shows
    unit.read_string(path.read_text())
    return unit
