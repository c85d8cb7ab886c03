"""What a plan is made of. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from roadmaps.sync.merge import Reason
from roadmaps.sync.site import Memory, Site
from roadmaps.sync.values import Thing


class Act(StrEnum):
    """What becomes of a thing. The values stand in this order in the closing line of a description."""

    ADD = "add"
    RESTORE = "restore"
    CHANGE = "change"
    MOVE = "move"
    REORDER = "reorder"
    RENAME = "rename"
    MERGE = "merge"
    DROPPED = "dropped"
    KEEP = "keep"
    RETIRE = "retire"
    ARCHIVE = "archive"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"


STOPS = frozenset({Act.CONFLICT, Act.AMBIGUOUS})
"""Acts that a person has to settle before anything is written."""

WRITES = frozenset(Act) - {Act.DROPPED, Act.KEEP} - STOPS
"""Acts that change a row. The others only say why none is changed."""

LEAVES = frozenset({Act.RETIRE, Act.MERGE})
"""Acts that take a thing off the trail."""


def make_spot(thing: Thing, key: str, field: str = "", item: str = "", part: str = "") -> str:
    """What one decision is about, as text that stays the same from one plan to the next."""
    return "/".join([thing.value, key, field, part, item])


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of a plan.

    key: as the file calls the thing; before, after: what the site has and what it gets (in a conflict: what the file
    wants). By act:
    ADD        after = the document of the thing; of a topic also node, and previous (its neighbour, "" for the first)
    CHANGE     field, before, after; of `links` and `references` whole lists
    MOVE       before and after are keys of nodes
    REORDER    field = "nodes" or "topics"; before and after are the keys that changed places
    RENAME     before is the former key
    MERGE      after is the key of the thing that names this one as its alias
    RESTORE, ARCHIVE of a roadmap: before and after are its status
    KEEP, CONFLICT  field ("" for presence, "node" for the place), reason, and item, the address of a single link,
                    and part, the field of it
    AMBIGUOUS  before = keys of things of the site it may be, nearest first
    DROPPED    field
    """

    act: Act
    thing: Thing
    key: str
    field: str = ""
    before: Any = None
    after: Any = None
    reason: Reason = Reason.NONE
    item: str = ""
    part: str = ""
    node: str = ""
    previous: str = ""

    @property
    def spot(self) -> str:
        return make_spot(self.thing, self.key, self.field, self.item, self.part)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one roadmap of the site becomes one document.

    key: of the roadmap in the file; row, revision: the roadmap the plan was made from (`None`: it is new);
    operations: sorted, stable; memory: what is kept for the next plan, where that differs (`None`: it does not);
    node_order: the order of nodes, where it is to be written; topic_orders: the same by node; topic_ids, node_ids: key
    in the file -> id of the row; active: topics on the trail before; base_moves: the file says something else than the
    last import did; site: what the plan was made from.
    """

    key: str
    path: str
    row: int | None
    revision: int
    operations: tuple[Operation, ...]
    memory: Memory | None
    node_order: tuple[str, ...] = ()
    topic_orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topic_ids: Mapping[str, int] = field(default_factory=dict)
    node_ids: Mapping[str, int] = field(default_factory=dict)
    active: int = 0
    base_moves: bool = False
    site: Site | None = field(default=None, compare=False, repr=False)

    @property
    def stops(self) -> tuple[Operation, ...]:
        """What a person has to settle first."""
        return tuple(operation for operation in self.operations if operation.act in STOPS)

    @property
    def changes_content(self) -> bool:
        return bool(self.node_order or self.topic_orders) or any(each.act in WRITES for each in self.operations)

    @property
    def is_pending(self) -> bool:
        """Whether there is something to do that a person would call a change."""
        return self.changes_content or self.base_moves

    @property
    def is_empty(self) -> bool:
        """Applying it writes nothing at all."""
        return not self.changes_content and self.memory is None

    def count_retired(self) -> int:
        """Topics that leave the trail."""
        return len([each for each in self.operations if each.thing is Thing.TOPIC and each.act in LEAVES])

    def count_acts(self) -> Counter[Act]:
        return Counter(operation.act for operation in self.operations)
