"""Which files paths mean: files as named, folders searched in depth. What is in the files is not looked at here."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from roadmaps.documents.problem import Problem, Severity
from roadmaps.documents.read import TEXT_SUFFIXES

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
SUFFIXES = YAML_SUFFIXES | TEXT_SUFFIXES


@dataclass(slots=True)
class Candidate:
    """A file whose name is that of a roadmap.

    is_named: it was named itself, so it means to be one; is_roadmap: set by whoever looks into it.
    """

    path: Path
    is_named: bool
    is_roadmap: bool = True


@dataclass(slots=True)
class Folder:
    """A folder that was named: what may be a roadmap in it, how much was left aside, whether that was told."""

    path: Path
    candidates: list[Candidate] = field(default_factory=list)
    hidden: int = 0
    is_told: bool = False

    def judge(self) -> list[Problem]:
        if self.is_told or any(candidate.is_roadmap for candidate in self.candidates):
            return []
        skipped = self.hidden + len(self.candidates)
        return [refuse(self.path, "no roadmap is in this folder" + (f", {skipped} skipped" if skipped else ""))]


@dataclass(frozen=True, slots=True)
class Search:
    """Candidates, each file once, in order; and the folders and problems of the paths, in order."""

    candidates: tuple[Candidate, ...]
    said: tuple[Problem | Folder, ...]

    def count_skipped(self) -> int:
        """Files that are no roadmaps, hidden files and hidden folders. To be asked when all candidates are judged."""
        hidden = sum(folder.hidden for folder in self.said if isinstance(folder, Folder))
        return hidden + sum(not candidate.is_roadmap for candidate in self.candidates)

    def list_problems(self) -> list[Problem]:
        """What is wrong with the paths. To be asked when all candidates are judged."""
        return [told for said in self.said for told in ([said] if isinstance(said, Problem) else said.judge())]


def search_paths(paths: Iterable[Path | str]) -> Search:
    """Files with our suffixes. A named file is taken as it is; in folders any may turn out to be something else."""
    walk = _Walk()
    for path in paths:
        walk.take(Path(path))
    return Search(tuple(walk.files.values()), tuple(walk.said))


def refuse(path: Path, message: str, hint: str = "") -> Problem:
    return Problem(str(path), 1, 1, Severity.ERROR, message, hint, "path")


class _Walk:
    def __init__(self) -> None:
        self.files: dict[str, Candidate] = {}  # by their real path, so that none is read twice
        self.said: list[Problem | Folder] = []

    def take(self, path: Path) -> None:
        known = path.suffix.lower() in SUFFIXES
        if os.path.isdir(path):  # noqa: PTH112 - which takes any name, Path.is_dir does not
            if known:
                self.said.append(refuse(path, "is a folder, not a file", "rename the folder"))
            else:
                self._take_folder(path)
        elif not os.path.lexists(path):
            self.said.append(refuse(path, "does not exist"))
        elif not known:
            hint = f"the name ends in {', '.join(sorted(SUFFIXES))}"
            self.said.append(refuse(path, "is not a roadmap file", hint))
        else:
            self._enter(path, is_named=True).is_named = True

    def _enter(self, path: Path, *, is_named: bool) -> Candidate:
        return self.files.setdefault(os.path.realpath(path), Candidate(path, is_named))

    def _take_folder(self, path: Path) -> None:
        folder = Folder(path)
        said = len(self.said)
        for file in self._walk(folder):
            folder.candidates.append(self._enter(file, is_named=False))
        folder.is_told = len(self.said) > said
        self.said.append(folder)

    def _walk(self, folder: Folder) -> Iterator[Path]:
        """Files with our suffixes. Linked folders are not entered, so links cannot lead in a circle."""
        for parent, folders, names in os.walk(folder.path, onerror=self._refuse_folder):
            for name in sorted(folders):
                if name.startswith("."):
                    folder.hidden += 1
                elif Path(name).suffix.lower() in SUFFIXES:
                    self.said.append(refuse(Path(parent, name), "is a folder, not a file", "rename the folder"))
            folders[:] = sorted(name for name in folders if not _leave_aside(name))
            for name in sorted(names):
                if Path(name).suffix.lower() not in SUFFIXES:
                    continue
                if name.startswith("."):
                    folder.hidden += 1
                else:
                    yield Path(parent, name)

    def _refuse_folder(self, error: OSError) -> None:
        self.said.append(refuse(Path(error.filename), f"cannot be searched: {error.strerror}"))


def _leave_aside(folder: str) -> bool:
    return folder.startswith(".") or Path(folder).suffix.lower() in SUFFIXES
