"""Reads of content, and how many queries each page makes."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic, reset_roadmap
from progress.models import Mark
from progress.queries import list_my_roadmaps, read_topic_trail, read_trail, read_trails
from progress.trail import Trail
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import (
    get_roadmap,
    get_topic,
    list_catalogue,
    list_links,
    list_nodes,
    list_outlines,
    list_topics,
)
from tests.clients import client_of
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

HTMX = {"hx-request": "true"}
Outline = list[tuple[str, list[tuple[str, str]]]]


def make_site(size: int, learner: User, other: User) -> Topic:
    """`size` of everything: roadmaps, nodes, topics on the trail and off it, links, marks. Returns one marked topic."""
    for number in range(size):
        roadmap = RoadmapFactory.create(
            featured=True, tags=[f"tag-{number}", "all"], body="*Hello*", discuss="https://e.org/"
        )
        for _ in range(size):
            earlier = [node.key for node in roadmap.nodes.all()]
            node = NodeFactory.create(roadmap=roadmap, depends_on=earlier, description="*On*", url="https://e.org/")
            for retired in [False, True] * size:
                topic = TopicFactory.create(
                    node=node,
                    retired=retired,
                    duration="2 hours",
                    description="One. Two.",
                    prerequisites=["Topic 1", "Courage"],
                    takeaways=["Tie it"],
                    code_snippet="tie()",
                    questions=[{"ask": "Why?", "answer": "*So*"}],
                )
                for kind in ("link", "reference") * size:
                    LinkFactory.create(topic=topic, kind=kind)
                MarkFactory.create(user=learner, topic=topic, status="done" if retired else "learning")
                MarkFactory.create(user=other, topic=topic, status="done")
    return Topic.objects.active().select_related("node__roadmap", "roadmap").earliest("id")


@pytest.fixture(params=[1, 3])
def topic(request: pytest.FixtureRequest, learner: User, other_learner: User) -> Topic:
    """A topic on a site with one and with three of everything."""
    return make_site(request.param, learner, other_learner)


@pytest.fixture
def client(learner: User) -> Client:
    return client_of(learner)


class TestBudgets:
    """The number is the same with one and with three of everything."""

    def test_catalogue(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmaps  4 topics with their nodes  5 marks
        with count_queries(5):
            assert client.get("/roadmaps/").status_code == 200

    def test_catalogue_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 roadmaps  2 topics with their nodes
        with count_queries(2):
            assert guest.get("/roadmaps/?q=trail&sort=shortest").status_code == 200

    def test_roadmap(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 nodes  5 topics  6 marks
        with count_queries(6):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_roadmap_with_a_filter(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 nodes  5 topics  6 marks
        with count_queries(6):
            assert client.get(topic.roadmap.get_absolute_url(), {"status": "left"}).status_code == 200

    def test_roadmap_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 roadmap  2 nodes  3 topics
        with count_queries(3):
            assert guest.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_archived_roadmap(self, client: Client, topic: Topic) -> None:
        Roadmap.objects.update(status="archived")
        # 1 session  2 person  3 roadmap  4 is there a mark?  5 nodes  6 topics  7 marks
        # One more than the published one: whether this person may see it depends on a mark.
        with count_queries(7):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_roadmap_of_an_editor(self, editor: User, topic: Topic) -> None:
        client = client_of(editor)
        # 1 session  2 person  3 roadmap  4 nodes  5 topics  6 marks  7 own permissions  8 permissions of the group
        # Two more than a learner's: whether to offer "edit" depends on permissions.
        with count_queries(8):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_node(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 nodes  5 topics  6 marks
        with count_queries(6):
            assert client.get(topic.node.get_absolute_url()).status_code == 200

    def test_topic_page(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 topics of the trail with their nodes  5 marks  6 links
        with count_queries(6):
            assert client.get(topic.get_absolute_url()).status_code == 200

    def test_topic_panel(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 topics of the trail with their nodes  5 marks  6 links
        with count_queries(6):
            assert client.get(topic.get_absolute_url(), headers=HTMX).status_code == 200

    def test_topic_page_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 topic with node and roadmap  2 topics of the trail with their nodes  3 links
        with count_queries(3):
            assert guest.get(topic.get_absolute_url()).status_code == 200

    def test_front(self, guest: Client, topic: Topic) -> None:
        # 1 roadmaps  2 topics with their nodes
        with count_queries(2):
            assert guest.get("/").status_code == 200

    def test_home(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 my roadmaps  4 topics with their nodes  5 marks
        with count_queries(5):
            assert client.get("/").status_code == 200

    def test_home_on_a_first_visit(self, client: Client, topic: Topic) -> None:
        Mark.objects.all().delete()
        # 1 session  2 person  3 my roadmaps  4 roadmaps  5 topics with their nodes  6 marks
        with count_queries(6):
            assert client.get("/").status_code == 200

    def test_marking(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 mark  5 UPDATE mark  6 INSERT change
        # 7 nodes  8 topics  9 marks
        with count_queries(9):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}, headers=HTMX).status_code == 200

    def test_marking_for_the_first_time(self, client: Client, learner: User, topic: Topic) -> None:
        Mark.objects.filter(user=learner, topic=topic).delete()
        # 1 session  2 person  3 topic with node and roadmap  4 mark  5 INSERT mark  6 INSERT change
        # 7 nodes  8 topics  9 marks
        with count_queries(9):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}, headers=HTMX).status_code == 200

    def test_marking_without_script(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 mark  5 UPDATE mark  6 INSERT change
        with count_queries(6):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}).status_code == 302

    def test_resetting(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 marks  5 UPDATE marks  6 INSERT changes
        with count_queries(6):
            assert client.post(f"{topic.roadmap.get_absolute_url()}-/reset/").status_code == 302

    def test_undoing_a_reset(self, client: Client, learner: User, topic: Topic) -> None:
        batch, _ = reset_roadmap(user=learner, roadmap=topic.roadmap)
        # 1 session  2 person  3 changes with their topics  4 marks  5 last changes  6 UPDATE marks  7 INSERT changes
        with count_queries(7):
            assert client.post(f"/undo/{batch}/").status_code == 302

    def test_undoing_a_mark(self, client: Client, learner: User, topic: Topic) -> None:
        batch = mark_topic(user=learner, topic=topic, status="done")
        # 1 session  2 person  3 changes with their topics  4 marks  5 last changes  6 UPDATE marks  7 INSERT changes
        # 8 nodes  9 topics  10 marks
        with count_queries(10):
            assert client.post(f"/undo/{batch}/", headers=HTMX).status_code == 200


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
        with count_queries(2):  # 1 topics with their nodes  2 marks
            trails = read_trails(learner, [bread.roadmap, rope])
        assert [outline(trail) for trail in trails] == [[("bowl", [("dough", "todo")])], expected]
        topic = Topic.objects.select_related("roadmap").get(key="a")
        with count_queries(2):  # 1 topics with their nodes  2 marks
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

    def test_the_catalogue_holds_what_is_published(self, db: None) -> None:
        titles = {"b": "published", "a": "published", "c": "draft", "d": "archived"}
        for title, status in titles.items():
            RoadmapFactory.create(title=title, status=status)
        assert [roadmap.title for roadmap in list_catalogue()] == ["a", "b"]

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
