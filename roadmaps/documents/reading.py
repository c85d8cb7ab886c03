"""What reading a file gives."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.places import Place, Position
from roadmaps.documents.problem import Problem

READER_VERSION = 1
"""Raise it whenever the same bytes may be read as something else: files known by their digest are read again then."""


@dataclass(frozen=True, slots=True)
class Known:
    """A roadmap on the site whose last import had exactly this file, and nothing to say about it.

    aliases: its former keys, as its document says them.
    """

    key: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. The document is there exactly when none of the problems is an error and the file was not known.

    positions: where its parts stand, for problems found later; digest: by which the file may be known next time, ""
    when there was anything to say about it; known: what was not read again.
    """

    path: str
    document: RoadmapDoc | None
    problems: tuple[Problem, ...]
    positions: Mapping[Place, Position] = field(default_factory=dict, repr=False)
    digest: str = ""
    known: Known | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def unchanged(self) -> bool:
        """Whether the site has what the file says, so that it was not read again."""
        return self.known is not None

    @property
    def claim(self) -> Known | None:
        """The key and the former keys that the file takes, None when it could not be read."""
        if self.document is None:
            return self.known
        return Known(self.document.key, self.document.aliases or ())


def make_digest(data: bytes, *, default_id: str, has_front_matter: bool, link_base: str) -> str:
    """SHA-256 of all that a reading depends on: the bytes, and what is taken from the file's name and the settings."""
    around = json.dumps([READER_VERSION, default_id, has_front_matter, link_base])
    return sha256(f"{around}\n".encode() + data).hexdigest()
