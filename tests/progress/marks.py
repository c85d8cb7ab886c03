"""Marks as tests write and read them: 'status' or 'status reason'."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import time_machine

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Change, Mark
from roadmaps.models import Topic

STATES = ["todo", "learning", "done", "done known", "skipped", "skipped later"]
NINE, TEN, NOON = (datetime(2026, 5, 3, hour, tzinfo=UTC) for hour in (9, 10, 12))

Line = tuple[str, str, str, str, str]


def put(user: User, topic: Topic, state: str, when: datetime = NINE) -> uuid.UUID | None:
    """Marks a topic with "status" or "status reason" at a moment."""
    status, _, reason = state.partition(" ")
    with time_machine.travel(when, tick=False):
        return mark_topic(user=user, topic=topic, status=status, reason=reason)


def mark_of(user: User, topic: Topic) -> Mark:
    return Mark.objects.get(user=user, topic=topic)


def state_of(user: User, topic: Topic) -> str:
    """As in STATES; "none" without a row."""
    mark = Mark.objects.filter(user=user, topic=topic).first()
    return f"{mark.status} {mark.reason}".strip() if mark else "none"


def rows_of(user: User) -> list[tuple[object, ...]]:
    """Marks as they stand, without when they were last touched."""
    fields = ("topic", "status", "reason", "started_at", "finished_at")
    return list(Mark.objects.filter(user=user).order_by("topic").values_list(*fields))


def history(user: User) -> list[Line]:
    return list(
        Change.objects.filter(user=user).values_list("before", "before_reason", "after", "after_reason", "cause")
    )
