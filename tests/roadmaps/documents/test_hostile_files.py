"""Things in a folder that look like files and are not what they look like: each is told, none is waited for."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from roadmaps.documents.files import read_all
from roadmaps.documents.read import MAX_FILE, read_file
from tests.roadmaps.documents.nasty import SMALL

ROOT = Path(__file__).parents[3]
PATIENCE = 60
"""Seconds until a command that hangs is given up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good roadmap, beside which the others are put."""
    (tmp_path / "good.yaml").write_bytes(SMALL)
    return tmp_path


def tell(folder: Path, *paths: Path) -> list[str]:
    """What reading the paths, or the folder, has to say, without the folder's name. The good one is always read."""
    batch = read_all(paths or [folder])
    assert [reading.document for reading in batch.readings if reading.path.endswith("good.yaml")] != [None]
    return [str(problem).replace(f"{folder}/", "") for problem in batch.problems]


def run_check(*paths: Path) -> subprocess.CompletedProcess[str]:
    """check_roadmaps as a program of its own, which can be ended."""
    command = [sys.executable, str(ROOT / "manage.py"), "check_roadmaps", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_pipe_in_a_folder_and_by_its_name(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    os.mkfifo(folder / "pipe.md")
    (folder / "link.yaml").symlink_to("pipe.yaml")
    for paths in ([folder], [folder / "pipe.yaml", folder / "pipe.md"]):
        answer = run_check(*paths)
        assert answer.returncode == 1
        *lines, _ = answer.stderr.splitlines()
        assert {line.split(": ", 1)[1] for line in lines} == {"error: cannot be read: it is not a regular file"}
        assert len(lines) == 2  # the link is the pipe, and each file is read once


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_device_behind_a_link(folder: Path, device: str) -> None:
    (folder / "device.yaml").symlink_to(device)
    for paths in ([folder], [folder / "device.yaml"]):
        answer = run_check(*paths)
        assert answer.returncode == 1
        assert f"{folder}/device.yaml:1:1: error: cannot be read: it is not a regular file" in answer.stderr


def test_device_by_its_name() -> None:
    answer = run_check(Path("/dev/zero"))
    assert answer.returncode == 1
    assert "/dev/zero:1:1: error: is not a roadmap file" in answer.stderr


def test_hundred_megabytes_are_not_read(folder: Path) -> None:
    huge = folder / "huge.yaml"
    with huge.open("wb") as stream:
        stream.write(SMALL)
        stream.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    try:
        said = [tell(folder), tell(folder, huge)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said == [["huge.yaml:1:1: error: the file is larger than 2 MiB"]] * 2
    assert peak < 10 * MAX_FILE


def test_link_to_itself_and_links_in_a_circle(folder: Path) -> None:
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "one.yaml").symlink_to("two.yaml")
    (folder / "two.yaml").symlink_to("one.yaml")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    lines = tell(folder)
    assert {line.split(": ", 1)[1] for line in lines} == {
        "error: cannot be read: Too many levels of symbolic links",
    }
    assert {line.split(":")[0] for line in lines} == {"one.yaml", "self.yaml", "two.yaml"}


def test_link_to_nothing(folder: Path) -> None:
    (folder / "broken.yaml").symlink_to("none.yaml")
    line = "broken.yaml:1:1: error: cannot be read: No such file or directory"
    assert tell(folder) == [line]
    assert tell(folder, folder / "broken.yaml") == [line]


def test_folder_named_like_a_roadmap(folder: Path) -> None:
    (folder / "x.yaml").mkdir()
    line = "x.yaml:1:1: error: is a folder, not a file (rename the folder)"
    assert tell(folder) == [line]
    assert tell(folder, folder / "x.yaml") == [line]


def before_opening(monkeypatch: pytest.MonkeyPatch, path: Path, act: Callable[[], None]) -> None:
    """Have `act` happen just before the file is opened, by whichever way."""
    for module in (io, os):
        monkeypatch.setattr(module, "open", partial(_act_and_open, module.open, path, act))


def _act_and_open(opening: Callable[..., Any], path: Path, act: Callable[[], None], file: Any, *args: Any) -> Any:
    if file == path or file == str(path):
        act()
    return opening(file, *args)


def test_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a system that refuses: a superuser may read what no one may."""
    secret = folder / "secret.yaml"
    secret.write_bytes(SMALL)

    def refuse() -> None:
        raise PermissionError(13, "Permission denied", str(secret))

    before_opening(monkeypatch, secret, refuse)
    line = "secret.yaml:1:1: error: cannot be read: Permission denied"
    assert tell(folder) == [line]
    assert tell(folder, folder / "good.yaml", secret) == [line]


def test_file_that_vanishes_between_search_and_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = folder / "short.yaml"
    short.write_bytes(SMALL)
    before_opening(monkeypatch, short, partial(short.unlink, missing_ok=True))
    assert tell(folder) == ["short.yaml:1:1: error: cannot be read: No such file or directory"]


@pytest.mark.parametrize("name", ["a" * 300 + ".yaml", "b" * 300, "good.yaml/below.yaml", "a\0.yaml"])
def test_name_that_no_system_takes(folder: Path, name: str) -> None:
    (line,) = tell(folder, folder / name)
    assert "error: does not exist" in line


@pytest.mark.parametrize("name", [b"b\xffd.yaml", b"b\xffd/a.yaml"])
def test_name_that_is_not_utf8(folder: Path, name: bytes) -> None:
    """A database could not keep where the file was."""
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    odd.parent.mkdir(exist_ok=True)
    odd.write_bytes(SMALL)
    for paths in ([folder], [odd]):
        answer = run_check(*paths)
        assert answer.returncode == 1
        assert answer.stderr.splitlines()[0].endswith(
            "error: cannot be read: its name, or that of a folder it is in, is not UTF-8"
        )


def test_name_with_controls_is_shown_escaped(folder: Path) -> None:
    (folder / "\x1b[2J\n\u202e.yaml").write_bytes(b"nodes:\n\t- a\n")
    (line,) = tell(folder)
    assert line == r"\x1b[2J\n\u202e.yaml:2:1: error: a tab in the indentation (indent with spaces)"


def test_file_at_the_limit_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "full.yaml"
    file.write_bytes(SMALL + b"#" * (MAX_FILE - len(SMALL)))
    assert read_file(file).document is not None
