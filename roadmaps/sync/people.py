"""How many learners a plan touches, as numbers it is given: content knows no people. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """Ids of the rows whose learners are to be counted."""

    topics: frozenset[int] = frozenset()
    nodes: frozenset[int] = frozenset()
    roadmaps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Learners:
    """Row id -> learners who have a mark there; rows nobody marked may be missing.

    total: different learners over all rows that were asked about.
    """

    topics: Mapping[int, int] = field(default_factory=dict)
    nodes: Mapping[int, int] = field(default_factory=dict)
    roadmaps: Mapping[int, int] = field(default_factory=dict)
    total: int = 0


CountLearners = Callable[[Asked], Learners]

NOBODY = Learners()


def count_nobody(asked: Asked) -> Learners:
    """For plans where nobody has to be counted."""
    return NOBODY
