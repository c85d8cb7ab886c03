"""A plan as data for a page: in names instead of keys, in sections, with the old and the new text of each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from roadmaps.admin.imports.details import Detail, list_details
from roadmaps.admin.imports.edits import Edits
from roadmaps.admin.imports.known import Known, find_known
from roadmaps.admin.imports.words import THINGS, say_people, say_renumbered, write_sums
from roadmaps.sync.importing import Import
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.people import Learners
from roadmaps.sync.touched import count_renumbered, count_touched, touches
from roadmaps.sync.values import Thing

MANY = 25
"""A section of more rows is folded."""


@dataclass(frozen=True, slots=True)
class Row:
    """What happens to one thing. people: whose marks it touches, as a sentence, or ""; number: of changes."""

    thing: str
    name: str
    key: str
    details: tuple[Detail, ...]
    people: str
    number: int


@dataclass(frozen=True, slots=True)
class Section:
    """All rows of one act. number: of changes, as the sums count them; a row may hold some."""

    act: Act
    sign: str
    title: Promise
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        return sum(row.number for row in self.rows)

    @property
    def is_long(self) -> bool:
        return len(self.rows) > MANY


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One roadmap of an import."""

    key: str
    title: str
    path: str
    is_new: bool
    sections: tuple[Section, ...] = field(default=())


_SECTIONS: Sequence[tuple[Act, str, Promise]] = (
    (Act.ADD, "+", gettext_lazy("New")),
    (Act.RESTORE, "+", gettext_lazy("Back again")),
    (Act.CHANGE, "~", gettext_lazy("Changed")),
    (Act.MOVE, ">", gettext_lazy("Moved")),
    (Act.REORDER, ">", gettext_lazy("In another order")),
    (Act.RENAME, "=", gettext_lazy("Another key")),
    (Act.MERGE, "\N{MINUS SIGN}", gettext_lazy("Merged")),
    (Act.RETIRE, "\N{MINUS SIGN}", gettext_lazy("Retired")),
    (Act.ARCHIVE, "\N{MINUS SIGN}", gettext_lazy("Archived")),
    (Act.KEEP, ".", gettext_lazy("Kept as it is here")),
    (Act.DROPPED, ".", gettext_lazy("No longer in the file, kept")),
)


def show_plans(imported: Import, edits: Edits, *, undoing: bool = False) -> tuple[ShownPlan, ...]:
    """Each roadmap that the import has something to say about. What has to be settled is in `settle.py`."""
    return tuple(
        _show_plan(plan, find_known(imported, plan, edits, undoing=undoing))
        for plan in imported.plans
        if plan.operations
    )


def write_summary(imported: Import) -> str:
    """`2 added, 1 changed, 1 retired; 23 learners have marks on what changes.`; "" when there is nothing to say."""
    counts = {act: sum(plan.count_acts()[act] for plan in imported.plans) for act in Act}
    sums = write_sums(counts)
    if not sums or not imported.learners.total:
        return sums and f"{sums}."
    people = ngettext(
        "%(number)s learner has marks on what changes",
        "%(number)s learners have marks on what changes",
        imported.learners.total,
    ) % {"number": imported.learners.total}
    return f"{sums}; {people}."


def _show_plan(plan: Plan, known: Known) -> ShownPlan:
    sections = tuple(
        Section(act, sign, title, rows)
        for act, sign, title in _SECTIONS
        if (rows := tuple(_list_rows(plan, known, act)))
    )
    return ShownPlan(plan.key, known.name(Thing.ROADMAP, plan.key), plan.path, plan.row is None, sections)


def _list_rows(plan: Plan, known: Known, act: Act) -> Iterator[Row]:
    """One row a thing, with all that this act does to it."""
    operations = (operation for operation in plan.operations if operation.act is act)
    for (thing, key), group in groupby(operations, key=lambda operation: (operation.thing, operation.key)):
        said = list(group)
        yield Row(
            thing=str(THINGS[thing]),
            name=known.name(thing, key),
            key=key,
            details=tuple(detail for operation in said for detail in list_details(plan, operation, known)),
            people=_say_people(plan, said, known.learners),
            number=len(said),
        )


def _say_people(plan: Plan, operations: Sequence[Operation], learners: Learners) -> str:
    touching = next((operation for operation in operations if touches(operation)), None)
    kept = say_people(touching.act, count_touched(plan, touching, learners)) if touching else ""
    changed = say_renumbered(sum(count_renumbered(plan, operation, learners) for operation in operations))
    return "; ".join(said for said in (kept, changed) if said)
