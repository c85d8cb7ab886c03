"""How many learners a plan touches, as numbers it is given: content knows no people. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Naming(NamedTuple):
    """What a topic is called by the `sameAs` of others, "roadmap/topic", and what it names itself, "" for nothing."""

    address: str
    same_as: str


class Rejoined(NamedTuple):
    """A topic that is, or may be, the same as others than before. row: None for one that is new."""

    row: int | None
    before: Naming
    after: Naming


@dataclass(frozen=True, slots=True)
class Asked:
    """Ids of the rows whose learners are to be counted, and topics that are the same as others than before."""

    topics: frozenset[int] = frozenset()
    nodes: frozenset[int] = frozenset()
    roadmaps: frozenset[int] = frozenset()
    rejoined: tuple[Rejoined, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics or self.nodes or self.roadmaps or self.rejoined)


@dataclass(frozen=True, slots=True)
class Learners:
    """Row id -> learners who have a mark there; rows nobody marked may be missing.

    total: different learners over all rows that were asked about. numbers: row id of a topic that was rejoined ->
    learners whose numbers change by it.
    """

    topics: Mapping[int, int] = field(default_factory=dict)
    nodes: Mapping[int, int] = field(default_factory=dict)
    roadmaps: Mapping[int, int] = field(default_factory=dict)
    total: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)


CountLearners = Callable[[Asked], Learners]

NOBODY = Learners()


def count_nobody(asked: Asked) -> Learners:
    """For plans where nobody has to be counted."""
    return NOBODY
