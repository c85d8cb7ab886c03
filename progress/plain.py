"""A mark as pages read it, without the machinery of a model: a page makes one for each topic of its learner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from progress.models import Mark, is_outdated
from roadmaps.models import Topic


@dataclass(slots=True)
class PlainMark:
    """The fields of a stored `Mark`, by their names there; times are read from their text (`started`, `finished`,
    `updated`) when they are asked for, as pages ask for few."""

    pk: int
    topic_id: int
    status: str
    reason: str
    started: str | None
    finished: str | None
    revise: bool | int
    evidence: str
    updated: str

    @property
    def started_at(self) -> datetime | None:
        return read_time(self.started) if self.started else None

    @property
    def finished_at(self) -> datetime | None:
        return read_time(self.finished) if self.finished else None

    @property
    def updated_at(self) -> datetime:
        return read_time(self.updated)

    def is_outdated(self, topic: Topic) -> bool:
        if self.status != "done":
            return False  # as the rule says too: but it would have the time read
        return is_outdated(topic, status=self.status, finished_at=self.finished_at)


AnyMark = Mark | PlainMark


def read_time(text: str) -> datetime:
    """A time as a database writes it into JSON: PostgreSQL with the zone of the connection, which is UTC, SQLite
    without one."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
