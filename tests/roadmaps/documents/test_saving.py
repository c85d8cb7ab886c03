"""Files are replaced whole, or not at all."""

import os
from pathlib import Path

import pytest

from roadmaps.documents.saving import replace_files


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_get_their_bytes(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(b"before")
    replace_files({old: b"after", new: b"made\r\n"})
    assert (old.read_bytes(), new.read_bytes()) == (b"after", b"made\r\n")
    assert list_names(tmp_path) == ["new.yaml", "old.yaml"]


def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual_one(tmp_path: Path) -> None:
    old, new, usual = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "usual.yaml"
    old.write_bytes(b"before")
    usual.write_bytes(b"")
    old.chmod(0o640)
    replace_files({old: b"after", new: b"made"})
    assert (old.stat().st_mode & 0o777, new.stat().st_mode) == (0o640, usual.stat().st_mode)


def test_the_target_of_a_link_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "there" / "target.yaml", tmp_path / "link.yaml"
    target.parent.mkdir()
    target.write_bytes(b"before")
    link.symlink_to("there/target.yaml")
    replace_files({link: b"after"})
    assert os.readlink(link) == "there/target.yaml"  # noqa: PTH115  # the text of the link, not a path
    assert target.read_bytes() == b"after"
    assert list_names(target.parent) == ["target.yaml"]


def test_no_file_changes_when_one_cannot_be_written(tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_bytes(b"before")
    with pytest.raises(FileNotFoundError):
        replace_files({old: b"after", tmp_path / "none" / "new.yaml": b"made"})
    assert old.read_bytes() == b"before"
    assert list_names(tmp_path) == ["old.yaml"]


def test_nothing_is_left_when_a_place_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "a.yaml"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        replace_files({folder: b"after"})
    assert list_names(tmp_path) == ["a.yaml"]


def test_who_may_not_give_files_away_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    old = tmp_path / "old.yaml"
    old.write_bytes(b"before")
    old.chmod(0o600)
    monkeypatch.setattr(os, "chown", refuse)
    replace_files({old: b"after"})
    assert (old.read_bytes(), old.stat().st_mode & 0o777) == (b"after", 0o600)
