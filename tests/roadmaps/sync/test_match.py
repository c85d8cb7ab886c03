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


def test_an_alias_that_is_another_row_takes_that_row_in() -> None:
    match = match_things([topic("new", aliases=("old",))], Known({"new", "old"}))
    assert (match.rows, match.merged) == ({"new": "new"}, {"old": "new"})


def test_of_two_rows_that_aliases_hit_the_first_goes_on() -> None:
    match = match_things([topic("new", aliases=("old", "older"))], Known({"old", "older"}))
    assert (match.rows, match.merged) == ({"new": "old"}, {"older": "new"})


def test_a_row_that_two_things_would_take_in_is_refused() -> None:
    things = [topic("a", aliases=("old",)), topic("b", aliases=("former",))]
    match = match_things(things, Known({"a", "b", "old"}, {"former": "old"}))
    assert match.clashes == (Clash(key="b", rival="a", row="old"),)


def test_an_alias_that_once_was_another_thing_of_the_file_is_refused() -> None:
    match = match_things([topic("a", aliases=("former",)), topic("b")], Known({"a", "b"}, {"former": "b"}))
    assert (match.clashes, match.merged) == ((Clash(key="a", rival="b", row="b"),), {})


def test_a_former_key_comes_after_every_key_and_before_aliases() -> None:
    known = Known({"now", "other"}, {"once": "now", "before": "other"})
    assert match_things([topic("once", aliases=("other",))], known).rows == {"once": "now"}
    assert match_things([topic("x", aliases=("before", "now"))], known).rows == {"x": "other"}
    assert match_things([topic("x", id=None, name="Once", aliases=("other",))], known).rows == {"once": "other"}
    assert match_things([topic("x", id=None, name="Once")], known).rows == {"once": "now"}


def test_two_things_on_one_row_clash_and_the_key_goes_before_the_alias() -> None:
    match = match_things([topic("b", aliases=("a",)), topic("a"), topic("c", aliases=("a",))], Known({"a"}))
    assert match.rows == {"a": "a"}
    assert match.clashes == (Clash(key="b", rival="a", row="a"), Clash(key="c", rival="a", row="a"))


def test_the_keys_a_row_may_be_found_under() -> None:
    assert known_keys(topic("b", aliases=("a", "Old Name"))) == ("b", "a", "old-name")


def test_an_alias_that_leads_to_a_row_goes_before_one_whose_row_was_deleted() -> None:
    known = Known({"e"}, said={"c", "e"})
    assert match_things([topic("b", aliases=("c", "e"))], known).rows == {"b": "e"}
    assert match_things([topic("b", aliases=("c", "x"))], known).rows == {"b": "c"}
    assert match_things([topic("c", aliases=("e",))], known).rows == {"c": "c"}
