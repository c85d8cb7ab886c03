"""The largest roadmap that a file may hold is written whole, however many values a database takes at once."""

from __future__ import annotations

import pytest

from roadmaps.documents.document import NodeDoc, TopicDoc
from roadmaps.documents.table import MAX_TOPICS
from roadmaps.models import Link, Topic
from roadmaps.sync.importing import Source, run_import
from roadmaps.sync.options import Options
from tests.roadmaps.sync.samples import link, node, roadmap, topic

pytestmark = pytest.mark.django_db

STAGES = 25
LINKS = tuple(link(f"link-{number}") for number in range(2))


def make_stages(**values: object) -> list[NodeDoc]:
    """As many topics as there may be; each says the same."""
    topics: list[TopicDoc] = [topic(f"topic-{number}", **values) for number in range(MAX_TOPICS)]
    return [node(f"stage-{number}", *topics[number::STAGES]) for number in range(STAGES)]


def test_it_comes_changes_and_goes() -> None:
    run_import([Source("trail.yaml", roadmap(*make_stages(links=LINKS)))])
    assert (Topic.objects.count(), Link.objects.count()) == (MAX_TOPICS, MAX_TOPICS * len(LINKS))

    changed = {"name": "Other", "description": "Other.", "difficulty": "advanced", "duration": "2 hours"}
    renamed = tuple(link(f"link-{number}", title="Other") for number in range(len(LINKS)))
    run_import([Source("trail.yaml", roadmap(*make_stages(links=renamed, **changed)))])
    assert Topic.objects.filter(**changed).count() == MAX_TOPICS
    assert Link.objects.filter(title="Other").count() == MAX_TOPICS * len(LINKS)

    last = roadmap(node("stage-0", topic("topic-0", links=())))
    run_import([Source("trail.yaml", last)], Options(allow_retire=MAX_TOPICS - 1))
    assert Topic.objects.filter(retired=True).count() == MAX_TOPICS - 1
    assert Topic.objects.get(key="topic-0").links.count() == 0
