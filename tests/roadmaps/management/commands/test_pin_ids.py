"""`pin_ids`: writes the missing ids of all files or of none."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TEXT = "title: A\ndescription: B\nnodes:\n  - title: One\n"
PINNED = "id: small\ntitle: A\ndescription: B\nnodes:\n  - id: one\n    title: One\n"


def run_pin(*arguments: Path | str) -> tuple[str, str, str]:
    """What it prints, what it prints as problems, and what it fails with."""
    out, problems = StringIO(), StringIO()
    try:
        call_command("pin_ids", *map(str, arguments), stdout=out, stderr=problems)
    except CommandError as error:
        return out.getvalue(), problems.getvalue(), f"{error} exit {error.returncode}"
    return out.getvalue(), problems.getvalue(), ""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT)
    return file


def test_ids_are_written_once(small: Path, tmp_path: Path) -> None:
    small.chmod(0o600)
    said = f"{small}:1: roadmap small\n{small}:4: node one\n2 ids written in 1 file.\n"
    assert run_pin(tmp_path) == (said, "", "")
    assert (small.read_text(), small.stat().st_mode & 0o777) == (PINNED, 0o600)
    before = small.stat()

    assert run_pin(small) == ("No id is missing.\n", "", "")
    assert (small.read_text(), small.stat().st_ino) == (PINNED, before.st_ino)


def test_check_names_the_lines_and_writes_nothing(small: Path) -> None:
    said = f"{small}:1: roadmap small\n{small}:4: node one\n"
    assert run_pin("--check", small) == (said, "", "2 ids missing in 1 file. Without --check they are written. exit 1")
    assert small.read_text() == TEXT
    small.write_text(PINNED)
    assert run_pin("--check", small) == ("No id is missing.\n", "", "")


def test_one_file_with_an_error_and_none_is_written(small: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("title: A\ncolor: red\ndescription: B\n")
    assert run_pin(small, wrong, tmp_path / "none.yaml") == (
        "",
        f"{tmp_path}/none.yaml:1:1: error: does not exist\n{wrong}:1:1: error: a roadmap needs `nodes`\n",
        "2 errors. Nothing written. exit 1",
    )
    assert small.read_text() == TEXT


def test_two_files_that_would_get_one_id(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "below" / "small.yaml"
    other.parent.mkdir()
    other.write_text(TEXT)
    out, problems, failure = run_pin(small, other)
    assert (out, failure) == ("", "1 error. Nothing written. exit 1")
    assert problems.startswith(f"{other}:1:1: error: the roadmap 'small' is also in {small}")
    assert (small.read_text(), other.read_text()) == (TEXT, TEXT)


def test_a_link_stays_a_link(small: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("small.yaml")
    assert run_pin(link, small)[0].splitlines()[-1] == "2 ids written in 1 file."
    assert link.is_symlink()
    assert small.read_text() == PINNED.replace("small", "link")  # named by how it was first given


def test_a_folder_that_may_not_be_written(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    said, problems, failure = run_pin(small)
    assert (problems, failure) == ("", "Cannot write: [Errno 28] No space left on device. exit 1")
    assert said.splitlines() == [f"{small}:1: roadmap small", f"{small}:4: node one"]
    assert small.read_text() == TEXT
    assert [path.name for path in small.parent.iterdir()] == ["small.yaml"]
