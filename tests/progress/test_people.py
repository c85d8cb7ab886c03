"""How many learners a plan touches."""

from __future__ import annotations

import pytest

from progress import people
from progress.people import count_learners
from roadmaps.models import Topic
from roadmaps.sync.people import Asked, Learners
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> list[Topic]:
    """Two topics in one node, one in another of the same roadmap, one elsewhere."""
    roadmap = RoadmapFactory.create()
    one, two = NodeFactory.create(roadmap=roadmap), NodeFactory.create(roadmap=roadmap)
    return [TopicFactory.create(node=node) for node in (one, one, two, NodeFactory.create())]


def ask(topics: list[Topic]) -> Asked:
    """About all topics, their nodes and their roadmaps."""
    return Asked(
        topics=frozenset(topic.pk for topic in topics),
        nodes=frozenset(topic.node_id for topic in topics),
        roadmaps=frozenset(topic.roadmap_id for topic in topics),
    )


def test_nobody(topics: list[Topic]) -> None:
    assert count_learners(ask(topics)) == Learners()


def test_each_learner_counts_once_and_one_who_put_all_back_does_not(topics: list[Topic]) -> None:
    ada, grace, alan = (UserFactory.create() for _ in range(3))
    for user, topic, status in [
        (ada, topics[0], "done"),
        (ada, topics[1], "skipped"),
        (grace, topics[0], "learning"),
        (grace, topics[3], "done"),
        (alan, topics[2], "todo"),
    ]:
        MarkFactory.create(user=user, topic=topic, status=status)
    counted = count_learners(ask(topics))
    assert counted.topics == {topics[0].pk: 2, topics[1].pk: 1, topics[3].pk: 1}
    assert counted.nodes == {topics[0].node_id: 2, topics[3].node_id: 1}
    assert counted.roadmaps == {topics[0].roadmap_id: 2, topics[3].roadmap_id: 1}
    assert counted.total == 2


@pytest.mark.parametrize("learners", [1, 3])
def test_a_query_for_each_kind_and_one_for_all_and_none_for_what_is_not_asked(
    topics: list[Topic], learners: int
) -> None:
    for _ in range(learners):
        MarkFactory.create(topic=topics[0], status="done")
    with count_queries(4):
        count_learners(ask(topics))
    with count_queries(2):
        assert count_learners(Asked(topics=frozenset([topics[0].pk]))).total == learners
    with count_queries(0):
        count_learners(Asked())


def test_many_rows_are_asked_about_in_parts(topics: list[Topic], monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory.create()
    for topic in topics:
        MarkFactory.create(user=user, topic=topic, status="done")
    whole = count_learners(ask(topics))
    monkeypatch.setattr(people, "CHUNK", 1)
    with count_queries(18):  # 4 topics, 3 nodes, 2 roadmaps: each counted, and each asked for who it is
        assert count_learners(ask(topics)) == whole
    assert whole.total == 1
