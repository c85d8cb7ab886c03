"""What reading a file gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.places import Place, Position
from roadmaps.documents.problem import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. The document is there exactly when none of the problems is an error.

    positions: where its parts stand, for problems found later.
    """

    path: str
    document: RoadmapDoc | None
    problems: tuple[Problem, ...]
    positions: Mapping[Place, Position] = field(default_factory=dict, repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)
