"""Which topics are the same elsewhere, as one person sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, router
from django.db.models import BooleanField, CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from accounts.models import User
from progress.models import Mark, Parting
from progress.queries.people import Guest, Person
from progress.stars import NO_STARS, Member, Stars, group_stars, list_pairs
from roadmaps.models import Roadmap, Topic

ADDRESS = Concat("roadmap__key", Value("/"), "key", output_field=CharField())
COLUMNS = (
    "pk", "key", "name", "same_as", "node__key", "roadmap_id", "roadmap__key", "roadmap__title", "roadmap__status",
    "retired", "node__retired", "parted",
)  # fmt: skip


def read_marks(
    user: Person, roadmaps: Collection[Roadmap], references: Collection[str]
) -> tuple[dict[int, Mark], Stars]:
    """A person's marks by topic id, on these roadmaps and on what is the same elsewhere, and the stars that say so.

    `references` are the `same_as` of the topics. Two queries: stars, marks; for a guest one, or none.
    """
    if isinstance(user, User):
        stars = find_stars(user, roadmaps, references)
        meant = Q(topic__roadmap__in=roadmaps) | Q(topic__in=list(stars.members))
        return {mark.topic_id: mark for mark in Mark.objects.of(user).filter(meant)}, stars
    marks = user.marks if isinstance(user, Guest) else {}
    return marks, find_stars(user, roadmaps, references) if marks else NO_STARS


def find_stars(person: Person, roadmaps: Collection[Roadmap], references: Collection[str]) -> Stars:
    """The stars that topics of these roadmaps belong to. One query, whatever their number; two where there are any.

    `references` are the `same_as` of the topics of these roadmaps.
    """
    if not references and not is_named(f"{roadmap.key}/%" for roadmap in roadmaps):
        return NO_STARS
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


def find_star(person: Person, topic: Topic) -> Stars:
    """The star of one topic, if it has one. One query, two where it has."""
    address = topic.same_as or f"{topic.roadmap.key}/{topic.key}"
    if not topic.same_as and not is_named([address]):
        return NO_STARS
    members = _describe(person, Topic.objects.filter(same_as=address))
    pairs = list(list_pairs([address]))
    centres = Topic.objects.filter(roadmap__key=pairs[0][0], key=pairs[0][1]) if pairs else Topic.objects.none()
    return group_stars(_make_member(row) for row in members.union(_describe(person, centres)))


def is_named(patterns: Iterable[str]) -> bool:
    """Whether the `same_as` of any topic is like one of these. One query, a cheap one, as most topics stand alone.

    Written out, as the ORM takes longer to compose it than the database to answer. No key holds a wildcard.
    """
    wanted = list(patterns)
    if not wanted:
        return False
    likes = " OR ".join(["same_as LIKE %s"] * len(wanted))
    statement = f"SELECT EXISTS (SELECT 1 FROM {Topic._meta.db_table} WHERE same_as <> '' AND ({likes}))"  # noqa: S608  # no value
    with connections[router.db_for_read(Topic)].cursor() as cursor:
        cursor.execute(statement, wanted)
        return bool(cursor.fetchone()[0])


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
