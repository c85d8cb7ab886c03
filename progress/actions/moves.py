"""How marks move: locked, moved in memory, then written with a line of history for each, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connections, router, transaction
from django.utils import timezone

from accounts.models import User
from progress.actions.rows import insert_row, read_rows, update_row
from progress.models import Cause, Change, Mark, Reason, Status
from roadmaps.chunks import chunked

Move = Callable[[Mark], None]
"""Sets what a mark is to be, in memory; one that changes nothing leaves no line of history."""
CHUNK = 500
MOVING = ("status", "reason", "started_at", "finished_at", "revise", "updated_at")
"""The fields of a mark that a move writes."""


class Standing(NamedTuple):
    """What of a mark the history remembers."""

    status: str
    reason: str
    started_at: datetime | None
    finished_at: datetime | None
    revise: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What a batch did. `batch` is what undo takes back, None when nothing changed.

    `before` is (status, reason) as it was, by the id of each topic that moved.
    """

    batch: uuid.UUID | None = None
    before: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def topics(self) -> frozenset[int]:
        return frozenset(self.before)


class UnknownStatusError(ValueError):
    """The status or its reason is none of ours."""


def check_status(status: str, reason: str) -> None:
    """Raise UnknownStatusError unless the pair is one the database would take."""
    fits = reason == "" or (reason, status) in {(Reason.KNOWN, Status.DONE), (Reason.LATER, Status.SKIPPED)}
    if status not in Status.values or not fits:
        raise UnknownStatusError(f"There is no status {status!r} with reason {reason!r}.")


def move_marks(*, user: User, moves: Mapping[int, Move], cause: Cause) -> Moved:
    """Carry out a move for each topic id, all or none."""
    try:
        return _move_once(user, moves, cause)
    except IntegrityError:
        # Another tab made a row between our read and our write: it is there now, so the second try updates it.
        return _move_once(user, moves, cause)


@transaction.atomic
def _move_once(user: User, moves: Mapping[int, Move], cause: Cause) -> Moved:
    marks = lock_marks(user, moves)
    for topic_id in moves:
        marks.setdefault(topic_id, Mark(user=user, topic_id=topic_id, status=Status.TODO))
    return write_moves(marks, moves, cause)


def lock_marks(user: User, topic_ids: Collection[int]) -> dict[int, Mark]:
    """The marks that are there, by topic id, locked in the order that every writer takes. One query for every CHUNK."""
    # SQLite's transaction holds the whole file.
    lock = " FOR UPDATE" if connections[router.db_for_write(Mark)].features.has_select_for_update else ""
    marks: dict[int, Mark] = {}
    for chunk in chunked(sorted(topic_ids), CHUNK):
        gaps = ", ".join(["%s"] * len(chunk))
        wanted = f"user_id = %s AND topic_id IN ({gaps}) ORDER BY topic_id{lock}"
        marks |= {mark.topic_id: mark for mark in read_rows(Mark, wanted, [user.pk, *chunk])}
    return marks


def write_moves(marks: Mapping[int, Mark], moves: Mapping[int, Move], cause: Cause) -> Moved:
    """Move marks and store what changed: three statements for every CHUNK of them at most."""
    batch, now = uuid.uuid4(), timezone.now()
    moved: list[Mark] = []
    changes: list[Change] = []
    for topic_id, move in sorted(moves.items()):
        mark = marks[topic_id]
        before = stand(mark)
        move(mark)
        if stand(mark) != before:
            mark.updated_at = now
            moved.append(mark)
            changes.append(describe_change(mark, before, cause=cause, batch=batch))
    _store(moved, changes)
    before_by_topic = {change.topic_id: (change.before, change.before_reason) for change in changes}
    return Moved(batch, before_by_topic) if moved else Moved()


def _store(marks: Sequence[Mark], changes: Sequence[Change]) -> None:
    """Each mark has its change. Most moves are of one mark, which takes a plain statement for each of the two."""
    if len(marks) == 1:
        if marks[0].pk:
            update_row(marks[0], MOVING, key=("user", "topic"))
        else:
            insert_row(marks[0])
        insert_row(changes[0])
        return
    there = [mark for mark in marks if mark.pk]  # and locked: this updates, far cheaper than in bulk
    Mark.objects.bulk_create(there, CHUNK, update_conflicts=True, update_fields=MOVING, unique_fields=("user", "topic"))
    Mark.objects.bulk_create([mark for mark in marks if not mark.pk], CHUNK)
    Change.objects.bulk_create(changes, CHUNK)


def stand(mark: Mark) -> Standing:
    return Standing(mark.status, mark.reason, mark.started_at, mark.finished_at, mark.revise)


def describe_change(mark: Mark, before: Standing, *, cause: Cause, batch: uuid.UUID) -> Change:
    """The line of history for a mark that has moved."""
    return Change(
        user_id=mark.user_id,
        topic_id=mark.topic_id,
        before=before.status,
        before_reason=before.reason,
        started_before=before.started_at,
        finished_before=before.finished_at,
        revise_before=before.revise,
        after=mark.status,
        after_reason=mark.reason,
        revise_after=mark.revise,
        cause=cause,
        batch=batch,
    )


def set_status(mark: Mark, status: str, reason: str, now: datetime) -> None:
    """Set status and dates in memory. What was known before has no learned date; a start once made is kept.

    To be looked at again is a thing of done topics, so any other status, and done once more, takes the flag away.
    """
    if status == Status.LEARNING and mark.started_at is None:
        mark.started_at = now
    mark.finished_at = now if status == Status.DONE and reason != Reason.KNOWN else None
    mark.status, mark.reason, mark.revise = status, reason, False
