"""The trail that the tests of the pages walk."""

from __future__ import annotations

import pytest

from roadmaps.models import Roadmap
from tests.factories import NodeFactory, RoadmapFactory, TopicFactory


@pytest.fixture
def rope(db: None) -> Roadmap:
    """start: knots (done by most tests), splices (optional); ship, on start: rigging, sails."""
    rope = RoadmapFactory.create(key="rope", title="Rope work", description="All about rope.", tags=["sea", "craft"])
    start = NodeFactory.create(roadmap=rope, key="start", title="Start", description="Where *all* begin.")
    ship = NodeFactory.create(
        roadmap=rope, key="ship", title="Ship", depends_on=["start"], url="https://www.e.org/ship"
    )
    for node, key, fields in (
        (start, "knots", {"duration": "2 hours", "description": "Tie it. Untie it."}),
        (start, "splices", {"optional": True, "difficulty": "advanced"}),
        (ship, "rigging", {"duration": "1-2 hours", "difficulty": "intermediate"}),
        (ship, "sails", {}),
    ):
        TopicFactory.create(node=node, key=key, name=key.title(), **fields)
    return rope
