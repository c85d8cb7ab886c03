"""Whom a plan of an import touches: the one reading of marks that imports are given."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from progress.models import Mark
from progress.queries.rejoined import count_renumbered
from roadmaps.chunks import chunked
from roadmaps.sync.people import Asked, Learners

CHUNK = 500
"""Rows asked about in one query: a database takes only so many parameters."""


def count_learners(asked: Asked) -> Learners:
    """Learners who have a mark, to do being none, on each row asked about.

    One query for each kind of row asked about and one for all together, for every CHUNK rows; three more where topics
    are the same as others than before.
    """
    return Learners(
        topics=_count_by("topic_id", asked.topics),
        nodes=_count_by("topic__node_id", asked.nodes),
        roadmaps=_count_by("topic__roadmap_id", asked.roadmaps),
        total=_count_all(asked),
        numbers=count_renumbered(asked.rejoined) if asked.rejoined else {},
    )


def _count_by(column: str, rows: Collection[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for chunk in chunked(sorted(rows), CHUNK):
        marks = _list_marks().filter(**{f"{column}__in": chunk}).order_by()
        counts.update(marks.values_list(column).annotate(Count("user_id", distinct=True)))
    return counts


def _count_all(asked: Asked) -> int:
    """Different learners over all rows; those of several chunks are told apart here."""
    columns = {"topic_id": asked.topics, "topic__node_id": asked.nodes, "topic__roadmap_id": asked.roadmaps}
    if sum(map(len, columns.values())) <= CHUNK:
        meant = Q()
        for column, rows in columns.items():
            meant |= Q(**{f"{column}__in": list(rows)})
        return _list_marks().filter(meant).values("user_id").distinct().count() if meant else 0
    learners: set[int] = set()
    for column, rows in columns.items():
        for chunk in chunked(sorted(rows), CHUNK):
            marks = _list_marks().filter(**{f"{column}__in": chunk})
            learners.update(marks.values_list("user_id", flat=True).distinct())
    return len(learners)


def _list_marks() -> QuerySet[Mark]:
    return Mark.objects.exclude(status="todo")
