"""Finding roadmap files among paths."""

import gc
import os
from pathlib import Path

import pytest

from roadmaps.documents.files import find_files, looks_like_roadmap, pause_collector, read_all
from roadmaps.documents.reading import Known

SMALL = "title: Small\ndescription: A small roadmap.\nnodes:\n  - id: basics\n    title: Basics\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Roadmaps among other things."""
    put(tmp_path, "b.yaml", SMALL)
    put(tmp_path, "a.yml", SMALL)
    put(tmp_path, "c.md", f"---\n{SMALL}---\n")
    put(tmp_path, "deep/er/d.TXT", f"---\n{SMALL}---")
    put(tmp_path, "README.md", "# Read me\n")
    put(tmp_path, "post.md", "---\ntitle: A post\n---\n")
    put(tmp_path, "notes.txt", "")
    put(tmp_path, "compose.yaml", "services: {}\n")
    put(tmp_path, "picture.png", "no text")
    put(tmp_path, ".git/e.yaml", SMALL)
    put(tmp_path, ".hidden.yaml", SMALL)
    return tmp_path


def put(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def find_lines(*paths: Path) -> list[str]:
    return [str(problem) for problem in find_files(paths).problems]


def test_folder_is_searched_in_depth_and_in_order(folder: Path) -> None:
    found = find_files([folder])
    assert [file.relative_to(folder).as_posix() for file in found.files] == ["a.yml", "b.yaml", "c.md", "deep/er/d.TXT"]
    assert found.skipped == 6
    assert found.problems == ()


def test_named_file_is_taken_as_it_is(folder: Path) -> None:
    found = find_files([folder / "README.md", folder / "compose.yaml"])
    assert found.files == (folder / "README.md", folder / "compose.yaml")
    assert (found.skipped, found.problems) == (0, ())


def test_each_file_once(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("b.yaml")
    found = find_files([folder / "b.yaml", folder, str(folder / "deep" / ".." / "a.yml")])
    assert [file.name for file in found.files] == ["b.yaml", "a.yml", "c.md", "d.TXT"]


def test_links_that_lead_in_a_circle(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    assert len(find_files([folder]).files) == 4
    (folder / "self.yaml").symlink_to("self.yaml")
    reading = next(reading for reading in read_all([folder]).readings if reading.path.endswith("self.yaml"))
    assert [problem.code for problem in reading.problems] == ["unreadable"]


def test_linked_folder_that_is_named(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("other") / "link"
    link.symlink_to(folder, target_is_directory=True)
    assert len(find_files([link]).files) == 4


def test_missing_path(tmp_path: Path) -> None:
    assert find_lines(tmp_path / "none") == [f"{tmp_path}/none:1:1: error: does not exist"]


def test_file_of_another_kind(folder: Path) -> None:
    assert find_lines(folder / "picture.png") == [
        f"{folder}/picture.png:1:1: error: is not a roadmap file (the name ends in .md, .txt, .yaml, .yml)"
    ]


def test_folder_named_like_a_file(folder: Path) -> None:
    put(folder, "x.yaml/b.yaml", SMALL)
    line = f"{folder}/x.yaml:1:1: error: is a folder, not a file (rename the folder)"
    assert find_lines(folder / "x.yaml") == [line]
    assert find_lines(folder) == [line]


def test_empty_folder(tmp_path: Path) -> None:
    assert find_lines(tmp_path) == [f"{tmp_path}:1:1: error: no roadmap is in this folder"]


def test_folder_with_nothing_of_use(tmp_path: Path) -> None:
    put(tmp_path, "README.md", "# Read me\n")
    assert find_lines(tmp_path) == [f"{tmp_path}:1:1: error: no roadmap is in this folder, 1 skipped"]


def test_folder_whose_roadmaps_are_known_already(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", SMALL)
    assert find_lines(file, tmp_path) == []


def test_folder_that_cannot_be_searched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find_lines(folder) == [f"{folder}/deep:1:1: error: cannot be searched: Permission denied"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.yaml", SMALL, True),
        ("a.yaml", "\ufeffnodes: []\r\n", True),
        ("a.yaml", "{title: a, nodes: [", True),
        ("a.yaml", "title: [a, nodes: [", False),
        ("a.yaml", "nodes:\n\t- broken\n", True),
        ("a.yaml", "a: b\n", False),
        ("a.md", f"---\n{SMALL}", True),
        ("a.md", f"---\n{SMALL}---\n", True),
        ("a.md", "---\na: b\n---\nnodes: c\n", False),
        ("a.md", SMALL, False),
    ],
)
def test_looks_like_roadmap(tmp_path: Path, name: str, text: str, expected: bool) -> None:
    file = put(tmp_path, name, text)
    assert looks_like_roadmap(text.encode(), file) is expected
    assert [found.name for found in find_files([tmp_path]).files] == [name] * expected


def test_what_cannot_be_read_is_left_to_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert find_files([tmp_path]).files == (tmp_path / "pipe.yaml",)
    (reading,) = read_all([tmp_path]).readings
    assert [str(problem) for problem in reading.problems] == [
        f"{tmp_path}/pipe.yaml:1:1: error: cannot be read: it is not a regular file"
    ]


def test_reading_everything(folder: Path) -> None:
    put(folder, "deep/a.yaml", SMALL.replace("title: Small", "title: ''"))
    put(folder, "deep/b.yaml", SMALL + "color: red\n")
    batch = read_all([folder, folder / "none"])
    assert [Path(reading.path).relative_to(folder).as_posix() for reading in batch.readings] == [
        "a.yml", "b.yaml", "c.md", "deep/a.yaml", "deep/b.yaml", "deep/er/d.TXT",
    ]  # fmt: skip
    assert [str(problem).removeprefix(f"{folder}/") for problem in batch.problems] == [
        "none:1:1: error: does not exist",
        "deep/a.yaml:1:8: error: `title` is empty",
        "deep/b.yaml:6:1: warning: unknown key 'color'",
        f"deep/b.yaml:1:1: error: the roadmap 'b' is also in {folder}/b.yaml (give one of them an `id:` of its own)",
    ]
    assert batch.has_error
    assert batch.skipped == 6


def test_warnings_are_no_error(tmp_path: Path) -> None:
    assert not read_all([put(tmp_path, "a.yaml", SMALL + "color: red\n")]).has_error


def test_known_files_are_not_read(folder: Path) -> None:
    batch = read_all([folder])
    known = {reading.digest: Known(reading.document.key) for reading in batch.readings[1:] if reading.document}
    again = read_all([folder], known=known)
    assert [(reading.path, reading.digest) for reading in again.readings] == [
        (reading.path, reading.digest) for reading in batch.readings
    ]
    assert [(reading.unchanged, reading.document is None) for reading in again.readings] == [
        (False, False), (True, True), (True, True), (True, True),
    ]  # fmt: skip
    assert (again.skipped, again.problems) == (batch.skipped, ())


def test_known_file_that_was_touched_is_read(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", SMALL)
    known = {read_all([file]).readings[0].digest: Known("a")}
    put(tmp_path, "a.yaml", SMALL + "featured: true\n")
    (reading,) = read_all([file], known=known).readings
    assert not reading.unchanged
    assert reading.document is not None


def test_known_file_and_a_copy_of_it(tmp_path: Path) -> None:
    file = put(tmp_path, "a.yaml", SMALL)
    known = {read_all([file]).readings[0].digest: Known("a")}
    put(tmp_path, "deep/a.yaml", SMALL)
    assert [problem.code for problem in read_all([tmp_path], known=known).problems] == ["roadmap-twice"]


def test_only_a_file_without_a_word_to_say_has_a_digest(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", SMALL)
    put(tmp_path, "b.yaml", SMALL + "color: red\n")
    put(tmp_path, "c.yaml", SMALL + "title: Twice\n")
    assert [len(reading.digest) for reading in read_all([tmp_path]).readings] == [64, 0, 0]


def test_each_file_is_reported(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    read_all([folder], on_file=lambda done, total: told.append((done, total)))
    assert told == [(done, 8) for done in range(1, 9)]


def test_positions_that_are_kept(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "aliases: [old]\n" + SMALL + "id: small\n")
    (reading,) = read_all([tmp_path]).readings
    assert dict(reading.positions) == {(): (1, 1), ("id",): (7, 5), ("aliases", 0): (1, 11)}


def test_file_that_is_named_and_in_a_folder(folder: Path) -> None:
    found = find_files([folder, folder / "README.md"])
    assert [file.name for file in found.files] == ["README.md", "a.yml", "b.yaml", "c.md", "d.TXT"]


@pytest.mark.parametrize("is_on", [True, False])
def test_garbage_is_collected_again_afterwards(is_on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        with pause_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()
