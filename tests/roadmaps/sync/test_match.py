from __future__ import annotations

from roadmaps.sync.match import Clash, Known, known_keys, match_things
from tests.roadmaps.sync.samples import node, topic


def test_by_key_first_then_by_aliases_in_order() -> None:
    things = [
        topic("calculus"),
        topic("vectors", aliases=("unknown", "linear-algebra", "matrices")),
        topic("statistics", aliases=("calculus",)),
        topic("new"),
    ]
    match = match_things(things[:2] + things[3:], Known({"calculus", "linear-algebra", "matrices"}))
    assert match.rows == {"calculus": "calculus", "vectors": "linear-algebra"}
    assert match.clashes == ()
    assert match.renames() == {"linear-algebra": "vectors"}


def test_nodes_match_by_the_same_rules_and_an_alias_may_be_a_former_title() -> None:
    assert match_things([node("maths", aliases=("Maths for ML",))], Known({"maths-for-ml"})).rows == {
        "maths": "maths-for-ml"
    }


def test_an_alias_of_a_thing_that_has_its_row_is_not_followed() -> None:
    match = match_things([topic("new", aliases=("old",))], Known({"new", "old"}))
    assert match.rows == {"new": "new"}


def test_two_things_on_one_row_clash_and_the_key_goes_before_the_alias() -> None:
    match = match_things([topic("b", aliases=("a",)), topic("a"), topic("c", aliases=("a",))], Known({"a"}))
    assert match.rows == {"a": "a"}
    assert match.clashes == (Clash(key="b", rival="a", row="a"), Clash(key="c", rival="a", row="a"))


def test_the_keys_a_row_may_be_found_under() -> None:
    assert known_keys(topic("b", aliases=("a", "Old Name"))) == ("b", "a", "old-name")
