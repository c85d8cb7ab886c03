from __future__ import annotations

from roadmaps.sync.count import count, count_content
from tests.roadmaps.sync.samples import link, node, roadmap, topic


def test_what_documents_hold() -> None:
    one = roadmap(node("maths", topic("a", optional=True, links=(link("x"),), references=(link("x"), link("y")))))
    assert count_content([one]) == "1 roadmap, 1 node, 1 topic (1 optional), 3 links."
    two = roadmap(node("maths", topic("a"), topic("b")), node("silent", topics=None))
    assert count_content([one, two]) == "2 roadmaps, 3 nodes, 3 topics (1 optional), 3 links."
    assert count_content([roadmap()]) == "1 roadmap, 0 nodes, 0 topics, 0 links."


def test_plural() -> None:
    assert [count(number, "error") for number in (0, 1, 2)] == ["0 errors", "1 error", "2 errors"]
