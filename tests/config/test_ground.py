"""What stands under the code: the locked packages, the targets of make, and the scripts behind them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(path for path in (ROOT / "bin").iterdir() if path.suffix == "")
TARGETS = [
    "help",
    "setup",
    "start",
    "editor",
    "test",
    "faults",
    "probes",
    "load",
    "cluster",
    "bench",
    "lighthouse",
    "observatory",
    "screenshots",
    "check",
    "messages",
    "format",
    "lock",
    "clean",
]
LOCKS = ["base", "test", "check"]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in the root of the project, as if no `make` ran around us; `environment` is added to ours."""
    ours = {name: value for name, value in os.environ.items() if name not in {"ARGS", "MAKEFLAGS", "MAKELEVEL"}}
    return subprocess.run(command, cwd=ROOT, env=ours | environment, capture_output=True, text=True, check=False)


def read_lock(name: str) -> dict[str, str]:
    """Package -> version of a lock file."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w, -]+\])?==([^\s;]+)", text, re.MULTILINE))


def make_programs(folder: Path, **programs: str) -> str:
    """A PATH on which each of `programs` (name=shell text) comes before the machine's own."""
    for name, text in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_make_help_names_every_target() -> None:
    shown = run("make", "--no-print-directory").stdout

    assert [line.split()[1] for line in shown.splitlines()] == TARGETS
    assert run("make", "--no-print-directory", "help").stdout == shown


@pytest.mark.parametrize("target", TARGETS[1:])
def test_each_target_runs_its_script(target: str) -> None:
    assert run("make", "--no-print-directory", "--dry-run", target).stdout.strip() == f"bin/{target}"


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_each_script_can_be_run_and_stops_at_the_first_error(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"

    assert os.access(script, os.X_OK)
    assert re.search(r"^set -eu", script.read_text(), re.MULTILINE)
    assert run(shell, "-n", script).returncode == 0


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_every_package_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    entries = re.split(r"\n(?=\w)", text)[1:]

    assert len(entries) == len(read_lock(name)) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--find-links" not in text


def test_the_locks_agree_on_versions() -> None:
    base, test, check = (set(read_lock(name).items()) for name in LOCKS)

    assert base < test < check


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "base": project["project"]["dependencies"],
        "test": project["dependency-groups"]["test"],
        "check": project["dependency-groups"]["lint"],
    }

    for name, requirements in asked.items():
        packages = {re.split(r"[\[~=<>]", requirement)[0] for requirement in requirements}
        assert packages <= set(read_lock(name))


def test_the_locks_name_extras_as_they_are_asked_for() -> None:
    """pip with hashes refuses `name[extra]` once a newer version is out, if only `name` is pinned."""
    assert re.search(r"^coverage\[toml\]==", (ROOT / "requirements" / "test.lock").read_text(), re.MULTILINE)


def test_every_dependency_says_where_it_is_used() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    dependencies = [line for line in lines if re.match(r'  "[\w\[\],.-]+~=', line)]

    assert len(dependencies) > 20
    assert [line for line in dependencies if not re.search(r'",\s+# \S', line)] == []


def make_project(folder: Path, *, installed: str) -> Path:
    """A folder with our scripts, one lock file, and an environment that installed `installed` last."""
    for name in ("bin", "requirements", ".venv/bin"):
        (folder / name).mkdir(parents=True)
    for script in SCRIPTS:
        (folder / "bin" / script.name).symlink_to(script)
    (folder / "requirements" / "base.lock").write_text("one==1\n")
    (folder / ".venv" / "base.lock").write_text(installed)
    return folder


def test_an_environment_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", installed="one==1\n")
    make_programs(project / ".venv" / "bin", python='echo "$@" >>"$0.log"')

    done = run(project / "bin" / "environment", "base")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (project / ".venv" / "bin" / "python.log").read_text() == "-c import pip\n"


def test_a_new_lock_is_installed_and_remembered(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", installed="one==0\n")
    make_programs(project / ".venv" / "bin", python="exit 0")
    path = make_programs(tmp_path, uv=f'echo "$@" >{tmp_path}/log')

    assert run(project / "bin" / "environment", "base", PATH=path).returncode == 0
    asked = "pip install --quiet --python .venv/bin/python --require-hashes -r requirements/base.lock\n"
    assert (tmp_path / "log").read_text() == asked
    assert (project / ".venv" / "base.lock").read_text() == "one==1\n"


def test_a_lock_that_could_not_be_installed_is_not_remembered(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", installed="one==0\n")
    make_programs(project / ".venv" / "bin", python="exit 0")
    path = make_programs(tmp_path, uv="exit 3")

    assert run(project / "bin" / "environment", "base", PATH=path).returncode == 3
    assert (project / ".venv" / "base.lock").read_text() == "one==0\n"


def test_a_python_without_ensurepip_is_told_what_it_lacks(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", installed="")
    python = "case $2 in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac"
    make_programs(tmp_path, python3=python, id="echo 1000", apt_get="exit 0")

    done = run(project / "bin" / "environment", "base", PATH=f"{tmp_path}:/usr/bin:/bin")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "    sudo apt-get install -y python3.12-venv"


def test_no_python_that_is_new_enough_is_said(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", installed="")
    make_programs(tmp_path, dirname='echo "${1%/*}"', cmp="exit 1", rm="exit 0", python3="exit 1")

    done = run(project / "bin" / "environment", "base", PATH=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "Waymark needs Python 3.11 or newer, and none is on the PATH."


def test_packages_are_not_installed_without_the_right_to(tmp_path: Path) -> None:
    path = make_programs(tmp_path, id="echo 1000", apt_get="exit 0")

    done = run("bin/packages", "A reason", "one", "two", PATH=path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "A reason. Please run, then try again:\n    sudo apt-get install -y one two\n"


def test_packages_are_installed_as_root(tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = make_programs(tmp_path, id="echo 0", apt_get=f'echo "$@" >>{log}')

    done = run("bin/packages", "A reason", "one", "two", PATH=path)

    assert done.returncode == 0
    assert log.read_text() == "update -qq\ninstall -y -qq --no-install-recommends one two\n"


def test_a_failing_install_is_tried_again_and_then_fails(tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = make_programs(tmp_path, id="echo 0", apt_get=f"echo no >>{log}; exit 100", sleep="exit 0")

    done = run("bin/packages", "A reason", "one", PATH=path)

    assert done.returncode == 1
    assert log.read_text() == "no\nno\nno\n"
    assert done.stderr.splitlines()[-1] == "A reason: apt-get could not install one"


def test_the_named_browser_is_taken(tmp_path: Path) -> None:
    make_programs(tmp_path, my_browser="exit 0")

    done = run("bin/browser", BROWSER_PATH=str(tmp_path / "my-browser"))

    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'my-browser'}\n")


def test_a_browser_on_the_path_is_taken(tmp_path: Path) -> None:
    path = make_programs(tmp_path, chromium="exit 0")

    assert run("bin/browser", PATH=path, BROWSER_PATH="").stdout == f"{tmp_path / 'chromium'}\n"


def test_the_browser_asked_for_is_taken_before_the_usual_one(tmp_path: Path) -> None:
    path = make_programs(tmp_path, chromium="exit 0", chromium_headless_shell="exit 0")

    found = run("bin/browser", "chromium-headless-shell", PATH=path, BROWSER_PATH="").stdout

    assert found == f"{tmp_path / 'chromium-headless-shell'}\n"


def test_the_usual_browser_does_where_the_one_asked_for_is_not_there(tmp_path: Path) -> None:
    path = make_programs(tmp_path, chromium="exit 0")

    assert run("bin/browser", "no-such-browser", PATH=path, BROWSER_PATH="").stdout == f"{tmp_path / 'chromium'}\n"


def test_a_named_browser_that_is_no_program_is_an_error() -> None:
    done = run("bin/browser", BROWSER_PATH="/nowhere/chromium")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "BROWSER_PATH names no program: /nowhere/chromium\n"


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = run(sys.executable, "bin/port_is_free.py", "127.0.0.1", port)

    assert done.returncode == 1
    assert done.stderr == f"Cannot serve on 127.0.0.1, port {port}: another program uses it.\n"


@pytest.mark.parametrize("port", ["eighty", "70000"])
def test_what_is_no_port_is_said(port: str) -> None:
    done = run(sys.executable, "bin/port_is_free.py", "127.0.0.1", port)

    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot serve on 127.0.0.1, port {port}: ")


def test_a_free_port_is_free() -> None:
    assert run(sys.executable, "bin/port_is_free.py", "127.0.0.1", "0").returncode == 0


def test_ci_runs_both_databases_and_every_check() -> None:
    steps = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("step ")]

    assert steps == ["step make test", "step bin/postgres make test ARGS=--no-cov", "step make check"]
