from __future__ import annotations

from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.values import Thing
from tests.roadmaps.sync.samples import as_site, node, plan, roadmap, tell, topic


def test_a_new_order_of_nodes_and_of_topics_is_taken() -> None:
    old = roadmap(node("a"), node("b"), node("last", topic("x"), topic("y")))
    new = roadmap(node("b"), node("last", topic("y"), topic("x")), node("a"))
    made = plan(old, old, new)
    assert made.operations == (
        Operation(Act.REORDER, Thing.ROADMAP, "trail", "nodes", ("a", "b", "last"), ("b", "last", "a")),
        Operation(Act.REORDER, Thing.NODE, "last", "topics", ("x", "y"), ("y", "x")),
    )
    assert (made.node_order, made.topic_orders) == (("b", "last", "a"), {"last": ("y", "x")})


def test_a_new_order_on_the_site_is_kept() -> None:
    old, new = roadmap(node("a"), node("b")), roadmap(node("b"), node("a"))
    made = plan(old, new, old)
    assert (tell(made), made.is_empty) == ([("keep", "trail", "nodes", "edited")], True)


def test_two_new_orders_are_a_conflict() -> None:
    base, site, file = (roadmap(node("maths", *map(topic, keys))) for keys in ("abc", "bac", "cba"))
    made = plan(base, site, file)
    assert tell(made) == [("conflict", "maths", "topics", "both")]
    assert (made.operations[0].before, made.operations[0].after) == (("b", "a", "c"), ("c", "b", "a"))
    taken = plan(base, site, file, OnConflict.TAKE)
    assert (tell(taken), taken.topic_orders) == ([("reorder", "maths", "topics", "both")], {"maths": ("c", "b", "a")})
    assert tell(plan(base, site, file, OnConflict.KEEP)) == [("keep", "maths", "topics", "both")]


def test_without_a_base_another_order_is_to_be_adopted() -> None:
    made = plan(None, roadmap(node("a"), node("b")), roadmap(node("b"), node("a")))
    assert tell(made) == [("conflict", "trail", "nodes", "adopt")]


def test_adding_before_retired_and_own_topics_leaves_them_where_they_are() -> None:
    old = roadmap(node("maths", *map(topic, "abc")))
    site = as_site(roadmap(node("maths", *map(topic, "arbmc"))), topics=("r",))
    made = plan(old, site, roadmap(node("maths", *map(topic, "anbc"))))
    assert tell(made) == [("add", "n", "", "")]
    assert made.topic_orders == {"maths": tuple("anrbmc")}


def test_what_is_retired_stays_in_its_place_and_nothing_is_numbered_anew() -> None:
    old = roadmap(node("maths", *map(topic, "abc")))
    made = plan(old, old, roadmap(node("maths", *map(topic, "ac"))))
    assert (made.node_order, made.topic_orders) == ((), {})


def test_a_neighbour_that_is_retired_is_not_named() -> None:
    old = roadmap(node("maths", topic("a")))
    site = as_site(roadmap(node("maths", topic("a"), topic("r"))), topics=("r",))
    (added,) = plan(old, site, roadmap(node("maths", topic("a"), topic("n"), topic("o")))).operations[:1]
    assert (added.key, added.previous) == ("n", "a")
