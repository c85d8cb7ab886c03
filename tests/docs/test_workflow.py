"""docs/examples/github-workflow.yml: its steps are run in order, as a runner does, on a repository with two commits."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.conftest import EXAMPLES, Place, write_trail

WORKFLOW: dict[Any, Any] = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text())
JOB = WORKFLOW["jobs"]["check"]
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in JOB["steps"] if "run" in step}
PLAN = "Show what this would change"


class Runner:
    """A review: the first commit is what was there, the second what it would be."""

    def __init__(self, place: Place, checkout: Path) -> None:
        self.place, self.temp = place, place.folder.parent / "temp"
        self.summary = self.temp / "summary.md"
        self.temp.mkdir()
        (place.folder / ".waymark").symlink_to(checkout)
        (place.folder / ".gitignore").write_text(".waymark\n")
        place.git("init", "--quiet", "--initial-branch", "main")

    def commit(self, title: str, more: str = "") -> None:
        write_trail(self.place.folder, title, more)
        self.place.git("add", "--all")
        self.place.git("commit", "--quiet", "--message", title)

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        step = STEPS[name]
        environment = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_SHA": self.place.git("rev-parse", "HEAD").strip(),
            **JOB["env"],
            **step.get("env", {}),
        }
        known = {key: value.replace("${{ runner.temp }}", str(self.temp)) for key, value in environment.items()}
        assert not [value for value in known.values() if "${{" in value]
        # how a runner calls `shell: bash`
        return self.place.run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], **known)


@pytest.fixture
def runner(place: Place, checkout: Path) -> Runner:
    return Runner(place, checkout)


def test_the_whole_is_a_workflow() -> None:
    """`on` is a boolean for YAML 1.1; GitHub reads the word."""
    assert set(WORKFLOW[True]) == {"pull_request", "push"}
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["defaults"]["run"]["shell"] == "bash"
    assert all(("run" in step) != ("uses" in step) for job in WORKFLOW["jobs"].values() for step in job["steps"])
    assert STEPS[PLAN]["if"] == "github.event_name == 'pull_request'"


def test_every_script_is_one(place: Place) -> None:
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            answer = place.run("bash", "-n", "-c", step.get("run", "true"))
            assert (answer.returncode, answer.stderr) == (0, "")


def test_secrets_stay_in_the_job_that_asks_the_site() -> None:
    assert "secrets." not in str(JOB)
    asking = WORKFLOW["jobs"]["import"]
    assert asking["needs"] == "check"
    assert "github.event_name == 'push'" in asking["if"]


def test_a_good_change(runner: Runner) -> None:
    runner.commit("Rope")
    runner.commit("Rope work", more="      - id: splices\n        name: Splices\n")
    answers = {name: runner.run(name) for name in STEPS}
    assert {name: (answer.returncode, answer.stderr) for name, answer in answers.items() if name != PLAN} == {
        "Install Waymark": (0, ""),
        "Check every file": (0, ""),
        "Check that every id is written": (0, ""),
    }
    assert answers[PLAN].returncode == 0, answers[PLAN].stderr
    plan = answers[PLAN].stdout.splitlines()
    assert [line.split()[:3] for line in plan[:3]] == [
        ["roadmap", "rope", "rope.yaml"],
        ["+", "topic", "splices"],
        ["~", "roadmap", "rope"],
    ]
    assert plan[-1] == "1 added, 1 changed. Nothing written."
    assert runner.summary.read_text() == "\n".join(["```text", *plan, "```", ""])
    assert runner.place.git("status", "--porcelain") == "?? plan.txt\n"


def test_a_wrong_file_is_annotated(runner: Runner) -> None:
    runner.commit("Rope")
    runner.commit("''")
    answer = runner.run("Check every file")
    assert answer.returncode == 1
    (line,) = answer.stdout.splitlines()
    assert line.startswith(
        "::error file=roadmaps/rope.yaml,line=1,col=8,title=Waymark (empty)::roadmaps/rope.yaml:1:8: "
    )


def test_a_missing_id_is_refused(runner: Runner) -> None:
    runner.commit("Rope", more="      - name: Splices\n")
    assert runner.run("Check that every id is written").returncode == 1


def test_another_id_for_a_topic_is_asked_about(runner: Runner) -> None:
    runner.commit("Rope")
    trail = runner.place.folder / "roadmaps" / "rope.yaml"
    trail.write_text(trail.read_text().replace("id: knots", "id: knotting"))
    runner.place.git("commit", "--quiet", "--all", "--message", "Another id")
    answer = runner.run(PLAN)
    assert answer.returncode == 3
    assert "new, or the same topic as knots?" in answer.stdout


def test_what_was_there_before_may_be_wrong(runner: Runner) -> None:
    runner.commit("''")
    runner.commit("Rope")
    answer = runner.run(PLAN)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[0].startswith("::notice title=Waymark::What was here before does not import")
    assert answer.stdout.splitlines()[-1] == "3 added. Nothing written."


def test_taking_much_away_is_a_warning(runner: Runner) -> None:
    runner.commit("Rope", more="".join(f"      - id: knot-{n}\n        name: Knot {n}\n" for n in range(5)))
    runner.commit("Rope")
    answer = runner.run(PLAN)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1].startswith("::warning title=Waymark::This takes many topics off the trail")


def test_what_it_calls_of_waymark_is_there() -> None:
    assert STEPS["Install Waymark"]["run"].split()[0] == ".waymark/bin/environment"
    assert JOB["env"]["MANAGE"].split() == [".waymark/.venv/bin/python", ".waymark/manage.py"]
    assert os.access(EXAMPLES.parents[1] / "bin" / "environment", os.X_OK)
