"""Reads of content, alone and joined with a person's marks."""

from __future__ import annotations

import pytest
from django.http import Http404

from accounts.models import User
from progress.queries import list_my_roadmaps, read_topic_trail, read_trail, read_trails
from progress.trail import Trail
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import (
    get_roadmap,
    get_topic,
    list_links,
    list_nodes,
    list_outlines,
    list_topics,
)
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

Outline = list[tuple[str, list[tuple[str, str]]]]


def outline(trail: Trail) -> Outline:
    """Nodes with their topics and statuses, as a page would list them."""
    return [(node.node.key, [(row.topic.key, row.status) for row in node.rows]) for node in trail.nodes]


class TestTrails:
    @pytest.fixture
    def rope(self, learner: User) -> Roadmap:
        """Positions turned against the order of making; one topic retired, one node without topics."""
        rope = RoadmapFactory.create(key="rope")
        late = NodeFactory.create(roadmap=rope, key="late", position=2)
        empty = NodeFactory.create(roadmap=rope, key="empty", position=1)
        early = NodeFactory.create(roadmap=rope, key="early", position=0)
        for node, key, position in ((late, "c", 0), (early, "b", 1), (early, "a", 0), (late, "same", 0)):
            topic = TopicFactory.create(node=node, key=key, position=position)
            MarkFactory.create(user=learner, topic=topic, status="done" if key == "a" else "learning")
        MarkFactory.create(user=learner, topic=TopicFactory.create(node=late, key="gone", retired=True), status="done")
        assert empty.position < late.position
        return rope

    def test_order_is_by_position_then_by_making(self, learner: User, rope: Roadmap) -> None:
        expected: Outline = [
            ("early", [("a", "done"), ("b", "learning")]),
            ("empty", []),
            ("late", [("c", "learning"), ("same", "learning")]),
        ]
        trail = read_trail(learner, rope)
        assert outline(trail) == expected
        assert [row.topic.key for row in trail.gone] == ["gone"]

    def test_many_trails_are_the_same_without_empty_nodes(self, learner: User, rope: Roadmap) -> None:
        bread = TopicFactory.create(key="dough", node__key="bowl", node__position=0)
        expected = [part for part in outline(read_trail(learner, rope)) if part[1]]
        with count_queries(3):  # 1 topics with their nodes  2 stars  3 marks
            trails = read_trails(learner, [bread.roadmap, rope])
        assert [outline(trail) for trail in trails] == [[("bowl", [("dough", "todo")])], expected]
        topic = Topic.objects.select_related("roadmap").get(key="a")
        with count_queries(3):  # 1 topics with their nodes  2 stars  3 marks
            around = read_topic_trail(learner, topic)
        assert outline(around) == expected
        assert around.meter == read_trail(learner, rope).meter == trails[1].meter

    def test_no_trails_ask_nothing(self, learner: User) -> None:
        with count_queries(0):
            assert read_trails(learner, []) == []

    def test_my_roadmaps_are_those_begun(self, learner: User, other_learner: User, rope: Roadmap) -> None:
        elsewhere = TopicFactory.create()
        MarkFactory.create(user=other_learner, topic=elsewhere, status="done")
        MarkFactory.create(user=learner, topic=elsewhere, status="todo")
        assert list_my_roadmaps(learner) == [rope]
        assert list_my_roadmaps(other_learner) == [elsewhere.roadmap]


class TestContent:
    def test_a_roadmap_by_its_key(self, db: None) -> None:
        rope = RoadmapFactory.create(key="grösse", status="draft")
        with count_queries(1):
            assert get_roadmap("größe") == rope

    def test_a_key_is_folded(self, db: None) -> None:
        rope = RoadmapFactory.create(key="rope")
        knots = TopicFactory.create(node__roadmap=rope, key="knots")
        assert get_roadmap("ROPE") == rope
        with count_queries(1):
            found = get_topic("Rope", "KNOTS")
            assert (found, found.node.key, found.roadmap.key) == (knots, knots.node.key, "rope")

    def test_what_is_not_there(self, db: None) -> None:
        topic = TopicFactory.create(key="knots")
        TopicFactory.create(key="dough")
        with pytest.raises(Http404, match="There is no roadmap at this address"):
            get_roadmap("nothing")
        with pytest.raises(Http404, match="There is no topic at this address"):
            get_topic(topic.roadmap.key, "nothing")
        with pytest.raises(Http404, match="There is no topic at this address"):
            get_topic(topic.roadmap.key, "dough")

    def test_nodes_and_topics_come_whole_and_in_order(self, db: None) -> None:
        rope = RoadmapFactory.create()
        nodes = [NodeFactory.create(roadmap=rope, retired=retired, position=5) for retired in (False, True)]
        topics = [
            TopicFactory.create(node=node, position=position) for node, position in zip(nodes, (2, 1), strict=True)
        ]
        NodeFactory.create()
        TopicFactory.create()
        assert list_nodes(rope) == nodes
        assert list_topics(rope) == topics[::-1]

    def test_free_links_come_before_paid_ones(self, db: None) -> None:
        topic = TopicFactory.create()
        paid = [LinkFactory.create(topic=topic, paid=True, position=position) for position in (0, 1)]
        free = [LinkFactory.create(topic=topic, position=position) for position in (3, 2)]
        LinkFactory.create()
        assert list_links(topic) == [*free[::-1], *paid]

    def test_outlines_of_roadmaps_whose_topics_interleave(self, db: None) -> None:
        nodes = [NodeFactory.create(position=position) for position in (0, 0, 1)]
        nodes.append(NodeFactory.create(roadmap=nodes[0].roadmap, position=1))
        topics = [TopicFactory.create(node=node) for node in [*nodes, *nodes]]
        outlines = list_outlines([node.roadmap for node in nodes])
        assert outlines[nodes[0].roadmap_id] == ([nodes[0], nodes[3]], [topics[0], topics[4], topics[3], topics[7]])
        assert outlines[nodes[1].roadmap_id] == ([nodes[1]], [topics[1], topics[5]])

    def test_an_empty_roadmap_has_an_empty_outline(self, db: None) -> None:
        rope = RoadmapFactory.create()
        assert list_outlines([rope]) == {rope.pk: ([], [])}
