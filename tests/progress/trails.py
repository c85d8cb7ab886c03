"""Trails in memory: what the pages show, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from progress.models import Mark
from progress.trail import TopicRow, Trail, build_trail, tie_together
from roadmaps.models import Node, Roadmap, Topic

Extra = Mapping[str, Any]


def make_trail(
    stages: Mapping[str, Sequence[str]],
    *,
    marks: Mapping[str, str] | None = None,
    nodes: Extra | None = None,
    topics: Extra | None = None,
    **fields: Any,
) -> Trail:
    """A trail of nodes and topics named by their keys.

    `marks` maps a topic to its status, or to "status reason"; `nodes` and `topics` map a key to further fields,
    and `fields` are further ones of the roadmap.
    """
    roadmap = Roadmap(**{"pk": 1, "key": "trail", "title": "Trail", "description": "Where it leads."} | fields)
    roadmap.refold()
    rows = [
        Node(pk=number, roadmap_id=1, **{"key": key, "title": key.title()} | dict((nodes or {}).get(key, {})))
        for number, key in enumerate(stages, 1)
    ]
    things = [
        Topic(roadmap_id=1, node_id=node.pk, **{"key": key, "name": key.title()} | dict((topics or {}).get(key, {})))
        for node, keys in zip(rows, stages.values(), strict=True)
        for key in keys
    ]
    for number, topic in enumerate(things, 1):
        topic.pk = 100 + number
    places = {topic.key: topic.pk for topic in things}
    given = {places[key]: make_mark(places[key], words) for key, words in (marks or {}).items()}
    tie_together(roadmap, rows, things)
    return build_trail(roadmap=roadmap, nodes=rows, topics=things, marks=given)


def make_mark(topic_id: int, words: str) -> Mark:
    """A mark from "status" or "status reason"."""
    status, _, reason = words.partition(" ")
    return Mark(user_id=1, topic_id=topic_id, status=status, reason=reason)


def date(row: TopicRow, **times: datetime | None) -> None:
    """Give the row's mark other days, `started_at` and `finished_at`."""
    assert isinstance(row.mark, Mark)
    for name, time in times.items():
        setattr(row.mark, name, time)
    row.is_outdated = row.mark.is_outdated(row.topic)


def row(trail: Trail, key: str) -> TopicRow:
    """The row of a topic that is on the trail or has left it."""
    return next(row for row in [*trail.rows, *trail.gone] if row.topic.key == key)


def keys(rows: Sequence[TopicRow]) -> list[str]:
    return [row.topic.key for row in rows]
