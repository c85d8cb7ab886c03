"""Former keys lead to their row for ever, and no other thing may take one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import FormerKey, Node, Roadmap, Topic
from roadmaps.sync.former import remember_keys
from tests.queries import count_queries
from tests.roadmaps.sync.samples import bring, look, node, plan, roadmap, tell, topic

pytestmark = pytest.mark.django_db

OLD = roadmap(node("maths", topic("matrices")))
NEW = roadmap(node("numbers", topic("algebra", aliases=("matrices",)), aliases=("maths",)))


def list_formers() -> set[tuple[str, str]]:
    rows = FormerKey.objects.select_related("roadmap", "node", "topic")
    return {(row.key, (row.topic or row.node or row.roadmap).key) for row in rows}


def test_renames_are_remembered_and_read_with_the_site() -> None:
    bring(OLD)
    bring(replace(NEW, id="road", aliases=("trail",)))
    assert list_formers() == {("trail", "road"), ("maths", "numbers"), ("matrices", "algebra")}
    site = look("road")
    assert (site.formers, site.former_nodes, site.former_topics) == (
        ("trail",),
        {"maths": "numbers"},
        {"matrices": "algebra"},
    )


def test_a_former_id_is_the_row_without_any_alias_and_takes_its_key_back() -> None:
    bring(OLD)
    rows = set(Topic.objects.values_list("pk")), set(Node.objects.values_list("pk")), Roadmap.objects.get().pk
    bring(replace(NEW, id="road", aliases=("trail",)))
    made = bring(OLD)
    assert [each for each in tell(made) if each[0] == "rename"] == [
        ("rename", "trail", "", ""),
        ("rename", "maths", "", ""),
        ("rename", "matrices", "", ""),
    ]
    assert rows == (
        set(Topic.objects.values_list("pk")),
        set(Node.objects.values_list("pk")),
        Roadmap.objects.get().pk,
    )
    assert list_formers() == {("road", "trail"), ("numbers", "maths"), ("algebra", "matrices")}


def test_a_former_key_is_not_given_to_another_thing() -> None:
    bring(OLD)
    bring(NEW)
    both = roadmap(node("numbers", topic("algebra"), topic("matrices", name="Something else")))
    (clash,) = bring(both).stops
    assert (clash.key, clash.before, clash.reason) == ("matrices", ("algebra", "algebra"), "claimed")


def test_without_an_id_the_name_leads_to_the_former_key_last() -> None:
    bring(OLD)
    bring(NEW)
    row = Topic.objects.get().pk
    bring(roadmap(node("numbers", topic("unused", id=None, name="Matrices"))))
    assert Topic.objects.values_list("pk", "key").get() == (row, "matrices")


def test_nothing_is_asked_of_the_table_where_nothing_is_renamed() -> None:
    with count_queries(0):
        remember_keys(plan(OLD, OLD, OLD), 1)
