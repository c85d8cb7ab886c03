"""Input that was made wrong: a reader answers each with a document or with problems, soon, and raises nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType

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
MOST_CALLS = 20
"""Times the calls of its seed that a mutant may take: calls, not seconds, as those are the same on every machine."""
HANG = 10
"""Seconds of CPU that a mutant may take: some hundred times what it takes, for what calls do not count, as a pattern
that tries again and again within one of them."""
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


def count_calls(part: Seed | Mutant) -> tuple[int, Reading]:
    """How many functions are called and left while it is read, and the reading."""
    calls = 0

    def count(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        reading = read(part)
    finally:
        sys.setprofile(None)
    return calls, reading


@cache
def count_seeds() -> tuple[dict[str, int], int]:
    """Calls for each seed, and the floor: those of the largest sample, a file as people write them."""
    calls = {seed.name: count_calls(seed)[0] for seed in load_seeds()}
    return calls, max(calls[file.name] for file in (ROOT / "fixtures" / "roadmaps").iterdir())


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


def find_slowness(part: Mutant, calls: int, seconds: float) -> str:
    """How it takes longer than what it was made of, or "".

    A seed that is read with fewer calls than the floor counts as that: of a text of a few bytes a mutant may become
    one of LARGEST.
    """
    of_seeds, floor = count_seeds()
    most = MOST_CALLS * max(floor, *(of_seeds[seed.name] for seed in part.parents))
    if calls > most:
        return f"{calls} calls instead of {most}"
    return f"{seconds:.1f} s" if seconds > HANG else ""


def find_faults(parts: Iterable[Mutant], judge: Callable[[Mutant, Reading], str] = find_fault) -> list[str]:
    """A line for each mutant that made the reader raise, break its word, or take too long."""
    faults = []
    for part in parts:
        began = time.process_time()
        try:
            calls, reading = count_calls(part)
            fault = judge(part, reading) or find_slowness(part, calls, time.process_time() - began)
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
    """MUTATIONS of them in all parts together, always the same ones."""
    assert find_faults(make_mutants(load_seeds(), MUTATIONS // PARTS, part)) == []


def test_a_reader_that_takes_too_long_is_caught() -> None:
    (mutant,) = make_mutants(load_seeds(), 1, 0)
    calls, _reading = count_calls(mutant)
    assert find_slowness(mutant, calls, HANG) == ""
    assert find_slowness(mutant, 10**9, 0).startswith("1000000000 calls instead of ")
    assert find_slowness(mutant, calls, HANG + 1) == f"{HANG + 1}.0 s"


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
