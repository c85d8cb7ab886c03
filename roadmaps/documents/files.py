"""Which files are roadmaps: paths as given on a command line, to files, to readings."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from roadmaps.documents.check import check_set
from roadmaps.documents.events import has_top_key
from roadmaps.documents.front_matter import FrontMatterError, has_front_matter, split_front_matter
from roadmaps.documents.problem import Problem, Severity
from roadmaps.documents.read import MAX_FILE, TEXT_SUFFIXES, read_file
from roadmaps.documents.reading import Reading
from roadmaps.documents.text import normalise_line_ends

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
SUFFIXES = YAML_SUFFIXES | TEXT_SUFFIXES


@dataclass(frozen=True, slots=True)
class Found:
    """Files to read, each once, in order; how many files and hidden folders were left aside; paths that are no use."""

    files: tuple[Path, ...]
    skipped: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything read from some paths. problems: all of them, those of the readings included."""

    readings: tuple[Reading, ...]
    skipped: int
    problems: tuple[Problem, ...]

    @property
    def has_error(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def read_all(paths: Iterable[Path | str], *, link_base: str = "") -> Batch:
    """Find, read and check all roadmaps of the paths, each file and all of them together."""
    found = find_files(paths)
    readings = tuple(read_file(file, link_base=link_base) for file in found.files)
    told = [problem for reading in readings for problem in reading.problems]
    return Batch(readings, found.skipped, (*found.problems, *told, *check_set(readings)))


def find_files(paths: Iterable[Path | str]) -> Found:
    """The roadmap files that the paths mean: files as named, folders searched in depth.

    A named file is taken as it is: reading tells what is wrong with it. In folders only what looks like a roadmap.
    """
    search = _Search()
    for path in paths:
        search.take(Path(path))
    return Found(tuple(search.files.values()), search.skipped, tuple(search.problems))


class _Search:
    def __init__(self) -> None:
        self.files: dict[Path, Path] = {}  # by their real path, so that none is read twice
        self.skipped = 0
        self.problems: list[Problem] = []

    def take(self, path: Path) -> None:
        known = path.suffix.lower() in SUFFIXES
        if path.is_dir():
            if known:
                self._refuse(path, "is a folder, not a file", "rename the folder")
            else:
                self._take_folder(path)
        elif not os.path.lexists(path):
            self._refuse(path, "does not exist")
        elif not known:
            self._refuse(path, "is not a roadmap file", f"the name ends in {', '.join(sorted(SUFFIXES))}")
        else:
            self.files.setdefault(Path(os.path.realpath(path)), path)

    def _take_folder(self, folder: Path) -> None:
        before = len(self.files), self.skipped, len(self.problems)
        seen = False
        for path in self._walk(folder):
            if looks_like_roadmap(path):
                seen = True
                self.files.setdefault(Path(os.path.realpath(path)), path)
            else:
                self.skipped += 1
        if not seen and len(self.problems) == before[2]:
            skipped = self.skipped - before[1]
            self._refuse(folder, "no roadmap is in this folder" + (f", {skipped} skipped" if skipped else ""))

    def _walk(self, folder: Path) -> Iterator[Path]:
        """Files with our suffixes. Linked folders are not entered, so links cannot lead in a circle."""
        for parent, folders, names in os.walk(folder, onerror=self._refuse_folder):
            for name in sorted(folders):
                if name.startswith("."):
                    self.skipped += 1
                elif Path(name).suffix.lower() in SUFFIXES:
                    self._refuse(Path(parent, name), "is a folder, not a file", "rename the folder")
            folders[:] = sorted(name for name in folders if not _leave_aside(name))
            for name in sorted(names):
                if Path(name).suffix.lower() not in SUFFIXES:
                    continue
                if name.startswith("."):
                    self.skipped += 1
                else:
                    yield Path(parent, name)

    def _refuse_folder(self, error: OSError) -> None:
        self._refuse(Path(error.filename), f"cannot be searched: {error.strerror}")

    def _refuse(self, path: Path, message: str, hint: str = "") -> None:
        self.problems.append(Problem(str(path), 1, 1, Severity.ERROR, message, hint, "path"))


def _leave_aside(folder: str) -> bool:
    return folder.startswith(".") or Path(folder).suffix.lower() in SUFFIXES


def looks_like_roadmap(path: Path) -> bool:
    """Whether a file of a folder means to be a roadmap: YAML, or front matter, with `nodes` at its top.

    A file that cannot be read or is too large does, so that reading it says so.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError:
        return True
    text = normalise_line_ends(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    if path.suffix.lower() in TEXT_SUFFIXES:
        if not has_front_matter(text):
            return False
        try:
            text = split_front_matter(text).yaml
        except FrontMatterError:
            return True
    return has_top_key(text, "nodes")
