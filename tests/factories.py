"""Rows for tests. Each has what the database asks for; a test names what it is about."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from progress.models import Mark, Status
from roadmaps.models import Link, Node, Roadmap, Topic

PASSWORD = "a-long-walk-uphill"


class UserFactory(DjangoModelFactory[User]):
    """Somebody who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
    password = factory.django.Password(PASSWORD)


class RoadmapFactory(DjangoModelFactory[Roadmap]):
    """A published roadmap without nodes."""

    class Meta:
        model = Roadmap

    key = factory.Sequence(lambda number: f"trail-{number}")
    title = factory.Sequence(lambda number: f"Trail {number}")
    description = "Where it leads."


class NodeFactory(DjangoModelFactory[Node]):
    """A node without topics, after all nodes made before."""

    class Meta:
        model = Node

    roadmap = factory.SubFactory(RoadmapFactory)
    key = factory.Sequence(lambda number: f"stage-{number}")
    title = factory.Sequence(lambda number: f"Stage {number}")
    position = factory.Sequence(lambda number: number)


class TopicFactory(DjangoModelFactory[Topic]):
    """A required topic, after all topics made before; give `node=` to place it."""

    class Meta:
        model = Topic

    node = factory.SubFactory(NodeFactory)
    roadmap = factory.SelfAttribute("node.roadmap")
    key = factory.Sequence(lambda number: f"topic-{number}")
    name = factory.Sequence(lambda number: f"Topic {number}")
    position = factory.Sequence(lambda number: number)
    changed_at = datetime(2020, 1, 1, tzinfo=UTC)  # before whatever a test lets people finish


class LinkFactory(DjangoModelFactory[Link]):
    """A link of a topic; `kind="reference"` for the other list."""

    class Meta:
        model = Link

    topic = factory.SubFactory(TopicFactory)
    title = factory.Sequence(lambda number: f"Page {number}")
    url = factory.Sequence(lambda number: f"https://example.org/pages/{number}")
    position = factory.Sequence(lambda number: number)


class MarkFactory(DjangoModelFactory[Mark]):
    """A mark that was always there: no history, no dates."""

    class Meta:
        model = Mark

    user = factory.SubFactory(UserFactory)
    topic = factory.SubFactory(TopicFactory)
    status = Status.LEARNING
