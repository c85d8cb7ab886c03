"""Marks of a learner: set, flagged, put back to do, and taken back by what a batch did."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from progress.actions.moves import Move, Moved, check_status, lock_marks, move_marks, set_status, write_moves
from progress.models import Cause, Change, Mark, Reason, Status
from progress.queries.stars import find_star, find_stars
from progress.stars import NO_STARS, Stars, references_of
from roadmaps.models import Node, Roadmap, Topic

Place = Roadmap | Node | Topic | None
"""What a reset puts back; None is everything."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: the topics put back, and those left alone because they changed since."""

    restored: tuple[Topic, ...]
    left_alone: tuple[Topic, ...]


class NotDoneError(Exception):
    """Only what is done can be revised."""


def mark_topic(
    *, user: User, topic: Topic, status: str, reason: str = Reason.NONE, cause: Cause = Cause.MARK
) -> uuid.UUID | None:
    """Set one learner's status on one topic, retired or not, and on what is the same topic elsewhere.

    To mark done once more what changed since is a new day; what was flagged to revise is so no more. Returns the batch
    that undo takes back, or None when nothing changed. Raises UnknownStatusError.
    """
    return mark_topics(user=user, states={topic: (status, reason)}, cause=cause).batch


def mark_topics(
    *, user: User, states: Mapping[Topic, tuple[str, str]], cause: Cause, stars: Stars | None = None
) -> Moved:
    """As `mark_topic`, for many topics in one batch. `states` is (status, reason) by topic.

    `stars` are those of the topics, looked up where they are not known yet.
    `Moved` tells of what is the same elsewhere too. Raises UnknownStatusError.
    """
    for status, reason in states.values():
        check_status(status, reason)
    now = timezone.now()
    stars = find_stars_of(user, states) if stars is None else stars
    moves: dict[int, Move] = {}
    for topic, state in states.items():
        for member in stars.joined(topic.pk):
            moves[member.topic_id] = partial(_set, state=state, now=now, makes_row=member.takes_marks)
    for topic, state in states.items():
        moves[topic.pk] = partial(_set, state=state, now=now, topic=topic)
    return move_marks(user=user, moves=moves, cause=cause)


def _set(
    mark: Mark, *, state: tuple[str, str], now: datetime, topic: Topic | None = None, makes_row: bool = True
) -> None:
    """Move one mark. A topic that left its trail elsewhere gets no new mark, but a mark it has goes along."""
    if (mark.status, mark.reason) == state:
        if topic is not None and mark.is_outdated(topic):
            mark.finished_at = now
        mark.revise = False
    elif makes_row or mark.pk:
        set_status(mark, *state, now)


def flag_topic(*, user: User, topic: Topic, revise: bool) -> Moved:
    """Flag a done topic to be revised, or take the flag away; it stays done, here and where it is the same topic.

    Raises NotDoneError when there is nothing done to flag.
    """
    done: list[int] = []

    def flag(mark: Mark) -> None:
        if mark.status == Status.DONE:
            done.append(mark.topic_id)
            mark.revise = revise

    joined = [member.topic_id for member in find_stars_of(user, [topic]).joined(topic.pk)]
    moved = move_marks(user=user, moves=dict.fromkeys([topic.pk, *joined], flag), cause=Cause.REVISE)
    if revise and not done:
        raise NotDoneError
    return moved


def reset_place(*, user: User, place: Place) -> Moved:
    """Put every topic of a roadmap, a stage, one topic, or everything back to do, dates too.

    What is the same topic elsewhere goes back with it: one status holds for all of them. Nothing else is lost.
    """
    topics = list_topics_of(user, place)
    stars = find_stars_of(user, topics)
    moving = {topic.pk for topic in topics}
    moving |= {member.topic_id for topic in topics for member in stars.joined(topic.pk)}
    return move_marks(user=user, moves=dict.fromkeys(moving, _clear), cause=Cause.RESET)


def list_topics_of(user: User, place: Place) -> list[Topic]:
    """Every topic of a place, retired ones too; of everything, those this learner has marked. One query."""
    topics = Topic.objects.select_related("roadmap").only("same_as", "roadmap__key")
    if place is None:
        return list(topics.filter(marks__in=Mark.objects.of(user).exclude(status=Status.TODO)))
    within = {Roadmap: "roadmap", Node: "node", Topic: "pk"}[type(place)]
    return list(topics.filter(**{within: place.pk}))


def find_stars_of(user: User, topics: Iterable[Topic]) -> Stars:
    """The stars of these topics. One query, none without topics."""
    topics = list(topics)
    if len(topics) < 2:
        return find_star(user, topics[0]) if topics else NO_STARS
    return find_stars(user, list({topic.roadmap_id: topic.roadmap for topic in topics}.values()), references_of(topics))


def _clear(mark: Mark) -> None:
    if mark.status == Status.TODO:
        return  # it is there already: not counted, and no line of history
    mark.status, mark.reason, mark.revise = Status.TODO, Reason.NONE, False
    mark.started_at = mark.finished_at = None


@transaction.atomic
def undo_batch(*, user: User, batch: uuid.UUID) -> Undone:
    """Take back what one batch did, as new lines of history. Topics marked again since are left alone."""
    history = Change.objects.filter(user=user)
    of_batch = history.filter(batch=batch)
    changes = list(of_batch.select_related("topic__node", "topic__roadmap"))
    marks = lock_marks(user, [change.topic_id for change in changes])
    of_topics = history.filter(topic__in=of_batch.order_by().values("topic"))
    last = dict(of_topics.order_by().values_list("topic_id").annotate(Max("id")))
    current = [change for change in changes if last[change.topic_id] == change.pk]
    left_alone = [change for change in changes if last[change.topic_id] != change.pk]
    write_moves(marks, {change.topic_id: partial(_restore, change=change) for change in current}, Cause.UNDO)
    return Undone(topics_of(current), topics_of(left_alone))


def _restore(mark: Mark, *, change: Change) -> None:
    """The mark as it stood before the change."""
    mark.status, mark.reason, mark.revise = change.before, change.before_reason, change.revise_before
    mark.started_at, mark.finished_at = change.started_before, change.finished_before


def topics_of(changes: Iterable[Change]) -> tuple[Topic, ...]:
    return tuple(change.topic for change in changes)
