"""Rules the database holds: each named constraint is broken once."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.utils import timezone
from factory.django import DjangoModelFactory

from roadmaps.models import FormerKey, ImportedDocument, ImportRun, Link, Node, Roadmap, RunDocument, Topic
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory

pytestmark = pytest.mark.django_db

BROKEN: dict[str, tuple[type[DjangoModelFactory[Any]], dict[str, object]]] = {
    "roadmap_status_is_known": (RoadmapFactory, {"status": "hidden"}),
    "topic_difficulty_is_known": (TopicFactory, {"difficulty": "impossible"}),
    "link_kind_is_known": (LinkFactory, {"kind": "rumour"}),
    "link_medium_is_known": (LinkFactory, {"medium": "vinyl"}),
}
UNIQUE = {
    "node_key_unique_in_roadmap": (Node, NodeFactory, ("roadmap", "key")),
    "topic_key_unique_in_roadmap": (Topic, TopicFactory, ("roadmap", "key")),
    "link_url_unique_in_list": (Link, LinkFactory, ("topic", "kind", "url")),
}
FORMER: dict[str, set[str]] = {  # which rows may not have one former key together
    "former_roadmap_key_unique": set(),
    "former_node_key_unique_in_roadmap": {"node"},
    "former_topic_key_unique_in_roadmap": {"topic"},
}
RUNS = {"former_key_is_of_one_thing", "run_document_unique_in_run"}


def test_every_named_constraint_is_broken_here() -> None:
    models = apps.get_app_config("roadmaps").get_models()
    assert {rule.name for model in models for rule in model._meta.constraints} == {*BROKEN, *UNIQUE, *FORMER, *RUNS}


@pytest.mark.parametrize("name", BROKEN)
def test_a_value_that_is_not_allowed(name: str) -> None:
    factory, values = BROKEN[name]
    with pytest.raises(IntegrityError, match=name):
        factory.create(**values)


@pytest.mark.parametrize("name", UNIQUE)
def test_what_must_be_unique(name: str) -> None:
    _model, factory, fields = UNIQUE[name]
    row: Any = factory.create()  # type: ignore[attr-defined]  # the common base of the three factories has no stub
    same = {field: getattr(row, field) for field in fields}
    with pytest.raises(IntegrityError):
        factory.create(**same)  # type: ignore[attr-defined]  # as above


def test_a_key_of_a_roadmap_is_unique() -> None:
    RoadmapFactory.create(key="trail")
    with pytest.raises(IntegrityError):
        RoadmapFactory.create(key="trail")


def test_a_position_is_not_negative() -> None:
    with pytest.raises(IntegrityError):
        NodeFactory.create(position=-1)


def test_a_roadmap_has_one_base() -> None:
    trail = RoadmapFactory.create()
    values: dict[str, Any] = {"document": {}, "path": "trail.yaml", "imported_at": trail.created_at}
    assert str(ImportedDocument.objects.create(roadmap=trail, **values)) == "trail.yaml"
    with pytest.raises(IntegrityError):
        ImportedDocument.objects.create(roadmap=trail, **values)


def test_keys_of_nodes_and_topics_may_recur_in_another_roadmap() -> None:
    first, second = TopicFactory.create(key="a", node__key="n"), TopicFactory.create(key="a", node__key="n")
    assert first.roadmap != second.roadmap


def test_things_are_called_by_their_names() -> None:
    link = LinkFactory.create(title="Page", topic__name="Calculus", topic__node__title="Maths")
    topic = link.topic
    assert [str(link), str(topic), str(topic.node)] == ["Page", "Calculus", "Maths"]
    assert str(topic.roadmap) == topic.roadmap.title


def test_adjectives() -> None:
    draft = RoadmapFactory.create(title="B", status=Roadmap.Status.DRAFT)
    star = RoadmapFactory.create(title="C", featured=True)
    plain = RoadmapFactory.create(title="A")
    assert list(Roadmap.objects.published().by_title()) == [plain, star]
    assert list(Roadmap.objects.featured()) == [star]
    assert list(Roadmap.objects.by_title()) == [plain, draft, star]


def test_active_topics_stand_in_active_nodes_and_in_order() -> None:
    second = NodeFactory.create(position=2)
    first = NodeFactory.create(roadmap=second.roadmap, position=1)
    gone = NodeFactory.create(roadmap=second.roadmap, retired=True)
    late = TopicFactory.create(node=second, position=0)
    early, twin = (TopicFactory.create(node=first, position=1) for _ in range(2))
    TopicFactory.create(node=first, retired=True)
    TopicFactory.create(node=gone)
    assert list(Topic.objects.active().in_order()) == [early, twin, late]
    assert list(Node.objects.active().in_order()) == [first, second]


@pytest.mark.parametrize("name", FORMER)
def test_a_former_key_leads_to_one_thing(name: str) -> None:
    topic = TopicFactory.create()
    things = {"node": topic.node, "topic": topic}
    own = {field: things[field] for field in FORMER[name]}
    FormerKey.objects.create(roadmap=topic.roadmap, key="once", **own)
    for others in ({}, {"node": topic.node}, {"topic": topic}):
        if set(others) != FORMER[name]:
            FormerKey.objects.create(roadmap=topic.roadmap, key="once", **others)
    with pytest.raises(IntegrityError):
        FormerKey.objects.create(roadmap=topic.roadmap, key="once", **own)


def test_a_former_key_is_not_of_a_node_and_a_topic() -> None:
    topic = TopicFactory.create()
    with pytest.raises(IntegrityError, match="former_key_is_of_one_thing"):
        FormerKey.objects.create(roadmap=topic.roadmap, key="once", node=topic.node, topic=topic)


def test_a_run_keeps_one_document_a_roadmap() -> None:
    roadmap, now = RoadmapFactory.create(), timezone.now()
    run = ImportRun.objects.create(origin="command", outcome="done", started_at=now, finished_at=now)
    RunDocument.objects.create(run=run, roadmap=roadmap, path="a.yaml", after={})
    with pytest.raises(IntegrityError):
        RunDocument.objects.create(run=run, roadmap=roadmap, path="a.yaml", after={})


def test_they_are_called_by_what_they_hold() -> None:
    roadmap, now = RoadmapFactory.create(), timezone.now()
    run = ImportRun(origin="command", outcome="busy", started_at=now, finished_at=now)
    assert str(FormerKey(roadmap=roadmap, key="once")) == "once"
    assert str(RunDocument(run=run, roadmap=roadmap, path="a.yaml")) == "a.yaml"
    assert str(run) == f"{now:%Y-%m-%d %H:%M} stopped: another import was running"
    assert run.was_stopped
