"""A roadmap in short, as the catalogue, the front page and the home page show it. No queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from progress.estimate import Estimate, add_up
from progress.trail import Trail
from roadmaps.models import Roadmap, Topic


@dataclass(frozen=True, slots=True)
class Levels:
    """Either `mostly` one difficulty (more than half of the topics), or a range from `lowest` to `highest`."""

    mostly: str = ""
    lowest: str = ""
    highest: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same of a card for everybody. `html` keeps its parts as they were rendered, by name and language."""

    roadmap: Roadmap
    topics: int
    whole: Estimate
    levels: Levels
    html: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One roadmap for one person.

    Where they have begun it `states` tells what they have done there, as one text, and `trail` is there once it was
    asked for. `is_alone`: no topic is the same as one elsewhere, so that a trail follows from the states.
    """

    facts: Facts
    states: str = ""
    trail: Trail | None = None
    is_alone: bool = True

    @property
    def roadmap(self) -> Roadmap:
        return self.facts.roadmap

    @property
    def whole(self) -> Estimate:
        """Of what is required; a topic that the person refused is not."""
        return self.trail.whole if self.trail else self.facts.whole


def state_facts(roadmap: Roadmap, topics: Sequence[Topic]) -> Facts:
    """`topics` are those on the trail."""
    whole = add_up(topic.duration for topic in topics if not topic.optional)
    return Facts(roadmap, len(topics), whole, describe_levels([topic.difficulty for topic in topics]))


def describe_levels(difficulties: Sequence[str]) -> Levels:
    """How hard a roadmap is, in one phrase; empty where there is no topic."""
    counts = Counter(difficulties)
    if not counts:
        return Levels()
    level, count = counts.most_common(1)[0]
    if 2 * count > counts.total():
        return Levels(mostly=level)
    in_order = [value for value in Topic.Difficulty.values if value in counts]
    return Levels(lowest=in_order[0], highest=in_order[-1])
