"""The making of mutants: the same ones every time, of every kind, within the limit."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.mutations import CHANGES, LARGEST, Seed, make_mutants, splice

SEEDS = [
    Seed("a.yaml", b"title: A\nnodes:\n  - id: a\n    title: A\n" * 40),
    Seed("b.md", b"---\n---\n"),
    Seed("c.yaml", b""),
]


def test_a_number_gives_the_same_mutants_every_time() -> None:
    once = list(make_mutants(SEEDS, 50, 7))
    assert once == list(make_mutants(SEEDS, 50, 7))
    assert once != list(make_mutants(SEEDS, 50, 8))


def test_mutants_are_of_every_kind_and_within_the_limit() -> None:
    mutants = list(make_mutants(SEEDS, 2_000, 1))
    assert {step for mutant in mutants for step in mutant.steps} == {"splice", *(each.__name__ for each in CHANGES)}
    assert {len(mutant.parents) for mutant in mutants} == {1, 2}
    assert max(len(mutant.data) for mutant in mutants) == LARGEST
    assert sum(mutant.data != mutant.parents[0].data for mutant in mutants) > 1_000
    assert {mutant.name.rpartition(".")[2] for mutant in mutants} == {"md", "yaml"}


@pytest.mark.parametrize("change", CHANGES, ids=[each.__name__ for each in CHANGES])
def test_each_change_takes_any_text_and_does_change_one(change: Callable[[bytes, Random], bytes]) -> None:
    dice = Random(1)  # noqa: S311 - no secret
    assert isinstance(change(b"", dice), bytes)
    assert any(change(SEEDS[0].data, dice) != SEEDS[0].data for _ in range(20))


def test_splicing_keeps_a_beginning_and_an_end() -> None:
    made = splice(b"aaaa", b"bbbb", Random(1))  # noqa: S311 - no secret
    assert made.strip(b"a").strip(b"b") == b""


def test_a_mutant_says_how_it_was_made() -> None:
    (mutant,) = make_mutants(SEEDS[:1], 1, 3)
    assert str(mutant).startswith(f"3-0.yaml: a.yaml, {mutant.steps[0]}")
