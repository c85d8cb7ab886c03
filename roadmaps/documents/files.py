"""Which files are roadmaps: paths as given on a command line, to files, to readings."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from roadmaps.documents.check import check_set
from roadmaps.documents.events import has_top_key
from roadmaps.documents.front_matter import FrontMatterError, has_front_matter, split_front_matter
from roadmaps.documents.keys import slug
from roadmaps.documents.places import Place, Position
from roadmaps.documents.problem import Problem
from roadmaps.documents.read import TEXT_SUFFIXES, load_bytes, read_bytes, tell_unreadable
from roadmaps.documents.reading import Known, Reading, make_digest
from roadmaps.documents.same import FindTargets, check_same_topics, find_no_targets, list_same
from roadmaps.documents.search import Candidate, search_paths
from roadmaps.documents.text import normalise_line_ends

NOTHING_KNOWN: Mapping[str, Known] = {}

Tell = Callable[[int, int], None]
"""Told how many files are done, and how many there are."""


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


def read_all(
    paths: Iterable[Path | str],
    *,
    link_base: str = "",
    known: Mapping[str, Known] = NOTHING_KNOWN,
    on_file: Tell | None = None,
    find_targets: FindTargets = find_no_targets,
) -> Batch:
    """Find, read and check all roadmaps of the paths, each file and all of them together.

    known: by digest, what the site has already; such a file is loaded, and not read. on_file: called after each file.
    find_targets: topics of the site that a `sameAs` may name. Of the positions only those are kept that problems
    between files can need.
    """
    search = search_paths(paths)
    readings: list[Reading] = []
    with pause_collector():
        for done, candidate in enumerate(search.candidates, start=1):
            reading = _read_candidate(candidate, link_base, known)
            if reading is not None:
                readings.append(reading)
            if on_file:
                on_file(done, len(search.candidates))
    told = [problem for reading in readings for problem in reading.problems]
    problems = (*search.list_problems(), *told, *check_set(readings), *check_same_topics(readings, find_targets))
    return Batch(tuple(readings), search.count_skipped(), problems)


def find_files(paths: Iterable[Path | str]) -> Found:
    """The roadmap files that the paths mean: files as named, folders searched in depth.

    A named file is taken as it is: reading tells what is wrong with it. In folders only what looks like a roadmap.
    """
    search = search_paths(paths)
    for candidate in search.candidates:
        try:
            candidate.is_roadmap = candidate.is_named or looks_like_roadmap(load_bytes(candidate.path), candidate.path)
        except (OSError, ValueError):
            continue  # reading it says why
    files = tuple(candidate.path for candidate in search.candidates if candidate.is_roadmap)
    return Found(files, search.count_skipped(), tuple(search.list_problems()))


def looks_like_roadmap(data: bytes, path: Path) -> bool:
    """Whether a file of a folder means to be a roadmap: YAML, or front matter, with `nodes` at its top."""
    text = normalise_line_ends(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    if _is_text(path):
        if not has_front_matter(text):
            return False
        try:
            text = split_front_matter(text).yaml
        except FrontMatterError:
            return True
    return has_top_key(text, "nodes")


@contextmanager
def pause_collector() -> Iterator[None]:
    """No search for garbage meanwhile: reading makes no cycles, and looking through all that was read, again and
    again, would take as long as reading it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_candidate(candidate: Candidate, link_base: str, known: Mapping[str, Known]) -> Reading | None:
    """None for a file that is no roadmap."""
    path = candidate.path
    try:
        data = load_bytes(path)
    except (OSError, ValueError) as error:
        return tell_unreadable(path, error)
    digest = make_digest(data, default_id=slug(path.stem), has_front_matter=_is_text(path), link_base=link_base)
    if digest in known:
        return Reading(str(path), None, (), digest=digest, known=known[digest])
    candidate.is_roadmap = candidate.is_named or looks_like_roadmap(data, path)
    if not candidate.is_roadmap:
        return None
    reading = read_bytes(data, path, link_base=link_base)
    return replace(reading, positions=_pick_positions(reading), digest="" if reading.problems else digest)


def _pick_positions(reading: Reading) -> dict[Place, Position]:
    """Where key, aliases and each `sameAs` stand: a whole tree for each of many files would not fit into memory."""
    document = reading.document
    if document is None:
        return {}
    aliases: list[Place] = [("aliases", index) for index in range(len(document.aliases or ()))]
    same: list[Place] = [(*place, "sameAs") for place, _ in list_same(document)]
    places: list[Place] = [(), ("id",), *aliases, *same]
    return {place: reading.positions[place] for place in places if place in reading.positions}


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in TEXT_SUFFIXES
