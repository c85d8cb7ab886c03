"""Content on which a learner keeps anything is deleted by nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from progress.models import Bookmark, Finish, Note, OwnLink, Parting, Report, Tick, Walk
from roadmaps.models import Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import TopicFactory, UserFactory
from tests.roadmaps.admin.pages import delete_page

SAID = "Learners keep notes, ticks or bookmarks here. It can be {}, never deleted."


@pytest.fixture
def desk(db: None) -> Client:
    """A superuser's browser."""
    return client_of(UserFactory.create(is_staff=True, is_superuser=True))


def try_to_delete(desk: Client, row: Roadmap | Node | Topic) -> str:
    response = desk.post(delete_page(row), {"post": "yes"})
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


@pytest.mark.parametrize(
    "keep",
    [
        lambda user, topic: Note.objects.create(user=user, topic=topic, text="Tie it."),
        lambda user, topic: OwnLink.objects.create(user=user, topic=topic, title="Page", url="https://e.org/"),
        lambda user, topic: Tick.objects.create(user=user, topic=topic, kind="takeaway", target="a", digest="b"),
        lambda user, topic: Bookmark.objects.create(user=user, roadmap=topic.roadmap, topic=topic),
        lambda user, topic: Parting.objects.create(user=user, topic=topic),
        lambda user, topic: Report.objects.create(user=user, topic=topic, kind="problem", text="Dead."),
    ],
    ids=["note", "own link", "tick", "bookmark", "parting", "report"],
)
def test_a_topic(desk: Client, learner: User, keep: Callable[[User, Topic], object]) -> None:
    topic = TopicFactory.create()
    keep(learner, topic)
    for row in (topic, topic.node):
        assert try_to_delete(desk, row) == SAID.format("retired")
    assert try_to_delete(desk, topic.roadmap) == SAID.format("archived")
    assert Topic.objects.get() == topic


@pytest.mark.parametrize(
    "keep",
    [
        lambda user, node: Bookmark.objects.create(user=user, roadmap=node.roadmap),
        lambda user, node: Walk.objects.create(user=user, roadmap=node.roadmap, why="To sail."),
        lambda user, node: Finish.objects.create(user=user, roadmap=node.roadmap),
    ],
    ids=["bookmark", "reason", "finish"],
)
def test_a_roadmap_itself(desk: Client, learner: User, keep: Callable[[User, Node], object]) -> None:
    topic = TopicFactory.create()
    keep(learner, topic.node)
    assert try_to_delete(desk, topic.roadmap) == SAID.format("archived")


def test_a_stage_whose_end_was_reached(desk: Client, learner: User) -> None:
    topic = TopicFactory.create()
    Finish.objects.create(user=learner, roadmap=topic.roadmap, node=topic.node)
    assert try_to_delete(desk, topic.node) == SAID.format("retired")
    assert Node.objects.exists()
