"""The audit of faults finds what is lost, and nothing else."""

from __future__ import annotations

import pytest

from tests.cluster.audit import find_broken_chains, find_lost


@pytest.mark.parametrize(
    ("presses", "afters", "lost"),
    [
        ([("learning", True), ("done", True)], ["learning", "done"], []),
        ([("learning", True), ("done", True)], ["learning"], ["done"]),
        ([("learning", True), ("done", True)], ["done"], ["learning"]),
        ([("learning", True), ("done", False)], ["learning"], []),
        ([("learning", True), ("done", False)], ["learning", "done"], []),
        ([("learning", False), ("done", True)], ["done"], []),
        ([("done", True), ("done", True)], ["done"], []),  # said twice, changed once
        (
            [("learning", True), ("done", False), ("learning", True), ("done", True), ("todo", True)],
            ["learning", "done", "todo"],
            [],
        ),
        ([("done", False), ("todo", True)], [], []),  # it stood so all the time
        ([("done", True)], [], ["done"]),
    ],
)  # fmt: skip
def test_what_was_acknowledged_has_a_line(presses: list[tuple[str, bool]], afters: list[str], lost: list[str]) -> None:
    lines = list(zip(["todo", *afters], afters, strict=False))
    assert find_lost(presses, lines) == lost


def test_a_history_follows_itself() -> None:
    lines = {(1, 1): [("todo", "done"), ("done", "todo")], (1, 2): [("todo", "done"), ("learning", "todo")]}
    assert find_broken_chains(lines) == ["history of (1, 2): [('todo', 'done'), ('learning', 'todo')]"]
    assert len(find_broken_chains({(1, 1): [("learning", "done")]})) == 1
