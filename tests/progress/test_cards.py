"""How hard a roadmap is, in short."""

from __future__ import annotations

import pytest

from progress.cards import Levels, describe_levels
from tests.progress.trails import make_trail

B, I, A = "beginner", "intermediate", "advanced"  # noqa: E741 - each stands for its word in the table below


@pytest.mark.parametrize(
    ("difficulties", "levels"),
    [
        ([], Levels()),
        ([I], Levels(mostly=I)),
        ([B, A, A], Levels(mostly=A)),
        ([B, I], Levels(lowest=B, highest=I)),
        ([A, I, B], Levels(lowest=B, highest=A)),
        ([A, B, B, A], Levels(lowest=B, highest=A)),
        ([I, A, I, A], Levels(lowest=I, highest=A)),
    ],
)
def test_describes_levels(difficulties: list[str], levels: Levels) -> None:
    topics = {f"topic-{number}": {"difficulty": level} for number, level in enumerate(difficulties)}
    assert describe_levels(make_trail({"ground": list(topics)}, topics=topics)) == levels


def test_what_is_retired_does_not_count() -> None:
    topics = {"a": {"difficulty": A, "retired": True}, "b": {"difficulty": B}}
    trail = make_trail({"ground": ["a", "b"]}, topics=topics, marks={"a": "done"})
    assert describe_levels(trail) == Levels(mostly=B)
