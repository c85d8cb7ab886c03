"""Where each part of a document stands in its file, and the collecting of problems there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmaps.documents.lines import line as _
from roadmaps.documents.problem import Note, Problem, Severity, suggest_word

MAX_PROBLEMS = 50  # shown of one file
MAX_HINTS = 50  # a suggestion costs time, and nobody reads so many

Place = tuple[str | int, ...]
"""The way to a part by the names of the file format: ("nodes", 0, "topics", 2, "name")."""

Position = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(slots=True)
class Problems:
    """Collects problems of one file. Without positions (a document that is in no file) every line is 0."""

    path: str
    positions: Mapping[Place, Position] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    def add_error(self, at: Position, note: Note) -> None:
        self.found.append(Problem(self.path, *at, Severity.ERROR, note.message, note.hint, note.code))

    def add_warning(self, at: Position, note: Note) -> None:
        self.found.append(Problem(self.path, *at, Severity.WARNING, note.message, note.hint, note.code))

    def find(self, place: Place) -> Position:
        """Position of the part, or of the nearest part around it that has one."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.positions:
                return self.positions[place[:length]]
        return (0, 0)

    def suggest(self, word: str, words: Sequence[str]) -> str:
        """As suggest_word, as long as there are few problems."""
        return suggest_word(word, words) if len(self.found) < MAX_HINTS else ""

    @property
    def has_error(self) -> bool:
        return any(problem.is_error for problem in self.found)

    def first(self, limit: int = MAX_PROBLEMS) -> tuple[Problem, ...]:
        """The problems by position, at most `limit`, with a closing line that counts the rest. Errors go first into
        the limit, so that warnings never hide one."""
        ranked = sorted(self.found, key=lambda problem: (not problem.is_error, problem.line, problem.column))
        shown = sorted(ranked[:limit], key=lambda problem: (problem.line, problem.column))
        rest = ranked[limit:]
        if rest:
            last = max(rest, key=lambda problem: problem.line)
            message = _("and %(count)s more", count=len(rest))
            closing = replace(last, severity=rest[0].severity, message=message, hint="", code="more")
            shown.append(closing)
        return tuple(shown)
