"""What a topic or a stage leads on to. Advice: nothing is ever locked. No queries."""

from __future__ import annotations

from collections.abc import Sequence

from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.documents.keys import slug


def list_leading_on(trail: Trail, key: str) -> list[TopicRow]:
    """The topics that name the topic of this key as a prerequisite, whatever their status."""
    return [row for row in trail.rows if key in _needs(row)]


def list_opened(trail: Trail, key: str) -> list[TopicRow]:
    """Of those, what is required, not done, and lacks no other prerequisite of this roadmap."""
    done = {row.topic.key for row in trail.rows if row.standing.is_done} | {key}
    known = {row.topic.key for row in trail.rows}
    left = set(trail.meter.left)
    return [row for row in list_leading_on(trail, key) if row.topic.key in left and _needs(row) & known <= done]


def list_opened_stages(trail: Trail, finished: Sequence[NodeRow]) -> list[NodeRow]:
    """The stages, not finished themselves, that build on one of these and on nothing that is still open."""
    settled = {node.node.key for node in trail.nodes if node.meter.is_settled}
    known = {node.node.key for node in trail.nodes}
    keys = {node.node.key for node in finished}
    return [
        node
        for node in trail.nodes
        if keys & set(node.node.depends_on)
        and set(node.node.depends_on) & known <= settled
        and not node.meter.is_settled
    ]


def _needs(row: TopicRow) -> set[str]:
    return {slug(text) for text in row.topic.prerequisites}
