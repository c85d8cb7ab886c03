"""The sample roadmaps: read without a word, and rich."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.durations import parse_duration
from roadmaps.documents.files import Batch, read_all
from roadmaps.documents.keys import slug
from roadmaps.documents.links import clean_link
from roadmaps.documents.media import MEDIA
from roadmaps.rendering import find_lexer

SAMPLES = Path(settings.BASE_DIR) / "fixtures" / "roadmaps"
REAL = Path(settings.BASE_DIR) / "tests" / "data" / "machine-learning.md"
BATCH: Batch = read_all([SAMPLES])
ROADMAPS = [reading.document for reading in BATCH.readings if reading.document]

NO_LEXER = {"minizinc", "text"}  # Pygments knows none, so they are shown plain

each = pytest.mark.parametrize("roadmap", ROADMAPS, ids=lambda roadmap: roadmap.key)


def list_topics(roadmap: RoadmapDoc) -> list[TopicDoc]:
    return [topic for node in roadmap.nodes for topic in node.topics or ()]


def list_links(topic: TopicDoc) -> list[LinkDoc]:
    return [*(topic.links or ()), *(topic.references or ())]


TOPICS = [topic for roadmap in ROADMAPS for topic in list_topics(roadmap)]


def test_all_are_read_without_error_or_warning() -> None:
    assert [str(problem) for problem in BATCH.problems] == []
    assert (len(ROADMAPS), BATCH.skipped) == (len(list(SAMPLES.iterdir())), 0)


def test_there_are_enough() -> None:
    assert len(ROADMAPS) >= 8
    assert len(TOPICS) >= 150


@each
def test_a_sample_is_named_after_its_key_and_can_be_found(roadmap: RoadmapDoc) -> None:
    assert (SAMPLES / f"{roadmap.key}.yaml").is_file()
    assert roadmap.status in {None, "published"}
    assert roadmap.tags
    assert roadmap.language == ("de" if roadmap.key == "heimserver" else "en")
    assert 20 <= len(roadmap.description) <= 200
    assert roadmap.body


@each
def test_nodes_build_on_each_other_in_order(roadmap: RoadmapDoc) -> None:
    assert len(roadmap.nodes) >= 4
    assert any(node.depends_on for node in roadmap.nodes)
    seen: set[str] = set()
    for node in roadmap.nodes:
        assert set(node.depends_on or ()) <= seen, node.key
        seen.add(node.key)


@each
def test_every_node_says_what_it_is_for(roadmap: RoadmapDoc) -> None:
    assert [node.key for node in roadmap.nodes if not (node.id and node.description and node.topics)] == []


@each
def test_a_roadmap_is_rich_in_every_field(roadmap: RoadmapDoc) -> None:
    topics = list_topics(roadmap)

    def share(has: Iterator[bool]) -> float:
        return sum(has) / len(topics)

    assert share(bool(topic.id and topic.description) for topic in topics) == 1
    assert share(bool(topic.takeaways) for topic in topics) > 0.9
    assert share(bool(topic.duration) for topic in topics) > 0.8
    assert share(bool(topic.links) for topic in topics) > 0.8
    assert share(bool(topic.code_snippet) for topic in topics) > 0.25
    assert any(topic.optional for topic in topics)
    assert any(topic.prerequisites for topic in topics)
    assert any(topic.references for topic in topics)
    assert len({topic.difficulty for topic in topics}) >= 2


def test_every_field_is_used_somewhere() -> None:
    nodes: list[NodeDoc] = [node for roadmap in ROADMAPS for node in roadmap.nodes]
    links = [link for topic in TOPICS for link in list_links(topic)]
    for parts, fields in (
        (ROADMAPS, ("featured", "tags", "language", "discuss", "body")),
        (nodes, ("url", "depends_on")),
        (TOPICS, ("video_url", "reviewed", "questions", "code_language", "optional", "prerequisites", "references")),
        (links, ("medium", "paid")),
    ):
        assert [field for field in fields if not any(getattr(part, field) for part in parts)] == []
    assert {link.medium for link in links if link.medium} >= set(MEDIA) - {"other"}


def test_every_duration_is_understood() -> None:
    assert [topic.duration for topic in TOPICS if topic.duration and not parse_duration(topic.duration)] == []


def test_every_named_language_is_known() -> None:
    named = {topic.code_language for topic in TOPICS if topic.code_language} - NO_LEXER
    assert [name for name in named if find_lexer("x", name).name == "Text only"] == []


def test_addresses_are_whole_and_safe() -> None:
    addresses = {link.url for topic in TOPICS for link in list_links(topic)}
    addresses |= {topic.video_url for topic in TOPICS if topic.video_url}
    assert len(addresses) >= 300
    assert [address for address in addresses if clean_link(address).url != address] == []
    assert len([address for address in addresses if not address.startswith("https://")]) <= 5
    assert [address for address in addresses if "roadmap.sh" in address] == []


@each
def test_prerequisites_name_earlier_topics_or_say_it_in_words(roadmap: RoadmapDoc) -> None:
    keys = {topic.key for topic in list_topics(roadmap)}
    seen: set[str] = set()
    for topic in list_topics(roadmap):
        named = {slug(text) for text in topic.prerequisites or ()} & keys
        assert named <= seen, topic.key
        seen.add(topic.key)
    assert any(slug(text) in keys for topic in list_topics(roadmap) for text in topic.prerequisites or ())


def test_the_machine_learning_sample_walks_the_real_trail_in_words_of_its_own() -> None:
    [real] = [reading.document for reading in read_all([REAL]).readings]
    [ours] = [roadmap for roadmap in ROADMAPS if roadmap.key == "machine-learning-engineer"]
    assert real is not None
    assert [(node.key, [topic.name for topic in node.topics or ()]) for node in ours.nodes] == [
        (node.key, [topic.name for topic in node.topics or ()]) for node in real.nodes
    ]
    for field in ("description", "takeaways", "code_snippet"):
        theirs = {getattr(topic, field) for topic in list_topics(real)} - {None, (), ""}
        assert theirs.isdisjoint({getattr(topic, field) for topic in list_topics(ours)}), field


def test_some_are_featured_and_not_all() -> None:
    assert 2 <= sum(bool(roadmap.featured) for roadmap in ROADMAPS) < len(ROADMAPS)
