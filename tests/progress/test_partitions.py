"""Marks in partitions by learner, on PostgreSQL: the code does not notice. (SQLite has none: there the real table.)"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from progress.models import Mark
from roadmaps.models import Topic
from tests.benchmarks.partitions import PARTS, REFERRERS, count_parts, partition_marks
from tests.clients import client_of
from tests.factories import MarkFactory, UserFactory

HTMX = {"hx-request": "true"}


def press(client: Client, status: str) -> int:
    return client.post("/roadmaps/rope/start/knots/mark/", {"status": status}, headers=HTMX).status_code


def test_marking_works_in_partitions(learner: User, topics: list[Topic]) -> None:
    others = UserFactory.create_batch(40)
    for person in others:
        MarkFactory.create(user=person, topic=topics[0], status="done")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(REFERRERS)
            assert cursor.fetchone() == (0,)  # nothing refers to a mark by its id
        partition_marks()
        counts = count_parts()
        assert (len(counts), sum(counts)) == (PARTS, 40)
        assert sum(map(bool, counts)) > PARTS / 2
    client = client_of(learner)
    assert [press(client, status) for status in ("done", "learning", "done", "todo", "skipped")] == [200] * 5
    mark = Mark.objects.get(user=learner, topic=topics[0])
    assert (mark.status, Mark.objects.count()) == ("skipped", 41)
    assert client.get("/roadmaps/rope/").status_code == 200
    with pytest.raises(IntegrityError, match=r"mark|UNIQUE"), transaction.atomic():
        MarkFactory.create(user=learner, topic=topics[0])
    learner.delete()
    assert Mark.objects.count() == 40
