"""What a roadmap walked to its end names to walk next."""

from __future__ import annotations

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.test import Client

from accounts.models import User
from progress.models import Mark
from progress.queries import read_trail
from progress.queries.suggestions import suggest_after, suggest_next
from roadmaps.models import Roadmap, Topic
from roadmaps.models.editions import make_edition
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import read
from tests.queries import count_queries


def make_other(title: str, *, tags: list[str] | None = None, **fields: object) -> Roadmap:
    """A roadmap with one topic, which `fields` describes."""
    roadmap = RoadmapFactory.create(key=title.lower(), title=title, tags=tags or [])
    TopicFactory.create(node=NodeFactory.create(roadmap=roadmap), **fields)
    return roadmap


@pytest.fixture
def rope(topics: list[Topic]) -> Roadmap:
    """The roadmap "rope" with "knots", "splices" and "rigging", tagged craft."""
    roadmap = topics[0].roadmap
    roadmap.tags = ["craft"]
    roadmap.save()
    return roadmap


def finish(user: User, roadmap: Roadmap) -> None:
    for topic in roadmap.topics.all():
        MarkFactory.create(user=user, topic=topic, status="done")


def titles(user: User, roadmap: Roadmap) -> list[str]:
    return [other.title for other in suggest_next(user, roadmap)]


def test_shared_topics_first_then_tags_at_most_three(learner: User, rope: Roadmap) -> None:
    make_other("Climbing", key="knots", tags=["craft"])
    make_other("Baking", tags=["craft"])
    make_other("Sailing", same_as="rope/rigging")
    make_other("Fishing", name="SPLICES")
    make_other("Law")
    assert titles(learner, rope) == ["Climbing", "Fishing", "Sailing"]
    Roadmap.objects.filter(title="Fishing").update(status="draft")
    assert titles(learner, rope) == ["Climbing", "Sailing", "Baking"]


def test_the_same_topic_is_found_from_either_side(learner: User, rope: Roadmap) -> None:
    make_other("Canon", key="bowline")
    Topic.objects.filter(key="knots").update(same_as="canon/bowline")
    make_other("Sibling", same_as="canon/bowline")
    assert titles(learner, rope) == ["Canon", "Sibling"]


def test_what_left_a_trail_makes_no_kin(learner: User, rope: Roadmap) -> None:
    make_other("Climbing", key="knots", retired=True)
    assert titles(learner, rope) == []


def test_never_names_what_is_finished_or_not_visible(learner: User, other_learner: User, rope: Roadmap) -> None:
    finished = make_other("Climbing", key="knots")
    make_other("Archived", key="knots")
    make_other("Draft", key="knots")
    make_other("Open", key="knots")
    Roadmap.objects.filter(title="Archived").update(status="archived")
    Roadmap.objects.filter(title="Draft").update(status="draft")
    finish(learner, finished)
    assert titles(learner, rope) == ["Open"]
    assert titles(other_learner, rope) == ["Climbing", "Open"]


def test_one_query_whatever_there_is(learner: User, other_learner: User, rope: Roadmap) -> None:
    for number in range(4):
        make_other(f"Other {number}", key="knots")
        make_edition(DEFAULT_DB_ALIAS)
        suggest_next(other_learner, rope)
        with count_queries(1):  # 1 edition, and what was begun
            assert suggest_next(learner, rope)


def test_three_more_where_a_topic_is_the_same_elsewhere(learner: User, rope: Roadmap) -> None:
    for number in range(4):
        make_other(f"Other {number}", same_as="rope/knots")
        make_edition(DEFAULT_DB_ALIAS)
        suggest_next(learner, rope)
        # 1 edition, and what was begun  2 topics with their nodes  3 stars  4 marks
        with count_queries(4):
            assert suggest_next(learner, rope)


def test_what_is_the_same_as_something_finished_is_finished(learner: User, rope: Roadmap) -> None:
    make_other("Sailing", same_as="rope/rigging")
    assert titles(learner, rope) == ["Sailing"]
    finish(learner, rope)
    assert titles(learner, rope) == []


def test_what_requires_nothing_is_not_named(learner: User, rope: Roadmap) -> None:
    make_other("Climbing", key="knots", optional=True)
    assert titles(learner, rope) == []


def test_a_guest_is_named_what_they_have_not_finished(rope: Roadmap, guest: Client) -> None:
    make_other("Climbing", key="knots")
    make_other("Caving", key="knots")
    for place in ("climbing/", "rope/"):
        for topic in Topic.objects.filter(roadmap__key=place[:-1]).select_related("node", "roadmap"):
            guest.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}, headers={"hx-request": "true"})
    named = read(guest.get("/roadmaps/rope/")).find(class_="next-roadmaps")
    assert named.list_links() == [("Caving", "/roadmaps/caving/")]


def test_an_edit_is_seen_at_once(learner: User, rope: Roadmap) -> None:
    make_other("Climbing", key="knots")
    make_edition(DEFAULT_DB_ALIAS)
    assert titles(learner, rope) == ["Climbing"]
    make_other("Caving", key="knots")
    make_edition(DEFAULT_DB_ALIAS)
    assert titles(learner, rope) == ["Caving", "Climbing"]


def test_nothing_is_asked_before_the_end(learner: User, rope: Roadmap) -> None:
    make_other("Climbing", key="knots")
    trail = read_trail(learner, rope)
    with count_queries(0):
        assert suggest_after(learner, trail) == []


class TestPages:
    """Roadmap page, home and the answer to the last mark say it alike."""

    @pytest.fixture
    def client(self, learner: User, rope: Roadmap) -> Client:
        make_other("Climbing", key="knots")
        finish(learner, rope)
        Mark.objects.filter(topic__roadmap__key="climbing").delete()
        return client_of(learner)

    def test_on_the_roadmap(self, client: Client) -> None:
        summary = read(client.get("/roadmaps/rope/")).find(class_="next-roadmaps")
        assert summary.list_links() == [("Climbing", "/roadmaps/climbing/")]

    def test_on_home(self, client: Client) -> None:
        assert read(client.get("/")).find(class_="next-roadmaps").list_links() == [("Climbing", "/roadmaps/climbing/")]

    def test_after_the_last_mark(self, client: Client) -> None:
        client.post("/roadmaps/rope/start/knots/mark/", {"status": "todo"})
        assert not read(client.get("/roadmaps/rope/")).list_all(class_="next-roadmaps")
        answer = client.post("/roadmaps/rope/start/knots/mark/", {"status": "done"}, headers={"hx-request": "true"})
        links = [place.list_links() for place in read(answer).list_all(class_="next-roadmaps")]
        assert links == [[("Climbing", "/roadmaps/climbing/")]] * 2  # in the header, and in the moment it is said
