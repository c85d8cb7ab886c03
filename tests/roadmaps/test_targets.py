"""Topics of the site that a `sameAs` may name."""

from __future__ import annotations

import pytest

from roadmaps import targets
from roadmaps.documents.same import Target
from roadmaps.models import FormerKey, Topic
from roadmaps.targets import find_targets
from tests.factories import NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def algebra() -> Topic:
    """The topic "math/algebra", once "maths/linear"; and "math/vectors", which is the same as one of physics."""
    roadmap = RoadmapFactory.create(key="math")
    node = NodeFactory.create(roadmap=roadmap)
    topic = TopicFactory.create(node=node, key="algebra")
    TopicFactory.create(node=node, key="vectors", same_as="physics/vectors", retired=True)
    FormerKey.objects.create(roadmap=roadmap, key="maths")
    FormerKey.objects.create(roadmap=roadmap, topic=topic, key="linear")
    FormerKey.objects.create(roadmap=roadmap, node=node, key="nothing")
    return topic


def test_present_topics() -> None:
    assert find_targets(["math/algebra", "math/vectors"]) == {
        "math/algebra": Target("math/algebra", ""), "math/vectors": Target("math/vectors", "physics/vectors"),
    }  # fmt: skip


@pytest.mark.parametrize("address", ["maths/algebra", "math/linear", "maths/linear"])
def test_former_names_lead_to_the_present_one(address: str) -> None:
    assert find_targets([address]) == {address: Target("math/algebra", "")}


@pytest.mark.parametrize("address", ["math/none", "physics/algebra", "math/nothing", "math", "", "math/a/b"])
def test_what_leads_nowhere_is_missing(address: str) -> None:
    assert find_targets([address]) == {}


def test_queries_do_not_grow() -> None:
    with count_queries(0):
        assert find_targets([]) == {}
    # 1 present topics
    with count_queries(1):
        find_targets(["math/algebra", "math/vectors"])
    # 1 present topics  2 former roadmaps  3 former topics  4 where they are now
    for addresses in (["maths/linear"], ["maths/linear", "maths/vectors", "math/none"]):
        with count_queries(4):
            find_targets(addresses)


def test_many_are_asked_about_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "CHUNK", 1)
    with count_queries(2):
        assert len(find_targets(["math/algebra", "math/vectors"])) == 2
