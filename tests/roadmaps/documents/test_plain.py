"""Documents as JSON-able data."""

import json

import pytest
from hypothesis import given, settings

from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.plain import from_data, to_data
from tests.roadmaps.documents.strategies import documents

SMALL = RoadmapDoc(
    id="small",
    title="Small",
    description="A small roadmap.",
    tags=(),
    nodes=(
        NodeDoc("Basics", depends_on=("more",), topics=(TopicDoc("Loops", links=(LinkDoc("A", "/a", paid=False),)),)),
        NodeDoc("More", topics=()),
    ),
)
DATA = {
    "title": "Small",
    "id": "small",
    "description": "A small roadmap.",
    "tags": [],
    "nodes": [
        {
            "title": "Basics",
            "dependsOn": ["more"],
            "topics": [{"name": "Loops", "links": [{"title": "A", "url": "/a", "paid": False}]}],
        },
        {"title": "More", "topics": []},
    ],
}


def test_data_leaves_out_what_the_document_does_not_say() -> None:
    assert to_data(SMALL) == DATA


def test_document_from_data() -> None:
    assert from_data(DATA) == SMALL


def test_fields_stand_in_the_order_of_the_table() -> None:
    assert list(to_data(SMALL)) == ["title", "id", "description", "tags", "nodes"]


@settings(max_examples=50, deadline=None)
@given(documents())
def test_data_gives_back_the_document_through_json(document: RoadmapDoc) -> None:
    assert from_data(json.loads(json.dumps(to_data(document)))) == document


def test_data_of_another_shape() -> None:
    with pytest.raises(KeyError, match="color"):
        from_data({**DATA, "color": "red"})
    with pytest.raises(TypeError, match="description"):
        from_data({"id": "a", "title": "b", "nodes": []})
