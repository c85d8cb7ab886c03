"""What a page knows beside the operations of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmaps.admin.imports.edits import Edits
from roadmaps.admin.imports.names import Names, find_names
from roadmaps.sync.importing import Import
from roadmaps.sync.operations import Plan
from roadmaps.sync.people import Learners
from roadmaps.sync.values import Thing


@dataclass(frozen=True, slots=True)
class Known:
    """undoing: whether the plan takes an import back, where what was edited since stays unasked."""

    names: Names
    learners: Learners = field(default_factory=Learners)
    edits: Edits = field(default_factory=dict)
    undoing: bool = False

    def name(self, thing: Thing, key: str) -> str:
        """A thing as people call it; its key where nobody knows a name."""
        return self.names.get((thing, key), key)


def find_known(imported: Import, plan: Plan, edits: Edits, *, undoing: bool = False) -> Known:
    return Known(find_names(imported, plan), imported.learners, edits, undoing)
