"""What the page of a plan shows, of an import and of an undo."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmaps.admin.imports.answers import Answers
from roadmaps.admin.imports.edits import read_edits
from roadmaps.admin.imports.settle import Conflict, Doubt, has_unsettled, list_conflicts, list_doubts
from roadmaps.admin.imports.show import ShownPlan, show_plans, write_summary
from roadmaps.sync.guard import Guard
from roadmaps.sync.importing import Import, Source, plan_import
from roadmaps.sync.people import CountLearners


@dataclass(frozen=True, slots=True)
class PlanPage:
    """imported: the plan with the answers so far; may_apply: whether a button may send it, once all is filled in;
    guard: what it would retire, when a number has to be typed, or was."""

    imported: Import
    summary: str
    plans: tuple[ShownPlan, ...]
    conflicts: list[Conflict] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    guard: Guard | None = None

    @property
    def is_pending(self) -> bool:
        """Whether there is anything to do, or to settle."""
        return bool(self.imported.stops) or (self.imported.is_pending and not self.imported.is_empty)

    @property
    def may_apply(self) -> bool:
        return self.is_pending and not has_unsettled(self.conflicts, self.doubts)

    @property
    def open(self) -> int:
        """Conflicts that nobody settled yet."""
        return sum(not any(side.is_chosen for side in conflict.sides) for conflict in self.conflicts)

    @property
    def unanswered(self) -> int:
        """Things added of which nobody said yet whether they are new."""
        return sum(not doubt.is_new for doubt in self.doubts)


def make_plan_page(sources: list[Source], answers: Answers, count_learners: CountLearners) -> PlanPage:
    """Plan the import with the answers; without them too, to know what was asked."""
    bare = plan_import(sources, count_learners=count_learners)
    asked = Answers(choices=answers.choices, as_new=answers.as_new)
    imported = plan_import(sources, asked.options, count_learners=count_learners) if asked != Answers() else bare
    edits = read_edits([*bare.plans, *imported.plans])
    return PlanPage(
        imported=imported,
        summary=write_summary(imported),
        plans=show_plans(imported, edits),
        conflicts=list_conflicts(bare, imported, answers, edits),
        doubts=list_doubts(bare, answers),
        guard=imported.guard,
    )


def make_undo_page(imported: Import) -> PlanPage:
    """An undo asks nothing: what was edited since stays."""
    return PlanPage(imported, write_summary(imported), show_plans(imported, read_edits(imported.plans), undoing=True))
