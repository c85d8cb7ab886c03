"""What is kept of a page is what the ordinary templates draw, and is shown only where nothing differs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.autoreload import file_changed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from progress import outline
from progress.actions import flag_topic, mark_topic
from progress.models import Bookmark, Finish, Mark, Walk
from progress.queries import catalogue
from progress.queries.digest import read_digest
from progress.redrawing import forget_what_was_drawn
from roadmaps.models import Roadmap, Topic
from roadmaps.revisions import raise_revision
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.queries import capture_queries

STATES = ["todo", "learning", "done", "done known", "skipped", "skipped later"]
NEW, OLD = datetime(2026, 5, 3, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def roadmap(db: None) -> Roadmap:
    """Two stages with two topics each."""
    roadmap = RoadmapFactory.create(key="trail")
    for _ in range(2):
        node = NodeFactory.create(roadmap=roadmap)
        TopicFactory.create_batch(2, node=node)
    return roadmap


@pytest.fixture
def topic(roadmap: Roadmap) -> Topic:
    return Topic.objects.select_related("node", "roadmap").filter(roadmap=roadmap).earliest("id")


def read(client: Client, address: str = "/roadmaps/trail/") -> str:
    """The page, its tokens aside: each answer has its own."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


def count_reads(client: Client) -> int:
    with capture_queries() as statements:
        read(client)
    return len(statements)


def read_anew(client: Client) -> str:
    """The page as it is where nothing was kept."""
    outline.forget()
    return read(client)


def read_plain(client: Client) -> str:
    """The page as its templates render it one within another: what asks for something is not kept as a whole."""
    return read(client, "/roadmaps/trail/?plain=").replace("?plain=", "").replace("%3Fplain%3D", "")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(st.lists(st.sampled_from(STATES), min_size=4, max_size=4), min_size=2, max_size=3))
def test_the_page_of_each_learner_is_the_one_that_is_drawn_anew(roadmap: Roadmap, states: list[list[str]]) -> None:
    topics = list(roadmap.topics.order_by("id"))
    clients = []
    for theirs in states:
        user = UserFactory.create()
        for topic, state in zip(topics, theirs, strict=True):
            status, _space, reason = state.partition(" ")
            mark_topic(user=user, topic=topic, status=status, reason=reason)
        clients.append(client_of(user))
    outline.forget()
    first = [read(client) for client in clients]
    assert [read(client) for client in clients] == first
    assert [read_anew(client) for client in clients] == first
    assert [read_plain(client) for client in clients] == first


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(STATES)), min_size=4, max_size=6))
def test_the_answer_to_a_mark_is_the_one_that_is_drawn_anew(roadmap: Roadmap, presses: list[tuple[int, str]]) -> None:
    """Two learners press the same; for one of them nothing is ever kept."""
    topics = list(roadmap.topics.order_by("id").select_related("node", "roadmap"))
    one, other = UserFactory.create(), UserFactory.create()
    first = [press_as(one, topics[place], state) for place, state in presses]
    for (place, state), answer in zip(presses, first, strict=True):
        outline.parts.clear()
        assert press_as(other, topics[place], state) == answer


def press_as(user: User, topic: Topic, state: str) -> str:
    """The answer to a mark, without what tells whose it is and which."""
    sent = {"status": state, "next": "/roadmaps/trail/"}
    answer = client_of(user).post(f"{topic.get_absolute_url()}mark/", sent, headers={"hx-request": "true"})
    assert answer.status_code == 200
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|mine)" value=")\w+', r"\1", answer.content.decode())
    return re.sub(r"/undo/[-\w]+/", "", text)


def test_a_token_is_new_in_each_answer(roadmap: Roadmap, learner: User) -> None:
    client = client_of(learner)
    first, second = (client.get("/roadmaps/trail/").content.decode() for _ in range(2))
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)) for text in (first, second)]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert outline.TOKEN not in first + second


def mark_it(user: User, topic: Topic) -> None:
    mark_topic(user=user, topic=topic, status="done")


def flag_it(user: User, topic: Topic) -> None:
    Mark.objects.filter(user=user).update(revise=True)


def finish_it_later(user: User, topic: Topic) -> None:
    Mark.objects.filter(user=user).update(finished_at=NEW)


def reach_an_end(user: User, topic: Topic) -> None:
    Finish.objects.create(user=user, roadmap=topic.roadmap, topics=[topic.pk], at=OLD)


def keep_it_at_hand(user: User, topic: Topic) -> None:
    Bookmark.objects.create(user=user, roadmap=topic.roadmap)


def say_why(user: User, topic: Topic) -> None:
    Walk.objects.create(user=user, roadmap=topic.roadmap, why="Because.")


def edit_content(user: User, topic: Topic) -> None:
    raise_revision(topic.roadmap_id)
    Topic.objects.filter(pk=topic.pk).update(name="Another name")


def change_theme(user: User, topic: Topic) -> None:
    User.objects.update(theme="dark")


def change_language(user: User, topic: Topic) -> None:
    User.objects.update(language="de")


def switch_keys_off(user: User, topic: Topic) -> None:
    User.objects.update(shortcuts=False)


def name_it_elsewhere(user: User, topic: Topic) -> None:
    twin = TopicFactory.create(node=NodeFactory.create(), same_as=f"trail/{topic.key}")
    MarkFactory.create(user=user, topic=twin, status="skipped")


@pytest.mark.parametrize(
    "change",
    [
        mark_it, flag_it, finish_it_later, reach_an_end, keep_it_at_hand, say_why, edit_content, change_theme,
        change_language, switch_keys_off, name_it_elsewhere,
    ],
)  # fmt: skip
def test_a_page_is_drawn_anew_when_anything_it_shows_has_changed(
    roadmap: Roadmap, topic: Topic, learner: User, change: Callable[[User, Topic], None]
) -> None:
    other = roadmap.topics.latest("id")
    MarkFactory.create(user=learner, topic=other, status="done", finished_at=OLD)
    Topic.objects.filter(pk=other.pk).update(changed_at=datetime(2026, 3, 3, tzinfo=UTC))
    client = client_of(learner)
    before = read(client)
    change(learner, topic)
    after = read(client)
    assert after != before
    assert read_anew(client) == after


def mark_and_take_back(user: User, topic: Topic) -> None:
    for status in ("learning", "todo", "learning", "todo"):
        mark_topic(user=user, topic=topic, status=status)


def flag_and_take_back(user: User, topic: Topic) -> None:
    mark_topic(user=user, topic=topic, status="done")
    for revise in (True, False):
        flag_topic(user=user, topic=topic, revise=revise)


def keep_and_let_go(user: User, topic: Topic) -> None:
    for _ in range(2):
        Bookmark.objects.all().delete()
        keep_it_at_hand(user, topic)


def say_why_and_unsay(user: User, topic: Topic) -> None:
    walk, _made = Walk.objects.get_or_create(user=user, roadmap=topic.roadmap)
    walk.save()


@pytest.mark.parametrize("change", [mark_and_take_back, flag_and_take_back, keep_and_let_go, say_why_and_unsay])
def test_what_was_moved_and_put_back_is_not_the_same_again(
    roadmap: Roadmap, topic: Topic, learner: User, change: Callable[[User, Topic], None]
) -> None:
    """A page is drawn from rows read after its digest: were a digest to return, another state could stand under it."""
    change(learner, topic)
    before = read_digest(learner, "trail")
    assert read_digest(learner, "trail") == before
    change(learner, topic)
    assert read_digest(learner, "trail") != before


def test_another_learner_never_gets_it(roadmap: Roadmap, learner: User, other_learner: User) -> None:
    mine, theirs = read(client_of(learner)), read(client_of(other_learner))
    assert f'name="mine" value="{learner.pk}"' in mine
    assert mine.replace(f'name="mine" value="{learner.pk}"', f'name="mine" value="{other_learner.pk}"') == theirs


class TestQueries:
    def test_seen_before_a_page_is_one_query(self, roadmap: Roadmap, learner: User) -> None:
        client = client_of(learner)
        assert count_reads(client) > 3
        assert count_reads(client) == 3  # 1 session  2 person  3 what the page is drawn from

    def test_guests_share_theirs(self, roadmap: Roadmap, guest: Client) -> None:
        read(Client())
        assert count_reads(guest) == 1  # what the page is drawn from

    @pytest.mark.parametrize("query", ["?status=done", "?view=map", "?q=a"])
    def test_a_filter_is_not_kept(self, roadmap: Roadmap, guest: Client, query: str) -> None:
        read(guest, f"/roadmaps/trail/{query}")
        assert len(outline.pages.values) == 0

    def test_what_editors_see_is_not_kept(self, roadmap: Roadmap, editor: User) -> None:
        read(client_of(editor))
        assert len(outline.pages.values) == 0

    def test_what_shows_another_roadmap_is_not_kept(self, roadmap: Roadmap, topic: Topic, guest: Client) -> None:
        Topic.objects.filter(pk=topic.pk).update(same_as="elsewhere/thing")
        read(guest)
        assert len(outline.pages.values) == 0


def test_a_message_is_shown_once(roadmap: Roadmap, topic: Topic, learner: User) -> None:
    client = client_of(learner)
    read(client)
    client.post(f"{topic.get_absolute_url()}mark/", {"status": "done", "next": "/roadmaps/trail/"})
    assert ["data-undo" in read(client) for _ in range(3)] == [True, False, False]


def test_a_draft_stays_hidden_from_learners(roadmap: Roadmap, learner: User) -> None:
    client = client_of(learner)
    read(client)
    Roadmap.objects.update(status="draft")
    assert client.get("/roadmaps/trail/").status_code == 404


def test_a_template_that_is_being_written_is_seen_at_the_next_look(roadmap: Roadmap, learner: User) -> None:
    read(client_of(learner))
    client_of(learner).get("/roadmaps/")
    results = file_changed.send(sender=None, file_path=Path("templates/roadmaps/_row.html"))
    assert len(outline.parts.values) == len(outline.pages.values) == 0
    assert catalogue.kept_index is None
    assert [answer for receiver, answer in results if receiver is forget_what_was_drawn] == [None]
