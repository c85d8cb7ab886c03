"""What a plan is made of. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.merge import Reason
from roadmaps.sync.values import Thing


class Act(StrEnum):
    """What becomes of a thing. The values stand in this order in the closing line of a description."""

    ADD = "add"
    RESTORE = "restore"
    CHANGE = "change"
    MOVE = "move"
    REORDER = "reorder"
    RENAME = "rename"
    DROPPED = "dropped"
    KEEP = "keep"
    RETIRE = "retire"
    CONFLICT = "conflict"


WRITES = frozenset({Act.ADD, Act.RESTORE, Act.CHANGE, Act.MOVE, Act.REORDER, Act.RENAME, Act.RETIRE})
"""Acts that change a row. The others only say why none is changed."""


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
    KEEP, CONFLICT  field ("" for presence, "node" for the place), reason, and item, the address of a single link,
                    and part, the field of it
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


@dataclass(frozen=True, slots=True)
class Plan:
    """How one roadmap of the site becomes one document.

    key: of the roadmap in the file; path: the file; row, revision: the roadmap the plan was made from (`None`: it is
    new); operations: sorted, stable; node_order: the order of nodes, where it is to be written; topic_orders: the same
    by node; base: what the next plan compares with; base_moves: it differs from the stored one.
    """

    key: str
    path: str
    row: int | None
    revision: int
    operations: tuple[Operation, ...]
    base: RoadmapDoc
    base_moves: bool
    node_order: tuple[str, ...] = ()
    topic_orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Operation, ...]:
        return tuple(operation for operation in self.operations if operation.act is Act.CONFLICT)

    @property
    def changes_content(self) -> bool:
        return bool(self.node_order or self.topic_orders) or any(each.act in WRITES for each in self.operations)

    @property
    def is_empty(self) -> bool:
        """Applying it writes nothing at all."""
        return not (self.changes_content or self.base_moves)

    def count_acts(self) -> Counter[Act]:
        return Counter(operation.act for operation in self.operations)
