"""A site as its rows say, its marks and its numbers: read and counted plainly, by none of the code under test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from progress.models import Change, Mark
from progress.queries import read_trails
from roadmaps.documents.document import RoadmapDoc
from roadmaps.models import FormerKey, ImportedDocument, Link, Node, Roadmap, Topic
from tests.factories import UserFactory

CONTENT: tuple[type[models.Model], ...] = (Roadmap, Node, Topic, Link, FormerKey)

Rows = dict[int, dict[str, Any]]
Content = dict[type[models.Model], Rows]

STATUSES = [("learning", ""), ("done", ""), ("done", "known"), ("skipped", ""), ("skipped", "later"), ("todo", "")]


@contextmanager
def passing_world() -> Iterator[None]:
    """A database in which nothing that is done inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def read_rows(model: type[models.Model]) -> Rows:
    """Every column of every row, by id."""
    return {row["id"]: row for row in model._default_manager.order_by("pk").values()}


def read_content() -> Content:
    """All content, the revisions with it."""
    return {model: read_rows(model) for model in CONTENT}


def read_memory() -> Rows:
    """What imports left behind."""
    return read_rows(ImportedDocument)


def freeze_marks() -> tuple[list[Any], list[Any]]:
    """All marks and the whole history, every column."""
    return list(Mark.objects.order_by("pk").values_list()), list(Change.objects.order_by("pk").values_list())


def read_revisions(content: Content) -> dict[int, int]:
    return {pk: row["revision"] for pk, row in content[Roadmap].items()}


def part_of(content: Content, roadmap: int) -> Content:
    """What belongs to one roadmap, without its revision."""
    own = {pk for pk, row in content[Topic].items() if row["roadmap_id"] == roadmap}
    part = {
        model: {pk: row for pk, row in rows.items() if row.get("roadmap_id") == roadmap or row.get("topic_id") in own}
        for model, rows in content.items()
    }
    part[Roadmap] = {roadmap: {name: value for name, value in content[Roadmap][roadmap].items() if name != "revision"}}
    return part


def is_on_trail(content: Content, topic: int) -> bool:
    row = content[Topic][topic]
    return not (row["retired"] or content[Node][row["node_id"]]["retired"])


def make_learners(count: int) -> list[User]:
    return [UserFactory.create() for _ in range(count)]


def mark_all(learners: Sequence[User]) -> None:
    """Marks of every status: each learner begins with another one."""
    for number, learner in enumerate(learners):
        for at, topic in enumerate(Topic.objects.order_by("pk")):
            status, reason = STATUSES[(at + number) % len(STATUSES)]
            Mark.objects.create(user=learner, topic=topic, status=status, reason=reason)


def check_numbers(learners: Sequence[User], content: Content) -> None:
    """Every meter of every learner says what a plain recount of rows and marks says."""
    roadmaps = list(Roadmap.objects.order_by("pk"))
    for learner in learners:
        marks = {mark.topic_id: (mark.status, mark.reason) for mark in Mark.objects.filter(user=learner)}
        for trail in read_trails(learner, roadmaps):
            topics = [pk for pk, row in content[Topic].items() if row["roadmap_id"] == trail.roadmap.pk]
            meter = trail.meter
            assert (meter.done, meter.required, meter.percent) == recount(content, topics, marks)
            for node in trail.nodes:
                own = [pk for pk in topics if content[Topic][pk]["node_id"] == node.node.pk]
                assert (node.meter.done, node.meter.required, node.meter.percent) == recount(content, own, marks)


def recount(content: Content, topics: Sequence[int], marks: dict[int, tuple[str, str]]) -> tuple[int, int, int | None]:
    """(done, required, percent) of these topics."""
    required = done = 0
    for pk in topics:
        mark = marks.get(pk)
        if is_on_trail(content, pk) and not content[Topic][pk]["optional"] and mark != ("skipped", ""):
            required += 1
            done += mark in (("done", ""), ("done", "known"))
    return done, required, int(100 * done / required) if required else None


def check_keys(content: Content) -> None:
    """No key is another thing's, nor once was."""
    for model, name in ((Node, "node_id"), (Topic, "topic_id")):
        keys = [(row["roadmap_id"], row["key"]) for row in content[model].values()]
        keys += [(row["roadmap_id"], row["key"]) for row in content[FormerKey].values() if row[name]]
        assert len(keys) == len(set(keys)), sorted(keys)
    keys = [row["key"] for row in content[Roadmap].values()]
    keys += [row["key"] for row in content[FormerKey].values() if not (row["node_id"] or row["topic_id"])]
    assert len(keys) == len(set(keys)), sorted(keys)


class Killed(BaseException):
    """What no code of ours catches: the process ends here."""


@contextmanager
def dying(statement: int) -> Iterator[None]:
    """The process ends before the statement of this number, counted from 1.

    Savepoints are not counted: of a real kill the database takes back the whole transaction.
    """
    left = [statement]

    def execute(run: Any, sql: str, *arguments: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            left[0] -= 1
            if left[0] == 0:
                raise Killed
        return run(sql, *arguments)

    with connection.execute_wrapper(execute):
        yield


def compare(before: Content, after: Content) -> list[str]:
    """What is different, one line a value: for people who read why a test failed."""
    lines = []
    for model, rows in after.items():
        for pk in rows.keys() | before[model].keys():
            one, other = before[model].get(pk, {}), rows.get(pk, {})
            names = [name for name in one | other if one.get(name) != other.get(name)]
            lines += [f"{model.__name__} {pk} {name}: {one.get(name)!r} -> {other.get(name)!r}" for name in names]
    return lines


def without_lost_dependencies(document: RoadmapDoc) -> RoadmapDoc:
    """An export names no node that an editor retired, and so none that others build on."""
    keys = {each.key for each in document.nodes}
    left = (tuple(key for key in each.depends_on or () if key in keys) for each in document.nodes)
    nodes = tuple(replace(each, depends_on=depends) for each, depends in zip(document.nodes, left, strict=True))
    return replace(document, nodes=nodes)
