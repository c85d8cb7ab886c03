"""A new edition with each transaction that writes a roadmap, and with no other."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, connections, transaction

from roadmaps.models import Edition, Roadmap
from roadmaps.models.editions import find_newest, settle_edition
from roadmaps.revisions import raise_revision
from tests.factories import RoadmapFactory, TopicFactory
from tests.queries import count_queries

WRITES: dict[str, Callable[[Roadmap], object]] = {
    "save": lambda roadmap: roadmap.save(update_fields=["featured"]),
    "create": lambda roadmap: Roadmap.objects.create(key="new", title="New"),
    "bulk_create": lambda roadmap: Roadmap.objects.bulk_create([Roadmap(key="new", title="New")]),
    "update": lambda roadmap: Roadmap.objects.update(featured=True),
    "bulk_update": lambda roadmap: Roadmap.objects.bulk_update([roadmap], ["title"]),
    "delete": lambda roadmap: roadmap.delete(),
    "delete many": lambda roadmap: Roadmap.objects.all().delete(),
    "revision": lambda roadmap: raise_revision(roadmap.pk),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_makes_one(db: None, write: Callable[[Roadmap], object]) -> None:
    roadmap = RoadmapFactory.create()
    before = settle_edition("default")
    write(roadmap)
    assert settle_edition("default") not in {before, None}


def test_what_is_read_makes_none(db: None) -> None:
    topic = TopicFactory.create()
    before = find_newest("default")
    Roadmap.objects.get()
    topic.save()
    assert find_newest("default") == before


def test_a_write_taken_back_takes_its_edition_along(db: None) -> None:
    RoadmapFactory.create()
    before = find_newest("default")
    with transaction.atomic():
        RoadmapFactory.create()
        transaction.set_rollback(True)
    assert find_newest("default") == before


def test_costs_one_statement(db: None) -> None:
    roadmap = RoadmapFactory.create()
    with count_queries(2):  # 1 the roadmap  2 the edition
        Roadmap.objects.filter(pk=roadmap.pk).update(featured=True)


def test_without_a_roadmap_ever_written_there_is_none(db: None) -> None:
    Edition.objects.all().delete()
    assert settle_edition("default") is None


@pytest.mark.django_db(transaction=True)
def test_none_is_settled_while_somebody_writes() -> None:
    """On SQLite the one who asks sees the edition before: nobody else can write until this one is done."""
    RoadmapFactory.create()
    before = settle_edition("default")
    seen: list[int | None] = []

    def ask() -> None:
        seen.extend([settle_edition("default"), find_newest("default")])
        connections.close_all()

    with transaction.atomic():
        RoadmapFactory.create()
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert seen == [None if connection.vendor == "postgresql" else before, before]
    assert settle_edition("default") not in {None, before}
