"""Remembering that the end of a stage or a roadmap was reached: once, with its day."""

from __future__ import annotations

from accounts.models import User
from progress.models import Finish
from progress.trail import Trail


def remember_finishes(*, user: User, trail: Trail) -> list[Finish]:
    """Store each end that is reached and not remembered yet. One query, none where there is nothing new."""
    rows = [
        Finish(user=user, roadmap=trail.roadmap, node=node.node, topics=[row.topic.pk for row in node.rows])
        for node in trail.nodes
        if node.is_finished and node.node.pk not in trail.finishes
    ]
    if trail.is_finished and None not in trail.finishes:
        rows.append(Finish(user=user, roadmap=trail.roadmap, topics=[row.topic.pk for row in trail.rows]))
    return Finish.objects.bulk_create(rows, ignore_conflicts=True) if rows else []
