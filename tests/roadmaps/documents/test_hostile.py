"""Input that was made wrong: a reader answers each with a document or with problems, soon, and raises nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.places import MAX_PROBLEMS
from roadmaps.documents.problem import Problem, Severity, escape_hidden
from roadmaps.documents.read import read_text
from roadmaps.documents.reading import Reading
from roadmaps.documents.write import write_text
from tests.mutations import LARGEST, Mutant, Seed, make_mutants
from tests.roadmaps.documents.nasty import NASTY

ROOT = Path(__file__).parents[3]
MUTATIONS = int(os.environ.get("MUTATIONS", "5000"))
PARTS = 20
SLOWEST = 20
"""Times the CPU time of its seed that a mutant may take."""
LONGEST_MESSAGE = 4_000  # a circle of 200 nodes names them all; no message repeats what a file is full of


@cache
def load_seeds() -> tuple[Seed, ...]:
    """The samples, the real file, every broken file and every nasty text."""
    samples = sorted((ROOT / "fixtures" / "roadmaps").iterdir())
    files = [
        *samples,
        ROOT / "tests" / "data" / "machine-learning.md",
        *sorted((ROOT / "fixtures" / "broken").iterdir()),
    ]
    made = [Seed(f"nasty/{name}", data) for name, data, _ in NASTY]
    return (*(Seed(file.name, file.read_bytes()) for file in files), *made)


def read(part: Seed | Mutant) -> Reading:
    return read_text(part.data, path=part.name, default_id="x", link_base="https://example.org")


def clock(part: Seed | Mutant, times: int = 3) -> float:
    """Seconds of CPU that reading it takes: the least of so many tries, for noise only ever adds."""
    return min(_clock_once(part) for _ in range(times))


def _clock_once(part: Seed | Mutant) -> float:
    began = time.process_time()
    read(part)
    return time.process_time() - began


@cache
def clock_seeds() -> tuple[dict[str, float], float]:
    """Seconds for each seed, and the floor: those of the slowest sample, a file as people write them."""
    times = {seed.name: clock(seed) for seed in load_seeds()}
    return times, max(times[file.name] for file in (ROOT / "fixtures" / "roadmaps").iterdir())


def find_fault(part: Seed | Mutant, reading: Reading) -> str:
    """How a reading breaks its word, or "".

    There is a document exactly when there is no error; it is written and read again the same. Every problem stands in
    a line of the file, and can be shown.
    """
    lines = part.data.count(b"\n") + part.data.count(b"\r") + 1
    for problem in reading.problems:
        if not 1 <= problem.line <= lines or problem.column < 1:
            return f"a place outside the file: {problem}"
        if escape_hidden(str(problem)) != str(problem) or len(problem.message) > LONGEST_MESSAGE:
            return f"a problem that cannot be shown: {str(problem)[:200]}"
    if (reading.document is None) != bool(reading.errors) or len(reading.problems) > MAX_PROBLEMS + 1:
        return f"{len(reading.problems)} problems, {len(reading.errors)} errors, {reading.document}"
    return find_change(reading.document) if reading.document else ""


def find_change(document: RoadmapDoc) -> str:
    """What becomes of a document that is written and read again, or ""."""
    again = read_text(write_text(document), path="x.yaml", link_base="https://example.org")
    return "" if again.document == document else f"read again it is {again.document or again.problems}"


def find_faults(parts: Sequence[Mutant], judge: Callable[[Mutant, Reading], str] = find_fault) -> list[str]:
    """A line for each mutant that made the reader raise or break its word."""
    faults = []
    for part in parts:
        try:
            fault = judge(part, read(part))
        except Exception as error:
            fault = repr(error)
        if fault:
            faults.append(f"{fault} from {part}")
    return faults


def test_seeds_are_of_every_kind_and_none_is_too_large() -> None:
    seeds = load_seeds()
    assert len(seeds) == len({seed.name for seed in seeds})
    assert {seed.name.rpartition(".")[2] for seed in seeds} == {"md", "yaml"}
    assert all(len(seed.data) <= LARGEST for seed in seeds)


@pytest.mark.parametrize(("name", "data", "codes"), NASTY, ids=[name for name, _, _ in NASTY])
def test_nasty_text_is_told_for_what_it_is(name: str, data: bytes, codes: set[str]) -> None:
    seed = Seed(name, data)
    reading = read(seed)
    assert {problem.code for problem in reading.problems} == codes
    assert find_fault(seed, reading) == ""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutant_breaks_the_reader(part: int) -> None:
    """MUTATIONS of them in all parts together, always the same ones.

    The slowest takes at most SLOWEST times the CPU time of its seed (of two, the slower). A seed that is read faster
    than the slowest sample counts as that one: of a text of a few bytes a mutant may become one of LARGEST. A mutant
    that takes longer is clocked three times more, and the least counts.
    """
    mutants = list(make_mutants(load_seeds(), MUTATIONS // PARTS, part))
    assert find_faults(mutants) == []
    times, floor = clock_seeds()
    slow = []
    for mutant in mutants:
        limit = SLOWEST * max(floor, *(times[seed.name] for seed in mutant.parents))
        if clock(mutant, 1) > limit and (took := clock(mutant)) > limit:
            slow.append(f"{took:.3f} s instead of {limit:.3f} s for {mutant}")
    assert slow == []


def test_a_reader_that_raises_or_breaks_its_word_is_caught() -> None:
    (mutant,) = make_mutants(load_seeds(), 1, 0)

    def fail(part: Mutant, reading: Reading) -> str:
        raise RecursionError

    assert find_faults([mutant], fail) == [f"RecursionError() from {mutant}"]
    assert find_faults([mutant], lambda part, reading: "It fails") == [f"It fails from {mutant}"]


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (Problem("x.yaml", 3, 1, Severity.ERROR, "wrong"), "a place outside the file: x.yaml:3:1: error: wrong"),
        (Problem("x.yaml", 1, 0, Severity.ERROR, "wrong"), "a place outside the file: x.yaml:1:0: error: wrong"),
        (
            Problem("x.yaml", 1, 1, Severity.ERROR, "w" * 4_001),
            "a problem that cannot be shown: x.yaml:1:1: error: www",
        ),
        (Problem("x.yaml", 1, 1, Severity.WARNING, "odd"), "1 problems, 0 errors, None"),
    ],
)
def test_a_broken_word_is_seen(problem: Problem, fault: str) -> None:
    assert find_fault(Seed("x.yaml", b"a\n"), Reading("x.yaml", None, (problem,))).startswith(fault)


def test_a_document_that_is_not_read_again_the_same_is_seen() -> None:
    document = RoadmapDoc("x", "A", "B", nodes=())
    assert find_change(document) == ""
    assert find_change(replace(document, title="")).startswith("read again it is (Problem(")
