"""Rows read by a statement of our own are what the ORM would have given."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from accounts.models import User
from progress.actions.rows import read_rows
from progress.models import Cause, Change, Mark
from roadmaps.models import Topic
from tests.factories import MarkFactory, TopicFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 3, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def topic() -> Topic:
    return TopicFactory.create()


def test_they_have_every_value_of_every_kind(learner: User, topic: Topic) -> None:
    MarkFactory.create(user=learner, topic=topic, status="done", revise=True, finished_at=NOON, evidence="É 'x' %s")
    MarkFactory.create(user=learner)
    Change.objects.create(
        user=learner, topic=topic, before="todo", after="done", cause=Cause.MARK, batch=uuid.uuid4(), revise_after=True
    )
    for model in (Mark, Change):
        expected = {row.pk: row.__dict__ for row in model.objects.filter(user=learner)}
        found = {row.pk: row.__dict__ for row in read_rows(model, "user_id = %s ORDER BY id", [learner.pk])}
        for row in (*expected.values(), *found.values()):
            row.pop("_state")
        assert found == expected


def test_a_row_that_was_read_is_stored_as_the_same(learner: User, topic: Topic) -> None:
    MarkFactory.create(user=learner, topic=topic, status="learning")
    [mark] = read_rows(Mark, "user_id = %s", [learner.pk])
    mark.status = "done"
    mark.save()
    assert Mark.objects.get().status == "done"


def test_where_nothing_fits_there_is_none(learner: User) -> None:
    assert read_rows(Mark, "user_id = %s", [learner.pk]) == []
