"""Two tabs at once, for real: threads with connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import TypeVar

import pytest
from django.db import connection, transaction

from accounts.models import User
from progress.actions import mark_topic, reset_place, undo_batch
from progress.actions.bookmarks import keep_at_hand
from progress.actions.notes import StaleNoteError, save_note
from progress.actions.own_links import DuplicateLinkError, add_own_link
from progress.models import Bookmark, Change, Mark, Note, OwnLink
from roadmaps.models import Topic
from tests.factories import NodeFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

Result = TypeVar("Result")


@pytest.fixture
def person() -> User:
    return UserFactory.create()


@pytest.fixture
def topic() -> Topic:
    return TopicFactory.create()


def run_together(*calls: Callable[[], Result]) -> list[Result]:
    """Starts all calls at one moment, each in a thread; their results in order, or the first failure."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result:
        try:
            barrier.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, call) for call in calls]]


def replay(user: User) -> dict[int, str]:
    """The status of each topic by the history alone; fails where a line does not start where the last one ended."""
    standing: dict[int, str] = {}
    for line in Change.objects.filter(user=user):
        assert line.before == standing.get(line.topic_id, "todo")
        standing[line.topic_id] = line.after
    return standing


def test_the_first_mark_of_two_tabs_makes_one_row(person: User, topic: Topic) -> None:
    """The first tab has written and not yet committed when the second writes: the second wins, and knows the first."""
    written, asked = Event(), Event()

    def first() -> None:
        with transaction.atomic():
            mark_topic(user=person, topic=topic, status="learning")
            written.set()
            assert asked.wait(timeout=30)
            Event().wait(0.3)  # the other tab reaches the database meanwhile, and waits there

    def second() -> None:
        assert written.wait(timeout=30)
        asked.set()
        mark_topic(user=person, topic=topic, status="done")

    run_together(first, second)

    assert Mark.objects.get().status == "done"
    assert Mark.objects.get().started_at is not None
    assert list(Change.objects.values_list("before", "after")) == [("todo", "learning"), ("learning", "done")]


def test_the_same_mark_from_two_tabs_is_one_change(person: User, topic: Topic) -> None:
    def press() -> object:
        return mark_topic(user=person, topic=topic, status="done")

    batches = run_together(press, press, press)

    assert batches.count(None) == 2
    assert (Mark.objects.count(), Change.objects.count()) == (1, 1)


def test_many_tabs_leave_an_unbroken_history(person: User, topic: Topic) -> None:
    for _ in range(4):
        run_together(
            *(
                lambda status=status: mark_topic(user=person, topic=topic, status=status)
                for status in ("todo", "learning", "done", "skipped")
            )
        )
    assert replay(person) == {topic.pk: Mark.objects.get().status}


def test_two_tabs_undo_one_batch_once(person: User, topic: Topic) -> None:
    batch = mark_topic(user=person, topic=topic, status="done")
    assert batch

    undone = run_together(*[lambda: undo_batch(user=person, batch=batch)] * 2)

    assert sorted((len(one.restored), len(one.left_alone)) for one in undone) == [(0, 1), (1, 0)]
    assert list(Change.objects.values_list("cause", flat=True)) == ["mark", "undo"]


def test_reset_and_mark_at_once_agree_with_the_history(person: User) -> None:
    node = NodeFactory.create()
    topics = [TopicFactory.create(node=node) for _ in range(5)]
    for _ in range(3):
        for topic in topics:
            mark_topic(user=person, topic=topic, status="done")
        run_together(
            lambda: reset_place(user=person, place=node.roadmap),
            lambda: mark_topic(user=person, topic=topics[4], status="learning"),
            lambda: mark_topic(user=person, topic=topics[0], status="skipped"),
        )
    assert replay(person) == dict(Mark.objects.values_list("topic_id", "status"))


def test_the_first_note_of_two_tabs_is_kept_and_the_other_told(person: User, topic: Topic) -> None:
    def write(text: str) -> str:
        try:
            note = save_note(user=person, topic=topic, text=text, version=0)
        except StaleNoteError as error:
            return f"told of {error.theirs.text}" if error.theirs else ""
        return f"kept {note.text}" if note else ""

    answers = run_together(*(lambda text=text: write(text) for text in "abc"))

    kept = Note.objects.get().text
    assert sorted(answers) == sorted([f"kept {kept}", *[f"told of {kept}"] * 2])


def test_of_many_tabs_over_one_version_one_wins(person: User, topic: Topic) -> None:
    first = save_note(user=person, topic=topic, text="first", version=0)
    assert first

    def write(text: str) -> bool:
        try:
            save_note(user=person, topic=topic, text=text, version=first.version)
        except StaleNoteError:
            return False
        return True

    assert sorted(run_together(*(lambda text=text: write(text) for text in ["a", "b", ""]))) == [False, False, True]


def test_a_link_kept_from_two_tabs_is_one(person: User, topic: Topic) -> None:
    def keep() -> bool:
        try:
            add_own_link(user=person, topic=topic, url="https://example.org/")
        except DuplicateLinkError:
            return False
        return True

    assert sorted(run_together(keep, keep)) == [False, True]
    assert OwnLink.objects.count() == 1


@pytest.mark.parametrize("is_topic", [True, False])
def test_a_bookmark_from_two_tabs_is_one(person: User, topic: Topic, is_topic: bool) -> None:
    thing = topic if is_topic else topic.roadmap

    run_together(*[lambda: keep_at_hand(user=person, thing=thing, on=True)] * 3)
    assert Bookmark.objects.count() == 1

    run_together(*[lambda: keep_at_hand(user=person, thing=thing, on=False)] * 3)
    assert Bookmark.objects.count() == 0
