"""Parting a topic from the same topic elsewhere, and joining it again."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from progress.actions.marks import find_stars_of
from progress.actions.moves import Moved, move_marks
from progress.models import Cause, Mark, Parting
from roadmaps.models import Topic


@transaction.atomic
def part_topic(*, user: User, topic: Topic) -> Moved:
    """Give a topic a status of its own from now on. What it shows at this moment stays: its own mark says so then."""
    stars = find_stars_of(user, [topic])
    star = [member.topic_id for member in stars.members.get(topic.pk, ())]
    marks = {mark.topic_id: mark for mark in Mark.objects.of(user).filter(topic__in=star)}
    shown = stars.furthest(topic.pk, marks)

    def keep(mark: Mark) -> None:
        if shown is not None and shown.topic_id != topic.pk:
            mark.status, mark.reason = shown.status, shown.reason
            mark.started_at, mark.finished_at = shown.started_at, shown.finished_at

    moved = move_marks(user=user, moves={topic.pk: keep}, cause=Cause.MARK)
    Parting.objects.get_or_create(user=user, topic=topic)
    return moved


def join_topic(*, user: User, topic: Topic) -> None:
    """Share one status again; reading shows the furthest. Writes no mark."""
    Parting.objects.filter(user=user, topic=topic).delete()
