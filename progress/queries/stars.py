"""Which topics are the same elsewhere, as one person sees it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from accounts.models import User
from progress.models import Parting
from progress.queries.people import Person
from progress.stars import Member, Stars, group_stars, list_pairs
from roadmaps.models import Roadmap, Topic

ADDRESS = Concat("roadmap__key", Value("/"), "key", output_field=CharField())
COLUMNS = (
    "pk", "key", "name", "same_as", "node__key", "roadmap_id", "roadmap__key", "roadmap__title", "roadmap__status",
    "retired", "node__retired", "parted",
)  # fmt: skip


def find_stars(person: Person, roadmaps: Collection[Roadmap], references: Collection[str]) -> Stars:
    """The stars that topics of these roadmaps belong to. One query, whatever their number.

    `references` are the `same_as` of the topics of these roadmaps.
    """
    here = Topic.objects.filter(roadmap__in=roadmaps)
    named = set(references)
    pairs = list(list_pairs(named))
    found = [
        here.annotate(address=ADDRESS).filter(Exists(Topic.objects.filter(same_as=OuterRef("address")))),
        Topic.objects.filter(same_as__in=here.annotate(address=ADDRESS).values("address")),
    ]
    if named:
        centres = Topic.objects.filter(
            roadmap__key__in={pair[0] for pair in pairs}, key__in={pair[1] for pair in pairs}
        )
        found += [Topic.objects.filter(same_as__in=named), centres]
    first, *others = (_describe(person, topics) for topics in found)
    return group_stars(_make_member(row) for row in first.union(*others))


def find_star(user: User, topic: Topic) -> Stars:
    """The star of one topic, if it has one. One query."""
    address = topic.same_as or f"{topic.roadmap.key}/{topic.key}"
    members = _describe(user, Topic.objects.filter(same_as=address))
    pairs = list(list_pairs([address]))
    centres = Topic.objects.filter(roadmap__key=pairs[0][0], key=pairs[0][1]) if pairs else Topic.objects.none()
    return group_stars(_make_member(row) for row in members.union(_describe(user, centres)))


def _describe(person: Person, topics: QuerySet[Topic]) -> QuerySet[Topic, tuple[Any, ...]]:
    """COLUMNS of these topics, those of drafts left out."""
    parted: Any = Value(False, output_field=BooleanField())
    if isinstance(person, User):
        parted = Exists(Parting.objects.filter(user=person, topic=OuterRef("pk")))
    rows = topics.exclude(roadmap__status=Roadmap.Status.DRAFT).annotate(parted=parted)
    return rows.order_by().values_list(*COLUMNS)


def _make_member(row: tuple[Any, ...]) -> Member:
    values = dict(zip(COLUMNS, row, strict=True))
    return Member(
        topic_id=values["pk"],
        key=values["key"],
        name=values["name"],
        same_as=values["same_as"],
        node_key=values["node__key"],
        roadmap_id=values["roadmap_id"],
        roadmap_key=values["roadmap__key"],
        roadmap_title=values["roadmap__title"],
        takes_marks=not (values["retired"] or values["node__retired"])
        and values["roadmap__status"] == Roadmap.Status.PUBLISHED,
        parted=bool(values["parted"]),
    )
