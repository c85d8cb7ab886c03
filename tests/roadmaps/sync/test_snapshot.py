from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from roadmaps.documents.document import LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.sync.snapshot import take_snapshots
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries
from tests.roadmaps.sync.samples import bring, look, node, roadmap, topic

pytestmark = pytest.mark.django_db


def test_every_field_is_stated() -> None:
    trail = RoadmapFactory.create(key="trail", title="Trail", tags=["python"])
    maths = NodeFactory.create(roadmap=trail, key="maths", title="Maths", depends_on=["code"])
    full = TopicFactory.create(
        node=maths, key="full", name="Full", reviewed=date(2026, 5, 1), questions=[{"ask": "why?", "answer": "so"}]
    )
    TopicFactory.create(node=maths, key="bare", name="Bare")
    LinkFactory.create(topic=full, kind="reference", title="R", url="https://r.example/", medium="docs", paid=True)
    LinkFactory.create(topic=full, title="L", url="https://l.example/")
    site = look()
    stated = TopicDoc("Bare", "bare", None, "", "beginner", False, "", (), (), "", "", "", "", (), "", (), ())
    links = (LinkDoc("L", "https://l.example/", "", False),)
    references = (LinkDoc("R", "https://r.example/", "docs", True),)
    cards = (Question("why?", "so"),)
    said = replace(
        stated, id="full", name="Full", reviewed="2026-05-01", questions=cards, links=links, references=references
    )
    nodes = (NodeDoc("Maths", "maths", None, "", "", ("code",), (said, stated)),)
    description = "Where it leads."
    assert site.document == RoadmapDoc(
        "trail", "Trail", description, nodes, None, False, "", ("python",), "", "published", "", ""
    )


def test_order_is_that_of_positions_then_of_rows() -> None:
    trail = RoadmapFactory.create(key="trail")
    late, early, twin = (
        NodeFactory.create(roadmap=trail, key=key, position=at) for key, at in (("late", 5), ("early", 1), ("twin", 1))
    )
    for parent, key, at in ((early, "b", 1), (early, "a", 1), (early, "first", 0)):
        TopicFactory.create(node=parent, key=key, position=at)
    document = look().document
    assert [each.key for each in document.nodes] == [early.key, twin.key, late.key]
    assert [each.key for each in document.nodes[0].topics or ()] == ["first", "b", "a"]


def test_what_is_retired_is_known_and_not_present() -> None:
    bring(roadmap(node("maths", topic("a"), topic("b")), node("code", topic("c"))))
    bring(roadmap(node("maths", topic("a"))))
    site = look()
    assert (site.retired_nodes, site.retired_topics) == (frozenset({"code"}), frozenset({"b", "c"}))
    assert [each.key for each in site.document.nodes] == ["maths", "code"]
    present = site.present
    assert [(each.key, [each.key for each in each.topics or ()]) for each in present.nodes] == [("maths", ["a"])]


def test_base_is_what_the_last_import_said() -> None:
    document = roadmap(node("maths", topic("a", optional=True)))
    bring(document)
    assert look().base == document
    RoadmapFactory.create(key="other")
    assert look("other").base is None


def test_five_queries_whatever_there_is() -> None:
    bring(roadmap(node("maths", topic("a")), id="one"))
    with count_queries(5):  # roadmaps with their imported documents, nodes, topics, links, former keys
        assert list(take_snapshots(["one"])) == ["one"]
    for key in ("two", "three"):
        bring(roadmap(*(node(f"n-{n}", *(topic(f"t-{n}-{t}") for t in range(9))) for n in range(9)), id=key))
    with count_queries(5):
        assert list(take_snapshots()) == ["one", "three", "two"]
    with count_queries(5):
        assert list(take_snapshots(["two", "unknown"])) == ["two"]
