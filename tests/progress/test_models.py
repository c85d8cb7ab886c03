"""What the database refuses, each rule broken once, and what goes with whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Cause, Change, Mark, Status
from roadmaps.models import Topic
from tests.factories import MarkFactory, TopicFactory


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(name="Knots")


def make_change(user: User, topic: Topic, **fields: Any) -> Change:
    return Change.objects.create(
        **{"user": user, "topic": topic, "before": "todo", "after": "done", "cause": "mark"} | fields
    )


@pytest.mark.parametrize(
    ("status", "reason"),
    [("todo", ""), ("learning", ""), ("done", ""), ("done", "known"), ("skipped", ""), ("skipped", "later")],
)
def test_takes_each_status_with_its_reasons(learner: User, topic: Topic, status: str, reason: str) -> None:
    mark = Mark.objects.create(user=learner, topic=topic, status=status, reason=reason)
    assert str(mark) == f"Knots: {Status(status).label}"


@pytest.mark.parametrize("status", ["", "half", "DONE", "finished"])
def test_refuses_an_unknown_status(learner: User, topic: Topic, status: str) -> None:
    with pytest.raises(IntegrityError, match="mark_status_is_known"), transaction.atomic():
        Mark.objects.create(user=learner, topic=topic, status=status)
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("todo", "known"),
        ("learning", "known"),
        ("skipped", "known"),
        ("todo", "later"),
        ("learning", "later"),
        ("done", "later"),
        ("done", "bored"),
    ],
)
def test_refuses_a_reason_that_does_not_fit(learner: User, topic: Topic, status: str, reason: str) -> None:
    with pytest.raises(IntegrityError, match="mark_reason_fits_status"), transaction.atomic():
        Mark.objects.create(user=learner, topic=topic, status=status, reason=reason)
    assert not Mark.objects.exists()


def test_refuses_a_second_mark_on_one_topic(learner: User, other_learner: User, topic: Topic) -> None:
    MarkFactory.create(user=learner, topic=topic)
    MarkFactory.create(user=other_learner, topic=topic)
    with pytest.raises(IntegrityError, match=r"mark_unique_per_user_and_topic|mark\.user_id"), transaction.atomic():
        MarkFactory.create(user=learner, topic=topic)
    assert Mark.objects.count() == 2


@pytest.mark.parametrize("field", ["before", "after"])
def test_refuses_an_unknown_status_in_the_history(learner: User, topic: Topic, field: str) -> None:
    with pytest.raises(IntegrityError, match="change_status_is_known"), transaction.atomic():
        make_change(learner, topic, **{field: "half"})
    assert not Change.objects.exists()


def test_refuses_an_unknown_cause(learner: User, topic: Topic) -> None:
    with pytest.raises(IntegrityError, match="change_cause_is_known"), transaction.atomic():
        make_change(learner, topic, cause="import")
    assert not Change.objects.exists()


@pytest.mark.parametrize("cause", Cause.values)
def test_takes_each_cause(learner: User, topic: Topic, cause: str) -> None:
    assert str(make_change(learner, topic, cause=cause)) == "Knots: todo → done"


def test_the_history_is_in_order(learner: User, topic: Topic) -> None:
    lines = [make_change(learner, topic) for _ in range(3)]
    assert list(Change.objects.all()) == lines
    assert len({line.batch for line in lines}) == 3


@pytest.mark.parametrize("part", ["topic", "node", "roadmap"])
def test_content_with_a_mark_cannot_be_deleted(learner: User, topic: Topic, part: str) -> None:
    MarkFactory.create(user=learner, topic=topic)
    things = {"topic": topic, "node": topic.node, "roadmap": topic.roadmap}
    with pytest.raises(ProtectedError):
        things[part].delete()
    assert Topic.objects.get() == topic


def test_content_with_a_history_cannot_be_deleted(learner: User, topic: Topic) -> None:
    make_change(learner, topic)
    with pytest.raises(ProtectedError):
        topic.delete()
    assert Topic.objects.get() == topic


def test_the_database_itself_protects_a_marked_topic(learner: User, topic: Topic) -> None:
    MarkFactory.create(user=learner, topic=topic)
    with transaction.atomic():
        Topic.objects.filter(pk=topic.pk)._raw_delete("default")
        # both databases look at foreign keys when the transaction ends, or when asked
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)
    assert Topic.objects.get() == topic


def test_an_account_takes_its_marks_and_history_along_and_nobody_elses(
    learner: User, other_learner: User, topic: Topic
) -> None:
    for person in (learner, other_learner):
        mark_topic(user=person, topic=topic, status="done")

    learner.delete()

    assert list(Mark.objects.values_list("user", flat=True)) == [other_learner.pk]
    assert list(Change.objects.values_list("user", flat=True)) == [other_learner.pk]


def test_marks_of_a_person(learner: User, other_learner: User, topic: Topic) -> None:
    mine = MarkFactory.create(user=learner, topic=topic)
    MarkFactory.create(user=other_learner, topic=topic)
    assert list(Mark.objects.of(learner)) == [mine]
