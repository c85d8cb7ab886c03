"""Marking and resetting: every write of progress but undo."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.db.models import Model

from accounts.models import User
from progress.actions import Moved, UnknownStatusError, check_status, mark_topic, moves, reset_place, undo_batch
from progress.actions.rows import insert_row
from progress.models import Cause, Change, Mark
from roadmaps.models import Roadmap, Topic
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.marks import NINE, NOON, STATES, TEN, history, mark_of, put, rows_of, state_of


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(key="knots")


@pytest.fixture
def trail(db: None) -> list[Topic]:
    """Three topics in one node."""
    node = NodeFactory.create()
    return [TopicFactory.create(node=node, key=key) for key in ("a", "b", "c")]


class TestMark:
    def test_makes_a_mark_and_a_line_of_history(self, learner: User, topic: Topic) -> None:
        batch = put(learner, topic, "done")

        mark = mark_of(learner, topic)
        assert (mark.status, mark.reason, mark.started_at, mark.finished_at) == ("done", "", None, NINE)
        change = Change.objects.get()
        assert (change.user, change.topic, change.batch, change.at) == (learner, topic, batch, NINE)
        assert (change.before, change.after, change.cause) == ("todo", "done", Cause.MARK)
        assert (change.started_before, change.finished_before) == (None, None)

    @pytest.mark.parametrize(("first", "second"), list(product(STATES, STATES)))
    def test_moves_from_each_state_to_each(self, learner: User, topic: Topic, first: str, second: str) -> None:
        put(learner, topic, first)
        lines = len(history(learner))
        batch = put(learner, topic, second, TEN)

        if first == second:
            assert (batch, len(history(learner))) == (None, lines)
            return
        mark = mark_of(learner, topic)
        assert state_of(learner, topic) == second
        assert mark.updated_at == TEN
        assert mark.started_at == (NINE if first == "learning" else TEN if second == "learning" else None)
        assert mark.finished_at == (TEN if second == "done" else None)
        before, _, before_reason = first.partition(" ")
        after, _, after_reason = second.partition(" ")
        assert history(learner)[lines:] == [(before, before_reason, after, after_reason, "mark")]
        assert Change.objects.latest("id").finished_before == (NINE if first == "done" else None)

    def test_a_start_once_made_is_kept(self, learner: User, topic: Topic) -> None:
        put(learner, topic, "learning", NINE)
        for state in ("done", "todo", "skipped later", "learning", "done known"):
            put(learner, topic, state, TEN)
            assert mark_of(learner, topic).started_at == NINE

    def test_finishing_again_counts_from_the_last_time(self, learner: User, topic: Topic) -> None:
        for state, when in (("done", NINE), ("learning", TEN), ("done", NOON)):
            put(learner, topic, state, when)
        assert mark_of(learner, topic).finished_at == NOON

    @pytest.mark.parametrize("state", STATES)
    def test_the_same_again_changes_nothing(self, learner: User, topic: Topic, state: str) -> None:
        put(learner, topic, state)
        before = list(Mark.objects.values()), list(Change.objects.values())
        assert put(learner, topic, state, TEN) is None
        assert (list(Mark.objects.values()), list(Change.objects.values())) == before

    def test_to_do_on_an_unmarked_topic_makes_no_row(self, learner: User, topic: Topic) -> None:
        assert put(learner, topic, "todo") is None
        assert (Mark.objects.count(), Change.objects.count()) == (0, 0)

    @pytest.mark.parametrize("what", ["topic", "node"])
    def test_a_retired_topic_can_be_marked(self, learner: User, topic: Topic, what: str) -> None:
        thing = topic if what == "topic" else topic.node
        thing.retired = True
        thing.save()
        assert put(learner, topic, "done") is not None
        assert state_of(learner, topic) == "done"

    def test_touches_no_other_person_and_no_other_topic(
        self, learner: User, other_learner: User, trail: list[Topic]
    ) -> None:
        for person, state in ((learner, "learning"), (other_learner, "skipped")):
            for topic in trail:
                put(person, topic, state)
        put(learner, trail[0], "done", TEN)
        assert [state_of(learner, topic) for topic in trail] == ["done", "learning", "learning"]
        assert [state_of(other_learner, topic) for topic in trail] == ["skipped"] * 3

    def test_says_its_cause(self, learner: User, topic: Topic) -> None:
        mark_topic(user=learner, topic=topic, status="done", cause=Cause.GUEST)
        assert history(learner) == [("todo", "", "done", "", "guest")]

    def test_writes_no_content(self, learner: User, topic: Topic) -> None:
        before = list(Topic.objects.values()), list(Roadmap.objects.values())
        put(learner, topic, "done")
        assert (list(Topic.objects.values()), list(Roadmap.objects.values())) == before


UNKNOWN = [
    ("", ""), ("half", ""), ("DONE", ""), ("done\0", ""), ("done ", ""), ("known", ""), ("done", "later"),
    ("skipped", "known"), ("todo", "known"), ("learning", "later"), ("done", "bored"),
]  # fmt: skip


class TestUnknownStatus:
    @pytest.mark.parametrize(("status", "reason"), UNKNOWN)
    def test_is_refused_and_nothing_changes(self, learner: User, topic: Topic, status: str, reason: str) -> None:
        put(learner, topic, "learning")
        with pytest.raises(UnknownStatusError):
            mark_topic(user=learner, topic=topic, status=status, reason=reason)
        assert state_of(learner, topic) == "learning"
        assert len(history(learner)) == 1

    def test_is_named(self) -> None:
        with pytest.raises(UnknownStatusError, match=r"There is no status 'half' with reason 'later'\."):
            check_status("half", "later")

    @pytest.mark.parametrize("state", STATES)
    def test_the_known_pass(self, state: str) -> None:
        status, _, reason = state.partition(" ")
        check_status(status, reason)


def test_a_row_made_between_read_and_write_is_no_failure(
    learner: User, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another tab does, forced: its row is there just before ours is written. Our second try decides."""
    tries: list[Model] = []

    def come_first(row: Model) -> None:
        if isinstance(row, Mark):
            tries.append(row)
            if len(tries) == 1:
                Mark.objects.bulk_create([Mark(user=learner, topic=topic, status="skipped")])
        insert_row(row)

    monkeypatch.setattr(moves, "insert_row", come_first)
    batch = put(learner, topic, "done")

    assert len(tries) == 2
    assert state_of(learner, topic) == "done"
    assert [line.batch for line in Change.objects.all()] == [batch]


class TestReset:
    def test_puts_every_topic_back_in_one_batch(self, learner: User, trail: list[Topic]) -> None:
        for topic, state in zip(trail, ["learning", "done known", "skipped later"], strict=True):
            put(learner, topic, state)

        moved = reset_place(user=learner, place=trail[0].roadmap)

        assert moved.batch
        assert moved.topics == {topic.pk for topic in trail}
        assert (
            list(Mark.objects.values_list("status", "reason", "started_at", "finished_at"))
            == [("todo", "", None, None)] * 3
        )
        assert history(learner)[3:] == [
            ("learning", "", "todo", "", "reset"),
            ("done", "known", "todo", "", "reset"),
            ("skipped", "later", "todo", "", "reset"),
        ]
        assert list(Change.objects.filter(batch=moved.batch).values_list("topic", flat=True)) == [
            topic.pk for topic in trail
        ]

    def test_moves_the_time_of_the_marks(self, learner: User, topic: Topic) -> None:
        put(learner, topic, "done", NINE)
        with time_machine.travel(TEN, tick=False):
            reset_place(user=learner, place=topic.roadmap)
        assert mark_of(learner, topic).updated_at == TEN

    def test_resets_what_has_left_the_trail_too(self, learner: User, trail: list[Topic]) -> None:
        put(learner, trail[0], "done")
        Topic.objects.filter(pk=trail[0].pk).update(retired=True)
        assert reset_place(user=learner, place=trail[0].roadmap).topics == {trail[0].pk}

    @pytest.mark.parametrize("state", [None, "todo"])
    def test_without_a_mark_nothing_changes(self, learner: User, topic: Topic, state: str | None) -> None:
        if state:
            MarkFactory.create(user=learner, topic=topic, status=state)
        assert reset_place(user=learner, place=topic.roadmap) == Moved()
        assert history(learner) == []

    def test_leaves_other_roadmaps_and_other_people_alone(
        self, learner: User, other_learner: User, topic: Topic
    ) -> None:
        elsewhere = TopicFactory.create(node__roadmap=RoadmapFactory.create())
        put(learner, topic, "done")
        put(learner, elsewhere, "done")
        put(other_learner, topic, "done")

        reset_place(user=learner, place=topic.roadmap)

        assert state_of(learner, topic) == "todo"
        assert (state_of(learner, elsewhere), state_of(other_learner, topic)) == ("done", "done")


def refuse_history(execute: Callable[..., object], sql: str, *rest: object) -> object:
    """A database that fails at the last statement of each action."""
    if sql.startswith('INSERT INTO "progress_change"'):
        raise ZeroDivisionError
    return execute(sql, *rest)


@pytest.mark.parametrize("action", ["mark", "reset", "undo"])
def test_every_action_is_done_whole_or_not_at_all(learner: User, trail: list[Topic], action: str) -> None:
    for topic in trail:
        put(learner, topic, "done")
    batch = reset_place(user=learner, place=trail[0].roadmap).batch
    put(learner, trail[0], "learning")
    assert batch
    actions: dict[str, Callable[[], object]] = {
        "mark": lambda: put(learner, trail[0], "done"),
        "reset": lambda: reset_place(user=learner, place=trail[0].roadmap),
        "undo": lambda: undo_batch(user=learner, batch=batch),
    }
    before = rows_of(learner), history(learner)

    with connection.execute_wrapper(refuse_history), pytest.raises(ZeroDivisionError):
        actions[action]()

    assert (rows_of(learner), history(learner)) == before
