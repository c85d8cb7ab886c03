import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import Node, Roadmap, Topic
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.admin.pages import Content, list_messages, list_page

pytestmark = pytest.mark.django_db


def run_action(client: Client, name: str, *rows: Content) -> list[str]:
    """Does something to these rows of a list page; the messages that follow."""
    page = list_page(type(rows[0]))
    return list_messages(client.post(page, {"action": name, "_selected_action": [row.pk for row in rows]}, follow=True))


def read_revisions() -> list[int]:
    return list(Roadmap.objects.order_by("pk").values_list("revision", flat=True))


def test_publish_says_how_many(desk: Client) -> None:
    drafts = RoadmapFactory.create_batch(2, status="draft")
    public = RoadmapFactory.create()

    messages = run_action(desk, "publish", *drafts, public)

    assert messages == ["2 roadmaps published.", "1 was so before."]
    assert set(Roadmap.objects.values_list("status", flat=True)) == {"published"}
    assert read_revisions() == [1, 1, 0]


def test_archive_says_how_many(desk: Client) -> None:
    assert run_action(desk, "archive", RoadmapFactory.create()) == ["1 roadmap archived."]
    assert Roadmap.objects.get().status == "archived"


def test_back_to_draft_says_how_many(desk: Client) -> None:
    assert run_action(desk, "back_to_draft", *RoadmapFactory.create_batch(2)) == ["2 roadmaps are drafts again."]
    assert set(Roadmap.objects.values_list("status", flat=True)) == {"draft"}


def test_retire_says_how_many_and_whom_it_touches(desk: Client, learner: User, other_learner: User) -> None:
    node = NodeFactory.create()
    topics = TopicFactory.create_batch(2, node=node)
    for person in (learner, other_learner):
        MarkFactory.create(user=person, topic=topics[0])

    messages = run_action(desk, "retire", *topics)

    assert messages == ["2 topics retired.", "2 learners have marks there and still see them."]
    assert list(Topic.objects.values_list("retired", flat=True)) == [True, True]
    assert read_revisions() == [1]


def test_retire_a_node_leaves_its_topics_as_they_are(desk: Client, learner: User) -> None:
    topic = TopicFactory.create()
    MarkFactory.create(user=learner, topic=topic)

    messages = run_action(desk, "retire", topic.node)

    assert messages == ["1 node retired.", "1 learner has marks there and still sees them."]
    assert Node.objects.get().retired
    assert not Topic.objects.get().retired


def test_restore_says_how_many(desk: Client) -> None:
    retired, there = TopicFactory.create(retired=True), TopicFactory.create()

    messages = run_action(desk, "restore", retired, there)

    assert messages == ["1 topic restored.", "1 was so before."]
    assert read_revisions() == [1, 0]


def test_what_is_so_already_raises_no_revision(desk: Client) -> None:
    assert run_action(desk, "retire", TopicFactory.create(retired=True)) == ["1 was so before."]
    assert read_revisions() == [0]


def test_two_roadmaps_rise_once_each(desk: Client) -> None:
    run_action(desk, "retire", *TopicFactory.create_batch(2), *TopicFactory.create_batch(2, node=NodeFactory.create()))

    assert read_revisions() == [1, 1, 1]
