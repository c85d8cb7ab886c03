"""A roadmap in short, as the catalogue, the front page and the home page show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from progress.trail import Trail
from roadmaps.models import Topic


@dataclass(frozen=True, slots=True)
class Levels:
    """Either `mostly` one difficulty (more than half of the topics), or a range from `lowest` to `highest`."""

    mostly: str = ""
    lowest: str = ""
    highest: str = ""


def describe_levels(trail: Trail) -> Levels:
    """How hard a roadmap is, in one phrase; empty where there is no topic."""
    counts = Counter(row.topic.difficulty for row in trail.rows)
    if not counts:
        return Levels()
    level, count = counts.most_common(1)[0]
    if 2 * count > counts.total():
        return Levels(mostly=level)
    in_order = [value for value in Topic.Difficulty.values if value in counts]
    return Levels(lowest=in_order[0], highest=in_order[-1])
