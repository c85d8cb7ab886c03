"""Whatever a learner does in whatever order, the history replays to the marks, and undo does what it says."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from progress.actions import mark_topic, reset_place, undo_batch
from progress.models import Change, Mark
from tests.factories import MarkFactory, NodeFactory, TopicFactory, UserFactory

KEYS = ("a", "b", "c")
State = tuple[str, str]
TODO: State = ("todo", "")
STATES: list[State] = [TODO, ("learning", ""), ("done", ""), ("done", "known"), ("skipped", ""), ("skipped", "later")]


class Learning(RuleBasedStateMachine):
    """One learner on three topics, beside a plain model of what should stand where."""

    def __init__(self) -> None:
        super().__init__()
        node = NodeFactory.create()
        self.user, self.other, self.roadmap = UserFactory.create(), UserFactory.create(), node.roadmap
        self.topics = {key: TopicFactory.create(node=node, key=key) for key in KEYS}
        MarkFactory.create(user=self.other, topic=self.topics["a"])
        self.standing = dict.fromkeys(KEYS, TODO)
        self.batches: list[tuple[uuid.UUID, dict[str, State]]] = []  # with what stood before
        self.last: dict[str, uuid.UUID] = {}  # which batch moved a topic last

    def note(self, batch: uuid.UUID | None, moved: dict[str, State]) -> None:
        """Takes a batch into the model; there is one exactly when something moves."""
        assert (batch is not None) is bool(moved)
        if batch:
            self.batches.append((batch, {key: self.standing[key] for key in moved}))
            self.last.update(dict.fromkeys(moved, batch))
            self.standing |= moved

    @rule(key=st.sampled_from(KEYS), state=st.sampled_from(STATES))
    def mark(self, key: str, state: State) -> None:
        batch = mark_topic(user=self.user, topic=self.topics[key], status=state[0], reason=state[1])
        self.note(batch, {key: state} if self.standing[key] != state else {})

    @rule()
    def reset(self) -> None:
        moving = {key: TODO for key, state in self.standing.items() if state != TODO}
        moved = reset_place(user=self.user, place=self.roadmap)
        assert len(moved.topics) == len(moving)
        self.note(moved.batch, moving)

    @rule(choice=st.integers(0, 50))
    def undo(self, choice: int) -> None:
        if not self.batches:
            return
        batch, before = self.batches[choice % len(self.batches)]
        current = {key: state for key, state in before.items() if self.last[key] == batch}
        undone = undo_batch(user=self.user, batch=batch)
        assert {topic.key for topic in undone.restored} == set(current)
        assert {topic.key for topic in undone.left_alone} == set(before) - set(current)
        if current:
            inverse = Change.objects.filter(user=self.user).latest("id").batch
            self.note(inverse, current)

    @invariant()
    def the_marks_stand_as_they_should(self) -> None:
        marks = {mark.topic_id: (mark.status, mark.reason) for mark in Mark.objects.of(self.user)}
        assert {key: marks.get(topic.pk, TODO) for key, topic in self.topics.items()} == self.standing

    @invariant()
    def the_history_replays_to_the_marks(self) -> None:
        replayed: dict[int, State] = {}
        for line in Change.objects.filter(user=self.user):
            assert (line.before, line.before_reason) == replayed.get(line.topic_id, TODO)
            replayed[line.topic_id] = (line.after, line.after_reason)
        assert {key: replayed.get(topic.pk, TODO) for key, topic in self.topics.items()} == self.standing

    @invariant()
    def dates_fit_the_status(self) -> None:
        for mark in Mark.objects.of(self.user):
            assert (mark.finished_at is not None) is ((mark.status, mark.reason) == ("done", ""))
            assert mark.started_at is not None or mark.status != "learning"

    @invariant()
    def nobody_else_is_touched(self) -> None:
        assert list(Mark.objects.of(self.other).values_list("status", "topic__key")) == [("learning", "a")]
        assert not Change.objects.filter(user=self.other).exists()


@pytest.mark.django_db
@pytest.mark.no_cover  # a long walk over lines that other tests hold
def test_history_replays_to_the_marks() -> None:
    run_state_machine_as_test(
        Learning,
        settings=settings(
            max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
