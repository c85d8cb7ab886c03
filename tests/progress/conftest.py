"""The trail that the tests of the web walk."""

from __future__ import annotations

import pytest

from roadmaps.models import Topic
from tests.factories import NodeFactory, RoadmapFactory, TopicFactory


@pytest.fixture
def topics(db: None) -> list[Topic]:
    """The roadmap "rope": stage "start" with "knots" and "splices", stage "ship" with "rigging"."""
    rope = RoadmapFactory.create(key="rope", title="Rope work")
    start = NodeFactory.create(roadmap=rope, key="start", title="Start")
    ship = NodeFactory.create(roadmap=rope, key="ship", title="Ship")
    places = [("knots", start), ("splices", start), ("rigging", ship)]
    return [TopicFactory.create(node=node, key=key, name=key.title(), duration="2 hours") for key, node in places]
