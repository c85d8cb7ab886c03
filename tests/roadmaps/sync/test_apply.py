from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError

from accounts.models import User
from progress.models import Mark
from roadmaps.documents.document import Question, RoadmapDoc
from roadmaps.documents.plain import to_data
from roadmaps.models import ImportedDocument, Link, Node, Roadmap, Topic
from roadmaps.sync.apply import StalePlan, apply_plans
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Plan
from tests.factories import MarkFactory, TopicFactory
from tests.queries import capture_queries
from tests.roadmaps.sync.samples import bring, complete, freeze_rows, link, look, node, roadmap, topic

pytestmark = pytest.mark.django_db

FULL = roadmap(
    node("maths", topic("a", takeaways=("one",), links=(link("x"), link("y"))), topic("b", reviewed="2026-05-01")),
    node(
        "code",
        topic("c", questions=(Question("why?", "so"),), references=(link("z", paid=True),)),
        depends_on=("maths",),
    ),
    tags=("python",),
    featured=True,
)


def plan_for(document: RoadmapDoc) -> Plan:
    return plan_import([Source("trail.yaml", document)]).plans[0]


def test_an_empty_site_becomes_the_document() -> None:
    bring(FULL)
    site = look()
    assert (site.document, site.present) == (complete(FULL), complete(FULL))
    assert (site.base, site.revision) == (FULL, 1)
    imported = ImportedDocument.objects.get()
    assert (imported.document, imported.path) == (to_data(FULL), "trail.yaml")


def test_a_second_run_touches_no_row() -> None:
    bring(FULL)
    before = freeze_rows()
    with capture_queries() as statements:
        bring(FULL)
    assert freeze_rows() == before
    assert {statement.split()[0] for statement in statements} == {"SELECT"}


def test_everything_at_once() -> None:
    bring(FULL)
    rows = {each.key: each.pk for each in Topic.objects.all()}
    file = roadmap(
        node(
            "coding",
            topic("c", description="New."),
            topic("a", links=(link("y", title="Why"), link("w"))),
            aliases=("code",),
        ),
        node("new", topic("n"), topic("bee", aliases=("b",))),
        title="Other",
        tags=(),
    )
    bring(file)
    stated = complete(file)
    site = look()
    assert [each.key for each in site.present.nodes] == ["coding", "new"]
    assert {each.key: each.pk for each in Topic.objects.all() if each.key != "n"} == {
        "a": rows["a"],
        "bee": rows["b"],
        "c": rows["c"],
    }
    assert (site.present.title, site.present.tags, site.present.featured) == ("Other", (), True)
    first, second = site.present.nodes
    assert [each.key for each in first.topics or ()] == ["c", "a"]
    assert [each.key for each in second.topics or ()] == ["n", "bee"]
    assert (first.topics or ())[1].links == (stated.nodes[0].topics or ())[1].links
    assert (first.topics or ())[1].takeaways == ("one",)
    assert (site.retired_nodes, site.retired_topics, site.revision) == (frozenset({"maths"}), frozenset(), 2)


def test_marks_stay_with_their_topics_whatever_happens(learner: User) -> None:
    bring(FULL)
    for each in Topic.objects.all():
        MarkFactory.create(user=learner, topic=each)
    marks = list(Mark.objects.order_by("pk").values())
    moved = node("code", topic("c"), topic("bee", aliases=("b",)))
    for document in (roadmap(moved), roadmap(node("code")), roadmap(node("other", topic("a"))), roadmap(moved)):
        bring(document)
        assert list(Mark.objects.order_by("pk").values()) == marks
    assert Topic.objects.get(key="bee", retired=False).marks.count() == 1
    assert Topic.objects.get(key="a", retired=True).marks.count() == 1


def test_what_leaves_is_retired_and_only_links_are_deleted() -> None:
    bring(FULL)
    bring(roadmap(node("maths", topic("a", links=(link("y"),), references=()))))
    assert list(Topic.objects.order_by("key").values_list("key", "retired")) == [("a", False), ("b", True), ("c", True)]
    assert list(Node.objects.order_by("key").values_list("key", "retired")) == [("code", True), ("maths", False)]
    assert list(Link.objects.order_by("url").values_list("url", flat=True)) == [
        "https://example.org/y",
        "https://example.org/z",
    ]


def test_back_in_the_file_is_back_on_the_trail() -> None:
    bring(FULL)
    rows = set(Topic.objects.values_list("key", "pk"))
    bring(roadmap(node("maths", topic("a"))))
    bring(FULL)
    assert look().present == complete(FULL)
    assert set(Topic.objects.values_list("key", "pk")) == rows


@pytest.mark.parametrize(
    ("values", "moves"),
    [
        ({"takeaways": ("two",)}, True),
        ({"questions": (Question("why?", "so"),)}, True),
        ({"code_snippet": "print()"}, True),
        ({"links": (link("x"),)}, True),
        ({"references": (link("x"),)}, True),
        ({"links": (link("y"), link("x"))}, False),
        ({"links": (link("x", title="Other"), link("y"))}, False),
        ({"name": "Other"}, False),
        ({"description": "Other."}, False),
        ({"code_language": "python"}, False),
        ({"duration": "1 h", "difficulty": "advanced", "optional": True}, False),
        ({"id": "z", "aliases": ("a",), "name": "A"}, False),
    ],
)
def test_changed_at_moves_for_what_one_learns_only(values: dict[str, Any], moves: bool) -> None:
    old = topic("a", takeaways=("one",), links=(link("x"), link("y")))
    then, now = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
    bring(roadmap(node("maths", old)))
    Topic.objects.update(changed_at=then)
    with time_machine.travel(now, tick=False):
        bring(roadmap(node("maths", replace(old, **values))))
    assert Topic.objects.get().changed_at == (now if moves else then)


def test_a_move_and_a_new_order_are_no_change_of_content() -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    bring(roadmap(node("maths", topic("a"), topic("b")), node("code")))
    Topic.objects.update(changed_at=then)
    bring(roadmap(node("maths", topic("b")), node("code", topic("a"))))
    assert set(Topic.objects.values_list("changed_at", flat=True)) == {then}


def test_an_edit_on_the_site_is_kept() -> None:
    bring(FULL)
    Topic.objects.filter(key="a").update(description="Edited.")
    bring(replace(FULL, title="Other"))
    assert Topic.objects.get(key="a").description == "Edited."
    assert Roadmap.objects.get().title == "Other"


def test_base_moves_without_the_revision_when_nothing_else_does() -> None:
    bring(FULL)
    Roadmap.objects.update(title="Other")
    bring(replace(FULL, title="Other"))
    site = look()
    assert (site.base, site.revision) == (replace(FULL, title="Other"), 1)


def test_a_settled_conflict_does_not_return() -> None:
    bring(FULL)
    Roadmap.objects.update(title="Mine")
    file = replace(FULL, title="Theirs")
    assert len(bring(file).stops) == 1
    assert Roadmap.objects.get().title == "Mine"
    bring(file, OnConflict.KEEP)
    before = freeze_rows()
    assert bring(file).stops == ()
    assert (Roadmap.objects.get().title, freeze_rows()) == ("Mine", before)


def test_topics_made_on_the_site_keep_their_place() -> None:
    bring(roadmap(node("maths", topic("a"), topic("b"))))
    TopicFactory.create(node=Node.objects.get(), key="mine", name="Mine", position=0)
    bring(roadmap(node("maths", topic("a"), topic("new"), topic("b"))))
    assert [each.key for each in look().document.nodes[0].topics or ()] == ["a", "new", "mine", "b"]


def test_a_plan_with_a_conflict_is_refused() -> None:
    bring(FULL)
    Roadmap.objects.update(title="Mine")
    with pytest.raises(ValueError, match="has to settle"):
        apply_plans([plan_for(replace(FULL, title="Theirs"))])


def test_a_stale_plan_is_refused() -> None:
    bring(FULL)
    made = plan_for(replace(FULL, title="Other"))
    Roadmap.objects.update(revision=9)
    before = freeze_rows()
    with pytest.raises(StalePlan, match="'trail' was changed meanwhile"):
        apply_plans([made])
    assert freeze_rows() == before


def test_a_stale_plan_that_only_moves_base_is_refused() -> None:
    bring(FULL)
    Roadmap.objects.update(title="Other")
    made = plan_for(replace(FULL, title="Other"))
    assert not made.changes_content
    Roadmap.objects.update(revision=9)
    with pytest.raises(StalePlan):
        apply_plans([made])


def test_a_plan_for_a_roadmap_that_came_or_went_is_stale() -> None:
    new = plan_for(FULL)
    bring(FULL)
    with pytest.raises(StalePlan):
        apply_plans([new])
    changed = plan_for(replace(FULL, title="Other"))
    Roadmap.objects.all().delete()
    with pytest.raises(StalePlan):
        apply_plans([changed])


def test_a_failure_in_the_middle_writes_nothing() -> None:
    """The second roadmap breaks a rule of the database after the first was written."""
    bring(FULL)
    before = freeze_rows()
    sources = [
        Source("a.yaml", replace(FULL, title="Other")),
        Source("b.yaml", roadmap(node("a", topic("x", difficulty="no")), id="zebra")),
    ]
    with pytest.raises(DatabaseError):
        apply_plans(plan_import(sources).plans)
    assert freeze_rows() == before


def count_statements(topics: int, values: dict[str, Any], links: int = 3) -> int:
    lists = {"links": tuple(link(f"{values.get('name', 'x')}-{n}") for n in range(links))}
    made = [topic(f"t-{n}", takeaways=(str(n),), **{**lists, **values}) for n in range(topics)]
    document = roadmap(node("maths", *made, description=str(values)), node("code"))
    plans = plan_import([Source("trail.yaml", document)]).plans
    with capture_queries() as statements:
        apply_plans(plans)
    return len(statements)


@pytest.mark.parametrize("topics", [1, 10])
def test_as_many_statements_whatever_the_number_of_topics(topics: int) -> None:
    # roadmap: look, make; its edition; nodes, topics: read, make; links: make; base: look, make
    assert count_statements(topics, {}) == 10
    # roadmap: lock, raise; its edition; nodes, topics: read, write; links: read, delete, make; base: write
    assert count_statements(topics, {"name": "other", "optional": True}) == 11
