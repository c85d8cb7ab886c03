"""Search through roadmaps, nodes, topics, links and one's own notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from accounts.models import User
from progress.models import Note
from progress.queries.people import Person
from progress.queries.stars import read_marks
from progress.queries.trails import is_editor
from progress.search import MOST, Found, Kind, Query, Rank, Result
from roadmaps.documents.folding import NAME_END, to_needle
from roadmaps.models import Link, Node, Roadmap, Topic

FOLDED = F("folded")
NAME = Func(FOLDED, Value(NAME_END), Value(1), function="split_part", output_field=TextField())
"""As the index has it."""
NEAR_LETTERS = 4
"""A shorter word is near too many others."""
NEARNESS = 0.28
"""Of 1: what two letters that changed places leave of a word of six, as PostgreSQL's `word_similarity` measures it."""

MUCH_FARTHER = 20
"""What is so much farther, of 100, than the nearest is not meant."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one kind is searched, and under which paths its columns stand; None is no such thing.

    roadmap, node, topic: prefixes, "" for the row itself.
    """

    kind: Kind
    rows: QuerySet[Any]
    roadmap: str
    node: str | None = None
    topic: str | None = None
    name: str = "title"
    text: str | None = "description"
    takeaways: str | None = None
    url: str | None = None

    def read(self, rows: QuerySet[Any], *, rank: Expression) -> QuerySet[Any, Any]:
        """Rows with the fields of a Result as columns."""
        columns = {
            "_rank": rank,
            "_kind": Value(int(self.kind)),
            "_name": F(self.name),
            "_pk": F("pk"),
            "_text": _column(self.text),
            "_takeaways": Cast(F(self.takeaways), TextField()) if self.takeaways else _column(None),
            **{f"_roadmap_{name}": F(f"{self.roadmap}{name}") for name in ("pk", "key", "title", "language")},
            **{f"_node_{name}": _column(self.node, name) for name in ("key", "title")},
            **{f"_topic_{name}": _column(self.topic, name) for name in ("key", "name", "same_as")},
            "_topic_id": Value(0) if self.topic is None else F(f"{self.topic}pk"),
            "_url": _column(self.url),
        }
        read: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
        return read


def _column(path: str | None, name: str = "") -> Expression | F:
    return Value("", output_field=TextField()) if path is None else F(f"{path}{name}")


PLACES = (
    Place(Kind.ROADMAP, Roadmap.objects.all(), ""),
    Place(Kind.NODE, Node.objects.active(), "roadmap__", ""),
    Place(Kind.TOPIC, Topic.objects.active(), "roadmap__", "node__", "", name="name", takeaways="takeaways"),
    Place(
        Kind.LINK,
        Link.objects.filter(topic__retired=False, topic__node__retired=False),
        *("topic__roadmap__", "topic__node__", "topic__"),
        text=None,
        url="url",
    ),
)
NOTES = Place(
    Kind.NOTE,
    Note.objects.filter(topic__retired=False, topic__node__retired=False),
    *("topic__roadmap__", "topic__node__", "topic__"),
    name="topic__name",
    text="text",
)


class Like(Func):
    """Whether `folded` is LIKE a pattern. Folded text holds no wildcard and no capital: every database agrees."""

    arg_joiner = " LIKE "
    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, pattern: str, text: Expression | F = FOLDED) -> None:
        super().__init__(text, Value(pattern))


class IsNear(Func):
    """Whether some word of the name is like a word, by its trigrams. PostgreSQL only."""

    arg_joiner = " <%% "
    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, word: str) -> None:
        super().__init__(Value(word), NAME)


def search(person: Person, query: Query, *, most: int = MOST) -> Found:
    """The first `most` rows that this person may see and that fit, best first. One query; none without a word.

    On PostgreSQL rows close to what was typed answer when none fits as typed.
    """
    if not query.words:
        return Found()
    sql, values = _write_query(person, query, most + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    results = [Result(rank, Kind(kind), *others) for rank, kind, *others in rows]
    is_near = bool(results) and results[0].rank >= Rank.NEAR
    if is_near:
        results = [result for result in results if result.rank <= results[0].rank + MUCH_FARTHER]
    return Found(tuple(results[:most]), is_near, len(results) > most)


def map_statuses(person: Person, results: Sequence[Result]) -> dict[int, str]:
    """The person's status on each topic among the results, by its id; one without is to do. Two queries: stars, marks.

    For a guest one, or none.
    """
    topics = [result for result in results if result.kind is Kind.TOPIC]
    if not topics:
        return {}
    keys = {result.roadmap_id: result.roadmap_key for result in topics}
    roadmaps = [Roadmap(pk=pk, key=key) for pk, key in keys.items()]
    marks, stars = read_marks(person, roadmaps, [result.same_as for result in topics if result.same_as])
    found = {result.topic_id: stars.furthest(result.topic_id, marks) for result in topics}
    return {topic_id: mark.status if mark else "todo" for topic_id, mark in found.items()}


def _write_query(person: Person, query: Query, most: int) -> tuple[str, list[Any]]:
    typed, values = _unite(_list_branches(person, query, is_near=False), most)
    if connection.vendor != "postgresql":
        return typed, values
    near, near_values = _unite(_list_branches(person, query, is_near=True), most)
    # The second half begins only if the first found nothing, and then with our threshold, for this statement alone.
    sql = (
        f"WITH typed AS MATERIALIZED ({typed}) SELECT * FROM typed UNION ALL SELECT * FROM ({near}) AS near"  # noqa: S608  # compiled by Django, values apart
        " WHERE NOT EXISTS (SELECT 1 FROM typed)"
        " AND (SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)) IS NOT NULL ORDER BY 1, 2, 3, 4"
    )
    return sql, [*values, *near_values, str(NEARNESS)]


def _unite(branches: Iterator[QuerySet[Any, Any]], most: int) -> tuple[str, list[Any]]:
    """One statement for all kinds, each of which gives its best rows."""
    parts: list[str] = []
    values: list[Any] = []
    for branch in branches:
        sql, params = branch.order_by("_rank", "_name", "pk")[:most].query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS part{len(parts)}")  # noqa: S608  # compiled by Django, values apart
        values += params
    return f"{' UNION ALL '.join(parts)} ORDER BY 1, 2, 3, 4 LIMIT {most}", values


def _list_branches(person: Person, query: Query, *, is_near: bool) -> Iterator[QuerySet[Any, Any]]:
    """One for each kind, with the same columns."""
    seen = [Roadmap.Status.PUBLISHED, *([Roadmap.Status.DRAFT] if is_editor(person) else [])]
    fits = [_is_near(word) if is_near else Q(_has(word)) for word in query.words]
    rank = _measure(query.words) if is_near else _rank(query)
    for place in PLACES:
        rows = place.rows.filter(**{f"{place.roadmap}status__in": seen})
        yield place.read(rows.filter(*fits), rank=rank)
    if isinstance(person, User) and not is_near:
        own = [Q(_has(word, Concat(Value(" "), FOLDED))) for word in query.words]
        rows = NOTES.rows.filter(*own, user=person, topic__roadmap__status__in=seen)
        yield NOTES.read(rows, rank=Value(int(Rank.OTHER)))


def _has(word: str, text: Expression | F = FOLDED, *, before: str = "") -> Like:
    return Like(f"%{to_needle(word)}%{before}%" if before else f"%{to_needle(word)}%", text)


def _rank(query: Query) -> Expression:
    in_name = [Q(_has(word, before=NAME_END)) for word in query.words]
    return Case(
        When(Like(f" {query.phrase}{NAME_END}%"), then=Value(int(Rank.SAME_NAME))),
        When(Like(f" {query.phrase}%"), then=Value(int(Rank.NAME_BEGINS))),
        When(reduce(and_, in_name), then=Value(int(Rank.WORDS_IN_NAME))),
        default=Value(int(Rank.OTHER)),
        output_field=IntegerField(),
    )


def _is_near(word: str) -> Q:
    fits = Q(_has(word))
    return fits | Q(IsNear(word)) if len(word) >= NEAR_LETTERS else fits


def _measure(words: list[str]) -> Expression:
    """The farther the words, the higher: Rank.NEAR, and up to 100 more."""
    likeness: Any = sum(
        (Func(Value(word), NAME, function="word_similarity", output_field=FloatField()) for word in words),
        start=Value(0.0),
    )
    far: Any = (Value(1.0) - likeness / Value(float(len(words)))) * Value(100.0)
    return Cast(far, IntegerField()) + Value(int(Rank.NEAR))
