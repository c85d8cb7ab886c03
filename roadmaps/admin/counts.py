"""The numbers that editors see beside content: subqueries, so that a list makes one query whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from progress.models import Bookmark, Change, Finish, Mark, Note, OwnLink, Parting, Report, Status, Tick, Walk
from roadmaps.models import Node, Roadmap, Topic

KEEPSAKES: list[type[Model]] = [Note, OwnLink, Tick, Bookmark, Parting, Report]
KEEPERS: list[type[Model]] = [Mark, Change, *KEEPSAKES, Finish, Walk]
"""Tables whose rows hold on to content, so that nothing of a learner's is ever deleted with it."""


def count_topics(parent: str) -> Coalesce:
    """How many topics on the trail a row has; `parent` is the topic's field that points to the row."""
    return _count(Topic.objects.active(), parent, Count("pk"))


def count_retired(parent: str) -> Coalesce:
    """How many topics of a row are out, themselves or with their node."""
    return _count(Topic.objects.filter(Q(retired=True) | Q(node__retired=True)), parent, Count("pk"))


def count_learners(parent: str) -> Coalesce:
    """How many people have a mark on a topic of a row; `parent` is the mark's field that points to the row."""
    return _count(Mark.objects.exclude(status=Status.TODO), parent, Count("user", distinct=True))


def count_learners_of(topics: QuerySet[Topic]) -> int:
    """How many people have a mark on one of these topics. One query."""
    return Mark.objects.exclude(status=Status.TODO).filter(topic__in=topics).values("user").distinct().count()


def topics_of(row: Roadmap | Node | Topic) -> QuerySet[Topic]:
    """The topics that a row is or holds, retired ones too."""
    if isinstance(row, Roadmap):
        return Topic.objects.filter(roadmap=row)
    return Topic.objects.filter(node=row) if isinstance(row, Node) else Topic.objects.filter(pk=row.pk)


def has_history(topics: QuerySet[Topic]) -> bool:
    """Whether anyone ever marked one of these topics, be it taken back since. One query."""
    return _has_any(topics, [Mark, Change])


def has_keepsakes(topics: QuerySet[Topic]) -> bool:
    """Whether anyone wrote, ticked, kept or reported something on one of these topics. One query."""
    return _has_any(topics, KEEPSAKES)


def is_kept_itself(row: Roadmap | Node | Topic) -> bool:
    """Whether a learner keeps the roadmap at hand, said why they walk it, or reached an end. One query."""
    if isinstance(row, Roadmap):
        kept = [Exists(model._default_manager.filter(roadmap=row)) for model in (Bookmark, Walk, Finish)]
        return Roadmap.objects.filter(reduce(or_, (Q(one) for one in kept)), pk=row.pk).exists()
    return isinstance(row, Node) and Finish.objects.filter(node=row).exists()


def _has_any(topics: QuerySet[Topic], models: Sequence[type[Model]]) -> bool:
    found = [Exists(model._default_manager.filter(topic=OuterRef("pk"))) for model in models]
    return topics.filter(reduce(or_, (Q(one) for one in found))).exists()


def _count(rows: QuerySet[Any], parent: str, aggregate: Aggregate) -> Coalesce:
    of_row = rows.filter(**{parent: OuterRef("pk")}).order_by().values(parent).annotate(number=aggregate)
    return Coalesce(Subquery(of_row.values("number"), output_field=IntegerField()), 0)
