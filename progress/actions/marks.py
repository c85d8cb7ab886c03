"""Marks: set, reset, and take back what a batch did."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from progress.models import Cause, Change, Mark, Reason, Status
from roadmaps.models import Roadmap, Topic


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: the topics put back, and those left alone because they changed since."""

    restored: tuple[Topic, ...]
    left_alone: tuple[Topic, ...]


class UnknownStatusError(ValueError):
    """The status or its reason is none of ours."""


def mark_topic(
    *, user: User, topic: Topic, status: str, reason: str = Reason.NONE, cause: Cause = Cause.MARK
) -> uuid.UUID | None:
    """Set one learner's status on one topic, retired or not. To mark done once more what changed since is a new day.

    Returns the batch that undo takes back, or None when nothing changed. Raises UnknownStatusError.
    """
    check_status(status, reason)
    try:
        return _mark_once(user, topic, status, reason, cause)
    except IntegrityError:
        # Another tab made the row between our read and our write: it is there now, so the second try updates it.
        return _mark_once(user, topic, status, reason, cause)


def check_status(status: str, reason: str) -> None:
    """Raise UnknownStatusError unless the pair is one the database would take."""
    fits = reason == "" or (reason, status) in {(Reason.KNOWN, Status.DONE), (Reason.LATER, Status.SKIPPED)}
    if status not in Status.values or not fits:
        raise UnknownStatusError(f"There is no status {status!r} with reason {reason!r}.")


@transaction.atomic
def _mark_once(user: User, topic: Topic, status: str, reason: str, cause: Cause) -> uuid.UUID | None:
    mark = Mark.objects.select_for_update().filter(user=user, topic=topic).first()
    mark = mark or Mark(user=user, topic=topic, status=Status.TODO)
    if (mark.status, mark.reason) == (status, reason) and not mark.is_outdated(topic):
        return None
    change = describe_change(mark, status, reason, cause=cause, batch=uuid.uuid4())
    move_mark(mark, status, reason, timezone.now())
    mark.save()
    change.save()
    return change.batch


def describe_change(mark: Mark, status: str, reason: str, *, cause: Cause, batch: uuid.UUID) -> Change:
    """The line of history for a mark that is about to move."""
    return Change(
        user_id=mark.user_id,
        topic_id=mark.topic_id,
        before=mark.status,
        before_reason=mark.reason,
        started_before=mark.started_at,
        finished_before=mark.finished_at,
        after=status,
        after_reason=reason,
        cause=cause,
        batch=batch,
    )


def move_mark(mark: Mark, status: str, reason: str, now: datetime) -> None:
    """Set status and dates in memory. What was known before has no learned date; a start once made is kept."""
    if status == Status.LEARNING and mark.started_at is None:
        mark.started_at = now
    mark.finished_at = now if status == Status.DONE and reason != Reason.KNOWN else None
    mark.status, mark.reason = status, reason


@transaction.atomic
def reset_roadmap(*, user: User, roadmap: Roadmap) -> tuple[uuid.UUID | None, int]:
    """Put every topic of a roadmap back to do, dates too. Returns the batch for undo and how many marks moved."""
    marks = Mark.objects.select_for_update().filter(user=user, topic__roadmap=roadmap).exclude(status=Status.TODO)
    moving = list(marks.order_by("topic_id"))
    if not moving:
        return None, 0
    batch = uuid.uuid4()
    changes = [describe_change(mark, Status.TODO, Reason.NONE, cause=Cause.RESET, batch=batch) for mark in moving]
    for mark in moving:
        mark.status, mark.reason, mark.started_at, mark.finished_at = Status.TODO, Reason.NONE, None, None
    write_marks(moving, changes)
    return batch, len(moving)


def write_marks(marks: Sequence[Mark], changes: Sequence[Change]) -> None:
    """Store moved marks and their history, two statements whatever their number."""
    now = timezone.now()
    for mark in marks:
        mark.updated_at = now
    Mark.objects.bulk_update(marks, ["status", "reason", "started_at", "finished_at", "updated_at"], batch_size=500)
    Change.objects.bulk_create(changes, batch_size=500)


@transaction.atomic
def undo_batch(*, user: User, batch: uuid.UUID) -> Undone:
    """Take back what one batch did, as new lines of history. Topics marked again since are left alone."""
    changes = list(Change.objects.filter(user=user, batch=batch).select_related("topic__node", "topic__roadmap"))
    topics = [change.topic_id for change in changes]
    marks = {
        mark.topic_id: mark
        for mark in Mark.objects.select_for_update().filter(user=user, topic__in=topics).order_by("topic_id")
    }
    last = dict(Change.objects.filter(user=user, topic__in=topics).order_by("id").values_list("topic_id", "id"))
    current = [change for change in changes if last[change.topic_id] == change.pk]
    inverse = uuid.uuid4()
    history = [
        describe_change(marks[change.topic_id], change.before, change.before_reason, cause=Cause.UNDO, batch=inverse)
        for change in current
    ]
    write_marks([restore_mark(marks[change.topic_id], change) for change in current], history)
    return Undone(topics_of(current), topics_of(change for change in changes if change not in current))


def restore_mark(mark: Mark, change: Change) -> Mark:
    """The mark as it stood before the change."""
    mark.status, mark.reason = change.before, change.before_reason
    mark.started_at, mark.finished_at = change.started_before, change.finished_before
    return mark


def topics_of(changes: Iterable[Change]) -> tuple[Topic, ...]:
    return tuple(change.topic for change in changes)
