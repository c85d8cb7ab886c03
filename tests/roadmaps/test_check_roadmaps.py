"""`check_roadmaps`: reads and checks, without a database."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

REAL = Path(__file__).parents[1] / "data" / "machine-learning.md"
BROKEN = Path(__file__).parents[2] / "fixtures" / "broken"


def run_check(*paths: Path | str) -> tuple[str, str, str]:
    """What it prints, what it prints as problems, and what it fails with."""
    out, problems = StringIO(), StringIO()
    try:
        call_command("check_roadmaps", *map(str, paths), stdout=out, stderr=problems)
    except CommandError as error:
        return out.getvalue(), problems.getvalue(), f"{error} exit {error.returncode}"
    return out.getvalue(), problems.getvalue(), ""


def test_good_file() -> None:
    assert run_check(REAL) == ("1 file read, 0 skipped, 0 errors, 0 warnings.\n", "", "")


def test_warnings_are_printed_and_allowed(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: A\ndescription: B\ncolor: red\nnodes: [{id: a, title: A}]\n")
    assert run_check(file) == (
        "1 file read, 0 skipped, 0 errors, 1 warning.\n",
        f"{file}:3:1: warning: unknown key 'color'\n",
        "",
    )


def test_every_error_is_printed_and_fails() -> None:
    file = BROKEN / "bad-difficulty.yaml"
    out, problems, failure = run_check(file, REAL, "none.yaml")
    assert out == ""
    assert problems.splitlines() == [
        "none.yaml:1:1: error: does not exist",
        (
            f"{file}:9:21: error: `difficulty` is one of beginner, intermediate, advanced, not 'beginer'"
            " (did you mean 'beginner'?)"
        ),
    ]
    assert failure == "2 files read, 0 skipped, 2 errors, 0 warnings. exit 1"


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Read me\n")
    (tmp_path / "a.md").write_bytes(REAL.read_bytes())
    assert run_check(tmp_path)[0] == "1 file read, 1 skipped, 0 errors, 0 warnings.\n"


def test_path_is_needed() -> None:
    with pytest.raises(CommandError, match="PATH"):
        call_command("check_roadmaps")


def test_annotations_on_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings stand before errors in the file, and after them in what is printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trails").mkdir()
    (tmp_path / "trails" / "rope.yaml").write_text(
        "title: Rope\ncolor: red\ndescription: 100 % of it\nnodes: [{id: a, title: A, url: 'ftp://e.org'}]\n"
    )
    out, problems, failure = run_check("trails", "--format", "github")
    error, warning = out.splitlines()
    assert error == (
        "::error file=trails/rope.yaml,line=4,col=32,title=Waymark (bad-link)::trails/rope.yaml:4:32: error: "
        "`url`: a link with ftp: is not allowed (use https://, http:// or mailto:)"
    )
    assert warning == (
        "::warning file=trails/rope.yaml,line=2,col=1,title=Waymark (unknown-key)::trails/rope.yaml:2:1: warning: "
        "unknown key 'color'"
    )
    assert (problems, failure) == ("", "1 file read, 0 skipped, 1 error, 1 warning. exit 1")


def test_nothing_to_annotate() -> None:
    assert run_check(REAL, "--format", "github") == ("1 file read, 0 skipped, 0 errors, 0 warnings.\n", "", "")


def test_unknown_format_is_refused() -> None:
    with pytest.raises(CommandError, match="format"):
        call_command("check_roadmaps", str(REAL), "--format", "gitlab")


def test_runs_without_a_database(tmp_path: Path) -> None:
    """As a hook runs it, in any checkout."""
    manage = Path(__file__).parents[2] / "manage.py"
    command = [sys.executable, str(manage), "check_roadmaps", str(REAL)]
    address = f"sqlite:///{tmp_path}/no/such/folder.sqlite3"
    answer = subprocess.run(
        command, env={**os.environ, "DATABASE_URL": address}, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        0,
        "1 file read, 0 skipped, 0 errors, 0 warnings.\n",
        "",
    )
