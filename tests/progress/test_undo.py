"""Undo takes back what one batch did, and nothing else."""

from __future__ import annotations

import uuid
from itertools import product

import pytest

from accounts.models import User
from progress.actions import moves, reset_place, undo_batch
from progress.models import Change
from roadmaps.models import Topic
from tests.factories import NodeFactory, TopicFactory
from tests.progress.marks import NINE, STATES, TEN, history, mark_of, put, rows_of, state_of


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(key="knots")


@pytest.fixture
def trail(db: None) -> list[Topic]:
    """Three topics in one node."""
    node = NodeFactory.create()
    return [TopicFactory.create(node=node, key=key) for key in ("a", "b", "c")]


class TestUndo:
    @pytest.mark.parametrize(("first", "second"), [pair for pair in product(STATES, STATES) if pair[0] != pair[1]])
    def test_takes_back_a_mark_dates_and_all(self, learner: User, topic: Topic, first: str, second: str) -> None:
        put(learner, topic, first, NINE)
        before = rows_of(learner)
        batch = put(learner, topic, second, TEN)
        assert batch

        undone = undo_batch(user=learner, batch=batch)

        assert (undone.restored, undone.left_alone) == ((topic,), ())
        assert rows_of(learner) == (before or [(topic.pk, "todo", "", None, None)])
        status, _, reason = first.partition(" ")
        was, _, was_reason = second.partition(" ")
        assert history(learner)[-1] == (was, was_reason, status, reason, "undo")

    def test_takes_back_a_reset_whole(self, learner: User, trail: list[Topic]) -> None:
        for topic, state in zip(trail, ["learning", "done", "skipped later"], strict=True):
            put(learner, topic, state)
        before = rows_of(learner)
        batch = reset_place(user=learner, place=trail[0].roadmap).batch
        assert batch

        undone = undo_batch(user=learner, batch=batch)

        assert (undone.restored, undone.left_alone) == (tuple(trail), ())
        assert rows_of(learner) == before
        assert [line[-1] for line in history(learner)] == ["mark"] * 3 + ["reset"] * 3 + ["undo"] * 3
        assert Change.objects.filter(cause="undo").values("batch").distinct().count() == 1

    def test_takes_back_more_than_is_locked_at_once(
        self, learner: User, trail: list[Topic], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(moves, "CHUNK", 2)
        for topic in trail:
            put(learner, topic, "done")
        before = rows_of(learner)

        moved = reset_place(user=learner, place=trail[0].roadmap)
        assert moved.topics == {topic.pk for topic in trail}
        assert {state_of(learner, topic) for topic in trail} == {"todo"}

        assert moved.batch
        assert undo_batch(user=learner, batch=moved.batch).restored == tuple(trail)
        assert rows_of(learner) == before

    def test_leaves_alone_what_changed_since(self, learner: User, trail: list[Topic]) -> None:
        for topic in trail:
            put(learner, topic, "done")
        batch = reset_place(user=learner, place=trail[0].roadmap).batch
        assert batch
        put(learner, trail[1], "learning")

        undone = undo_batch(user=learner, batch=batch)

        assert (undone.restored, undone.left_alone) == ((trail[0], trail[2]), (trail[1],))
        assert [state_of(learner, topic) for topic in trail] == ["done", "learning", "done"]

    def test_a_mark_there_and_back_counts_as_changed_since(self, learner: User, topic: Topic) -> None:
        batch = put(learner, topic, "done")
        assert batch
        put(learner, topic, "todo")
        put(learner, topic, "done", TEN)
        undone = undo_batch(user=learner, batch=batch)
        assert (undone.restored, undone.left_alone) == ((), (topic,))
        assert mark_of(learner, topic).finished_at == TEN

    def test_twice_does_nothing_more(self, learner: User, topic: Topic) -> None:
        batch = put(learner, topic, "done")
        assert batch
        undo_batch(user=learner, batch=batch)
        lines = history(learner)

        undone = undo_batch(user=learner, batch=batch)

        assert (undone.restored, undone.left_alone) == ((), (topic,))
        assert (state_of(learner, topic), history(learner)) == ("todo", lines)

    def test_an_undo_can_be_undone(self, learner: User, topic: Topic) -> None:
        batch = put(learner, topic, "done")
        assert batch
        undo_batch(user=learner, batch=batch)
        inverse = Change.objects.get(cause="undo").batch
        assert undo_batch(user=learner, batch=inverse).restored == (topic,)
        assert (state_of(learner, topic), mark_of(learner, topic).finished_at) == ("done", NINE)

    def test_a_batch_of_someone_else_cannot_be_touched(self, learner: User, other_learner: User, topic: Topic) -> None:
        batch = put(other_learner, topic, "done")
        assert batch
        put(learner, topic, "done")

        undone = undo_batch(user=learner, batch=batch)

        assert (undone.restored, undone.left_alone) == ((), ())
        assert (state_of(other_learner, topic), state_of(learner, topic)) == ("done", "done")
        assert (len(history(other_learner)), len(history(learner))) == (1, 1)

    def test_an_unknown_batch_does_nothing(self, learner: User) -> None:
        undone = undo_batch(user=learner, batch=uuid.uuid4())
        assert (undone.restored, undone.left_alone) == ((), ())

    def test_works_on_a_topic_that_was_retired_since(self, learner: User, topic: Topic) -> None:
        batch = put(learner, topic, "done")
        assert batch
        Topic.objects.filter(pk=topic.pk).update(retired=True)
        assert undo_batch(user=learner, batch=batch).restored == (topic,)
        assert state_of(learner, topic) == "todo"
