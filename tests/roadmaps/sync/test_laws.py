"""Laws for all documents and all edits: after an import the site says what was wanted, and nothing is left to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.documents.document import Field, LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.undo import undo_run
from roadmaps.sync.values import LINK_SCALARS, SCALARS, Thing, to_column
from roadmaps.sync.wanted import make_wanted
from tests.roadmaps.sync.samples import (
    base_after,
    bring,
    complete,
    freeze_rows,
    look,
    node,
    record,
    roadmap,
    three_values,
)

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # long walks over lines that other tests hold

NODES, TOPICS, PAGES = ["maths", "code", "data"], list("abcdef"), ["one", "two", "three"]


@contextmanager
def passing_world() -> Iterator[None]:
    """A database in which nothing that an example does stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Author:
    """Writes documents. One number decides all that it writes, which is much quicker than drawing each value."""

    def __init__(self, seed: int, *, unsaid: bool) -> None:
        self.dice, self.unsaid = Random(seed), unsaid  # noqa: S311  no secret

    def leaves_out(self) -> bool:
        return self.unsaid and self.dice.random() < 0.3

    def pick(self, things: list[str], least: int = 0) -> list[str]:
        return self.dice.sample(things, self.dice.randint(least, len(things)))

    def write_values(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        said = [field for field in fields if field.required or not self.leaves_out()]
        return {field.name: self.dice.choice(three_values(field)) for field in said}

    def write_links(self) -> tuple[LinkDoc, ...] | None:
        if self.leaves_out():
            return None
        return tuple(
            LinkDoc(url=f"https://example.org/{page}", **self.write_values(LINK_SCALARS)) for page in self.pick(PAGES)
        )

    def write_topic(self, key: str) -> TopicDoc:
        values = self.write_values(SCALARS[Thing.TOPIC])
        return TopicDoc(id=key, links=self.write_links(), references=self.write_links(), **values)

    def write_roadmap(self) -> RoadmapDoc:
        nodes = self.pick(NODES, least=1)
        places = {key: self.dice.choice(nodes) for key in self.pick(TOPICS)}
        return roadmap(*(self.write_node(key, places) for key in nodes), **self.write_values(SCALARS[Thing.ROADMAP]))

    def write_node(self, key: str, places: dict[str, str]) -> NodeDoc:
        topics = tuple(self.write_topic(topic) for topic, place in places.items() if place == key)
        values = self.write_values(SCALARS[Thing.NODE])
        return node(key, **{**values, "topics": None if not topics and self.leaves_out() else topics})


def documents(*, unsaid: bool = False) -> st.SearchStrategy[RoadmapDoc]:
    """Documents of a few nodes and topics; with `unsaid` fields are left out here and there."""
    return st.integers(0, 2**32).map(lambda seed: Author(seed, unsaid=unsaid).write_roadmap())


def edit_field(draw: Callable[..., Any]) -> None:
    thing, model = draw(st.sampled_from([(Thing.ROADMAP, Roadmap), (Thing.NODE, Node), (Thing.TOPIC, Topic)]))
    field = draw(st.sampled_from(SCALARS[thing]))
    rows = list(model._default_manager.order_by("pk"))
    if rows:
        values = {field.name: to_column(field, draw(st.sampled_from(three_values(field))))}
        model._default_manager.filter(pk=draw(st.sampled_from(rows)).pk).update(**values)


def edit_presence(draw: Callable[..., Any]) -> None:
    rows = [*Node.objects.order_by("pk"), *Topic.objects.order_by("pk")]
    if rows:
        row = draw(st.sampled_from(rows))
        row.retired = not row.retired
        row.save()


def edit_place(draw: Callable[..., Any]) -> None:
    rows = list(Topic.objects.order_by("pk"))
    if rows:
        row = draw(st.sampled_from(rows))
        row.node, row.position = draw(st.sampled_from(list(Node.objects.order_by("pk")))), draw(st.integers(0, 4))
        row.save()


def add_topic(draw: Callable[..., Any]) -> None:
    key, place = draw(st.sampled_from([*TOPICS, "own"])), draw(st.sampled_from(list(Node.objects.order_by("pk"))))
    if not Topic.objects.filter(key=key).exists():
        Topic.objects.create(roadmap=place.roadmap, node=place, key=key, name=key)


def remove_row(draw: Callable[..., Any]) -> None:
    rows = [*Link.objects.order_by("pk"), *Topic.objects.order_by("pk"), *Node.objects.order_by("pk")[1:]]
    if rows:
        draw(st.sampled_from(rows)).delete()


EDITS = [edit_field, edit_presence, edit_place, add_topic, remove_row]


def plans_nothing(document: RoadmapDoc, on_conflict: OnConflict = OnConflict.STOP) -> bool:
    (plan,) = plan_import([Source("trail.yaml", document)], Options(on_conflict=on_conflict)).plans
    return plan.is_empty and not plan.stops


@settings(max_examples=25)
@given(first=documents(unsaid=True))
def test_a_new_roadmap_says_what_the_file_says(first: RoadmapDoc) -> None:
    with passing_world():
        bring(first)
        assert look().document == complete(first)
        assert plans_nothing(first)


@settings(max_examples=25)
@given(history=st.lists(documents(), min_size=2, max_size=4))
def test_whatever_the_file_said_before_the_site_says_what_it_says_now(history: list[RoadmapDoc]) -> None:
    with passing_world():
        for document in history:
            plan = bring(document)
            assert plan.stops == ()
            assert plan.is_empty or make_wanted(plan) == complete(document)
            assert look().present == complete(document)
            assert plans_nothing(document)


@settings(max_examples=25)
@given(first=documents(), second=documents(unsaid=True))
def test_what_the_file_does_not_say_stays(first: RoadmapDoc, second: RoadmapDoc) -> None:
    with passing_world():
        bring(first)
        base = base_after(bring(second))
        assert base is not None
        assert look().present == complete(base)
        assert plans_nothing(second)


@settings(max_examples=25)
@given(
    data=st.data(),
    first=documents(unsaid=True),
    second=documents(unsaid=True),
    on_conflict=st.sampled_from([OnConflict.KEEP, OnConflict.TAKE]),
)
def test_whatever_editors_did_one_import_leaves_nothing_to_do(
    data: st.DataObject, first: RoadmapDoc, second: RoadmapDoc, on_conflict: OnConflict
) -> None:
    with passing_world():
        bring(first)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=5)):
            edit(data.draw)
        rows = set(Topic.objects.values_list("pk", "key"))
        plan = bring(second, on_conflict)
        assert plan.is_empty or look().present == make_wanted(plan)
        assert rows <= set(Topic.objects.values_list("pk", "key"))
        assert plans_nothing(second)
        before = freeze_rows()
        bring(second)
        assert freeze_rows() == before


@settings(max_examples=25)
@given(data=st.data(), first=documents(unsaid=True), second=documents(unsaid=True))
def test_an_import_taken_back_leaves_what_was_before(
    data: st.DataObject, first: RoadmapDoc, second: RoadmapDoc
) -> None:
    with passing_world():
        bring(first)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=3)):
            edit(data.draw)
        before = look()
        run = record(second, OnConflict.TAKE)
        undone = undo_run(run)
        after = look()
        assert undone.error == ""
        assert (after.present, after.base) == (before.present, before.base)
        assert undone.run.outcome == ("done" if run.outcome == "done" else "unchanged")


@settings(max_examples=25)
@given(data=st.data(), first=documents(), second=documents())
def test_what_was_edited_since_is_kept_when_an_import_is_taken_back(
    data: st.DataObject, first: RoadmapDoc, second: RoadmapDoc
) -> None:
    with passing_world():
        bring(first)
        run = record(second, OnConflict.STOP)
        topics = list(Topic.objects.active().order_by("pk"))
        mine = data.draw(st.sampled_from(topics)) if topics else None
        if mine:
            Topic.objects.filter(pk=mine.pk).update(name="mine")
        undo_run(run)
        assert not mine or Topic.objects.filter(pk=mine.pk, name="mine").exists()
