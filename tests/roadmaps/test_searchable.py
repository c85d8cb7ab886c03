"""What is searched of a row stands folded beside it, whatever way the row is written."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import User
from roadmaps.documents.folding import fold_record
from roadmaps.documents.links import say_place
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.models.searchable import Searchable
from roadmaps.sync.undo import undo_run
from tests.clients import client_of
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import capture_queries, count_queries
from tests.roadmaps.admin.pages import change_page, save_form
from tests.roadmaps.sync.samples import bring, link, node, record, roadmap, topic

pytestmark = pytest.mark.django_db

OLD = roadmap(
    node("maths", topic("algebra", description="Old.", takeaways=("One",), links=(link("a"), link("b")))), title="Old"
)
NEW = roadmap(
    node(
        "maths",
        topic("algebra", description="New.", takeaways=("Two",), links=(link("b", title="Other"), link("c"))),
        topic("added"),
        title="Maths!",
    ),
    title="New",
    tags=("tag",),
)


def expect_folded() -> None:
    """Every row says what its columns say."""
    rows: list[tuple[Searchable, str]] = [
        *((row, fold_record(row.title, row.description, *row.tags)) for row in Roadmap.objects.all()),
        *((row, fold_record(row.title, row.description)) for row in Node.objects.all()),
        *((row, fold_record(row.name, row.description, *row.takeaways)) for row in Topic.objects.all()),
        *((row, fold_record(row.title, say_place(row.url))) for row in Link.objects.all()),
    ]
    assert [(row, row.folded) for row, _folded in rows] == rows
    assert all(folded.strip() for _row, folded in rows)


def test_it_follows_an_import_the_next_one_and_its_undo() -> None:
    bring(OLD)
    expect_folded()
    run = record(NEW)
    assert Roadmap.objects.get().folded.startswith(" new\n")
    assert Topic.objects.get(key="algebra").folded == " algebra\n new two"
    expect_folded()
    undo_run(run)
    assert Roadmap.objects.get().folded.startswith(" old\n")
    expect_folded()


def test_an_import_that_changes_nothing_writes_nothing() -> None:
    bring(OLD)
    with capture_queries() as statements:
        bring(OLD)
    assert not [each for each in statements if each.startswith(("INSERT", "UPDATE")) and "imported" not in each]


def test_it_follows_the_admin_and_its_inlines(editor: User) -> None:
    desk = client_of(editor)
    row = LinkFactory.create()
    inputs = {"links-0-title": "Renamed", "links-1-title": "Añadido", "links-1-url": "https://example.org/new"}
    save_form(desk, change_page(row.topic), name="C++ & more", description="Text", **inputs)
    assert row.topic.__class__.objects.get().folded.startswith(" c++ more\n text")
    assert list(Link.objects.values_list("folded", flat=True).order_by("pk")) == [
        f" renamed\n {fold_record('', say_place(row.url)).strip()}",
        " anadido\n example org new",
    ]
    save_form(desk, change_page(row.topic.roadmap), title="Другое")
    save_form(desk, change_page(row.topic.node), title="Straße")
    assert Node.objects.get().folded.startswith(" strasse\n")
    expect_folded()


def test_it_follows_save_with_some_fields() -> None:
    row = TopicFactory.create(name="Old")
    row.name = "New"
    row.save(update_fields=["name"])
    assert Topic.objects.get().folded == " new\n "
    row.position = 5
    with capture_queries() as statements:
        row.save(update_fields=["position"])
    assert "folded" not in "".join(statements)


def test_it_follows_writes_in_bulk() -> None:
    node = NodeFactory.create()
    Topic.objects.bulk_create(Topic(roadmap=node.roadmap, node=node, key=key, name=key) for key in ("one", "two"))
    expect_folded()
    rows = list(Topic.objects.order_by("pk"))
    for row in rows:
        row.name, row.position = f"{row.name}!", 7
    assert Topic.objects.bulk_update(rows, ["name", "position"]) == 2
    expect_folded()
    with capture_queries() as statements:
        Topic.objects.bulk_update(rows, ["position"])
    assert "folded" not in "".join(statements)


def test_it_follows_update_even_where_the_rows_no_longer_fit() -> None:
    for _ in range(3):
        RoadmapFactory.create(title="Old")
    with count_queries(
        6
    ):  # which rows  the change  what they say  what is searched  editions of the change, the folding
        assert Roadmap.objects.filter(title="Old").update(title="New") == 3
    assert set(Roadmap.objects.values_list("folded", flat=True)) == {" new\n where it leads"}
    with count_queries(2):  # the change  its edition
        Roadmap.objects.update(status="draft")
    with count_queries(2):
        Roadmap.objects.update(folded="", title="As it is")


def test_the_migration_fills_rows_that_were_there_and_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    migration: Any = import_module("roadmaps.migrations.0005_search")
    LinkFactory.create(topic__takeaways=["Knots"], topic__roadmap__tags=["ropes"])
    for _ in range(4):
        TopicFactory.create()
    models = (Roadmap, Node, Topic, Link)
    for model in models:
        model.objects.update(folded="")
    monkeypatch.setattr(migration, "CHUNK", 2)
    migration.fill(apps, SimpleNamespace(connection=connection))
    expect_folded()
    assert not list(chain.from_iterable(model.objects.filter(folded="") for model in models))


def test_postgresql_has_its_indexes_and_other_databases_none() -> None:
    with connection.cursor() as cursor:
        made = connection.introspection.get_constraints(cursor, "roadmaps_topic")
    expected = {"roadmaps_topic_folded", "roadmaps_topic_near"} if connection.vendor == "postgresql" else set()
    assert {
        name for name in made if name.startswith("roadmaps_topic_") and name.endswith(("_folded", "_near"))
    } == expected
