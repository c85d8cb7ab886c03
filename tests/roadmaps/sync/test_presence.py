"""Presence and place: what is added, retired, restored, moved, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.sync.merge import OnConflict
from roadmaps.sync.site import Memory
from tests.roadmaps.sync.samples import as_site, base_after, complete, link, node, plan, roadmap, tell, topic

STOP, KEEP, TAKE = OnConflict.STOP, OnConflict.KEEP, OnConflict.TAKE

BOTH = roadmap(node("maths", topic("a"), topic("b")))
ONLY_A = roadmap(node("maths", topic("a")))


def test_new_in_the_file_is_added() -> None:
    made = plan(ONLY_A, ONLY_A, BOTH)
    assert tell(made) == [("add", "b", "", "")]
    assert made.topic_orders == {"maths": ("a", "b")}


def test_gone_from_the_file_and_unedited_is_retired() -> None:
    made = plan(BOTH, BOTH, ONLY_A)
    assert tell(made) == [("retire", "b", "", "")]
    assert (made.topic_orders, base_after(made)) == ({}, ONLY_A)


@pytest.mark.parametrize(
    "edited",
    [
        topic("b", duration="1 week"),
        topic("b", name="Other"),
        topic("b", links=(link("added"),)),
        topic("b", references=(link("added"),)),
    ],
)
def test_gone_from_the_file_and_edited_on_the_site_is_a_conflict(edited: object) -> None:
    site = roadmap(node("maths", topic("a"), edited))  # type: ignore[arg-type]  # a topic, typed for the table above
    assert tell(plan(BOTH, site, ONLY_A)) == [("conflict", "b", "", "gone")]
    assert tell(plan(BOTH, site, ONLY_A, KEEP)) == [("keep", "b", "", "gone")]
    assert tell(plan(BOTH, site, ONLY_A, TAKE)) == [("retire", "b", "", "gone")]


def test_a_move_on_the_site_is_an_edit_too() -> None:
    base = roadmap(node("maths", topic("a"), topic("b")), node("code"))
    site = roadmap(node("maths", topic("a")), node("code", topic("b")))
    assert tell(plan(base, site, roadmap(node("maths", topic("a")), node("code")))) == [("conflict", "b", "", "gone")]


def test_what_editors_made_and_the_file_never_had_is_not_touched() -> None:
    site = roadmap(node("maths", topic("a"), topic("mine")), node("own", topic("too")))
    assert plan(ONLY_A, site, ONLY_A).is_empty


def test_made_on_both_sides_the_same_is_one_thing_and_else_to_be_adopted() -> None:
    site = roadmap(node("maths", topic("a"), topic("b", duration="1 day")))
    assert tell(plan(ONLY_A, site, BOTH)) == []
    file = roadmap(node("maths", topic("a"), topic("b", duration="2 days")))
    assert tell(plan(ONLY_A, site, file)) == [("conflict", "b", "duration", "adopt")]


def test_no_topics_retires_all_and_unsaid_topics_none() -> None:
    assert tell(plan(BOTH, BOTH, roadmap(node("maths")))) == [("retire", "a", "", ""), ("retire", "b", "", "")]
    silent = roadmap(replace(node("maths"), topics=None))
    assert tell(plan(BOTH, BOTH, silent)) == [("dropped", "maths", "topics", "")]


def test_back_in_the_file_is_restored_where_the_file_has_it() -> None:
    site = as_site(roadmap(node("maths", topic("b"), topic("a"))), topics=("b",))
    made = plan(ONLY_A, site, BOTH)
    assert [(each.act, each.key, each.node, each.previous) for each in made.operations] == [
        ("restore", "b", "maths", "a")
    ]
    assert made.topic_orders == {"maths": ("a", "b")}


def test_back_in_the_file_with_other_words_is_restored_with_them() -> None:
    site = as_site(BOTH, topics=("b",))
    file = roadmap(node("maths", topic("a")), node("code", topic("b", duration="1 day", links=(link("x"),))))
    assert tell(plan(ONLY_A, site, file)) == [
        ("add", "code", "", ""),
        ("restore", "b", "", ""),
        ("change", "b", "duration", ""),
        ("change", "b", "links", ""),
        ("move", "b", "node", ""),
    ]


def test_what_comes_back_may_go_again_whatever_its_file_leaves_out() -> None:
    rows = roadmap(node("maths", topic("a"), topic("b", duration="1 day", links=(link("x"),))), node("code", url="/x"))
    back = plan(ONLY_A, as_site(rows, nodes=("code",), topics=("b",)), roadmap(node("code"), *BOTH.nodes))
    assert tell(back) == [
        ("restore", "code", "", ""),
        ("restore", "b", "", ""),
        ("dropped", "code", "url", ""),
        ("dropped", "b", "duration", ""),
        ("dropped", "b", "links", ""),
    ]
    assert tell(plan(base_after(back), rows, ONLY_A)) == [("retire", "code", "", ""), ("retire", "b", "", "")]


def test_retired_on_the_site_and_still_in_the_file_stays_retired_while_its_fields_merge() -> None:
    file = roadmap(node("maths", topic("a"), topic("b", duration="1 day")))
    made = plan(BOTH, as_site(BOTH, topics=("b",)), file)
    assert tell(made) == [("change", "b", "duration", ""), ("keep", "b", "", "retired")]


def test_retired_on_the_site_and_gone_from_the_file_moves_only_base() -> None:
    made = plan(BOTH, as_site(BOTH, topics=("b",)), ONLY_A)
    assert (made.operations, base_after(made)) == ((), ONLY_A)


def test_removed_from_the_site_and_unchanged_in_the_file_stays_away() -> None:
    made = plan(BOTH, ONLY_A, BOTH)
    assert tell(made) == [("keep", "b", "", "removed")]
    assert made.is_empty


def test_removed_from_the_site_and_changed_in_the_file_is_a_conflict() -> None:
    file = roadmap(node("maths", topic("a"), topic("b", duration="1 day")))
    assert tell(plan(BOTH, ONLY_A, file)) == [("conflict", "b", "", "both")]
    assert tell(plan(BOTH, ONLY_A, file, TAKE)) == [("add", "b", "", "both")]
    kept = plan(BOTH, ONLY_A, file, KEEP)
    assert (tell(kept), base_after(kept)) == ([("keep", "b", "", "both")], file)
    assert tell(plan(base_after(kept), ONLY_A, file)) == [("keep", "b", "", "removed")]


def test_removed_from_the_site_and_renamed_in_the_file_stays_away() -> None:
    file = roadmap(node("maths", topic("a"), topic("bee", name="B", aliases=("b",))))
    made = plan(BOTH, ONLY_A, file)
    assert tell(made) == [("keep", "bee", "", "removed")]
    assert base_after(made) == roadmap(node("maths", topic("a"), topic("bee", name="B")))


def test_removed_from_both_moves_only_base() -> None:
    made = plan(BOTH, ONLY_A, ONLY_A)
    assert (made.operations, made.base_moves) == ((), True)


def test_a_node_gone_from_the_file_is_retired_with_its_topics_and_comes_back_with_them() -> None:
    two = roadmap(node("maths", topic("a")), node("code", topic("b")))
    assert tell(plan(two, two, ONLY_A)) == [("retire", "code", "", ""), ("retire", "b", "", "")]
    back = plan(ONLY_A, as_site(two, nodes=("code",), topics=("b",)), two)
    assert tell(back) == [("restore", "code", "", ""), ("restore", "b", "", "")]


def test_a_node_that_holds_topics_made_on_the_site_is_not_retired() -> None:
    base = roadmap(node("maths", topic("a")), node("code", topic("b")))
    site = roadmap(node("maths", topic("a")), node("code", topic("b"), topic("z"), topic("mine")))
    made = plan(base, site, ONLY_A)
    assert tell(made) == [("keep", "code", "", "holds"), ("retire", "b", "", "")]
    assert made.operations[0].after == ("mine", "z")
    retired = as_site(site, topics=("z", "mine"))
    assert tell(plan(base, retired, ONLY_A)) == [("retire", "code", "", ""), ("retire", "b", "", "")]


def test_a_node_gone_from_the_file_and_edited_on_the_site_is_a_conflict() -> None:
    base = roadmap(node("maths", topic("a")), node("code"))
    site = roadmap(node("maths", topic("a")), node("code", description="Edited."))
    assert tell(plan(base, site, ONLY_A)) == [("conflict", "code", "", "gone")]


def test_a_move_is_a_change_of_order_in_neither_node() -> None:
    base = roadmap(node("maths", topic("a"), topic("b"), topic("c")), node("code", topic("d"), topic("e")))
    file = roadmap(node("maths", topic("a"), topic("c")), node("code", topic("d"), topic("b"), topic("e")))
    made = plan(base, base, file)
    assert [(each.act, each.key, each.before, each.after) for each in made.operations] == [
        ("move", "b", "maths", "code")
    ]
    assert made.topic_orders == {"code": ("d", "b", "e")}


def test_moved_on_both_sides_to_other_nodes_is_a_conflict() -> None:
    base = roadmap(node("one", topic("a")), node("two"), node("three"))
    site = roadmap(node("one"), node("two", topic("a")), node("three"))
    file = roadmap(node("one"), node("two"), node("three", topic("a")))
    assert tell(plan(base, site, file)) == [("conflict", "a", "node", "both")]
    assert tell(plan(base, site, file, TAKE)) == [("move", "a", "node", "both")]
    assert tell(plan(base, site, file, KEEP)) == [("keep", "a", "node", "both")]
    assert tell(plan(base, site, base)) == [("keep", "a", "node", "edited")]


def test_a_topic_for_a_node_that_was_removed_from_the_site_stays_away() -> None:
    base = roadmap(node("maths", topic("a")), node("code"))
    file = roadmap(node("maths"), node("code", topic("a"), topic("new")))
    assert tell(plan(base, ONLY_A, file)) == [
        ("keep", "code", "", "removed"),
        ("keep", "a", "node", "removed"),
        ("keep", "new", "", "removed"),
    ]


def test_moved_on_the_site_out_of_a_node_that_was_then_removed_is_told() -> None:
    base = roadmap(node("maths"), node("code", topic("a")))
    assert tell(plan(base, ONLY_A, base)) == [("keep", "code", "", "removed"), ("keep", "a", "node", "edited")]


def test_without_a_base_adding_and_restoring_are_for_a_person_to_settle() -> None:
    file = roadmap(node("maths", topic("a"), topic("b")), node("new"))
    assert tell(plan(None, ONLY_A, file)) == [("conflict", "new", "", "adopt"), ("conflict", "b", "", "adopt")]
    assert tell(plan(None, ONLY_A, file, TAKE)) == [("add", "new", "", "adopt"), ("add", "b", "", "adopt")]
    retired = as_site(complete(BOTH), topics=("b",))
    assert tell(plan(None, retired, BOTH)) == [("conflict", "b", "", "adopt")]
    assert tell(plan(None, retired, BOTH, TAKE)) == [("restore", "b", "", "adopt")]


def test_topics_of_a_node_that_is_retired_on_the_site_are_off_already() -> None:
    two = roadmap(node("maths", topic("a")), node("code", topic("b")))
    made = plan(two, as_site(two, nodes=("code",)), ONLY_A)
    assert (made.operations, base_after(made)) == ((), ONLY_A)


def test_what_is_added_again_says_what_files_said_of_it_before() -> None:
    base = roadmap(node("maths", topic("a"), topic("b", duration="1 day")))
    file = roadmap(node("maths", topic("a"), topic("b", description="New.")))
    (added,) = plan(base, ONLY_A, file, TAKE).operations
    assert (added.after.duration, added.after.description) == ("1 day", "New.")


def test_what_an_alias_takes_in_is_retired_as_merged_unless_it_was_edited() -> None:
    file = roadmap(node("maths", topic("a", aliases=("b",))))
    made = plan(BOTH, BOTH, file)
    assert tell(made) == [("merge", "b", "", "")]
    assert made.operations[0].after == "a"
    assert tell(plan(BOTH, as_site(BOTH, topics=("b",)), file)) == []
    edited = roadmap(node("maths", topic("a"), topic("b", duration="1 week")))
    assert tell(plan(BOTH, edited, file)) == [("conflict", "b", "", "gone")]
    assert tell(plan(BOTH, edited, file, KEEP)) == [("keep", "b", "", "gone")]
    assert tell(plan(BOTH, edited, file, TAKE)) == [("merge", "b", "", "gone")]


def test_one_that_an_editor_made_or_kept_is_not_touched() -> None:
    site = roadmap(node("maths", topic("a"), topic("mine")))
    assert tell(plan(ONLY_A, site, roadmap(node("maths", topic("a", aliases=("mine",)))))) == []
    edited = roadmap(node("maths", topic("a"), topic("b", duration="1 week")))
    file = roadmap(node("maths", topic("a", aliases=("b",))))
    kept = plan(BOTH, edited, file, KEEP)
    assert tell(plan(base_after(kept), edited, file)) == []


def test_a_node_that_is_merged_but_holds_topics_of_the_site_stays() -> None:
    base = roadmap(node("maths", topic("a")), node("code"))
    site = roadmap(node("maths", topic("a")), node("code", topic("mine")))
    file = roadmap(node("maths", topic("a"), aliases=("code",)))
    assert tell(plan(base, site, file)) == [("keep", "code", "", "holds")]
    assert tell(plan(base, base, file)) == [("merge", "code", "", "")]


def test_moved_by_an_editor_while_away_and_back_in_another_node_is_a_conflict() -> None:
    rows = roadmap(node("one"), node("two", topic("a")), node("three"))
    past = roadmap(node("one", topic("a")))
    site = as_site(rows, topics=("a",), memory=Memory(gone=past))
    base = roadmap(node("one"), node("two"), node("three"))
    file = roadmap(node("one"), node("two"), node("three", topic("a")))
    assert ("conflict", "a", "node", "both") in tell(plan(base, site, file))
    assert tell(plan(base, site, roadmap(node("one", topic("a")), node("two"), node("three")))) == [
        ("restore", "a", "", ""),
        ("keep", "a", "node", "edited"),
    ]


def test_a_merge_settled_where_the_node_is_silent_does_not_return() -> None:
    base = roadmap(node("maths", topic("a")), node("code", topic("f")))
    rows = roadmap(node("maths", topic("a")), node("code", topic("f", description="Mine.")))
    file = roadmap(node("maths", topic("a", aliases=("f",))), replace(node("code"), topics=None))
    kept = plan(base, rows, file, KEEP)
    assert ("keep", "f", "", "gone") in tell(kept)
    assert not plan(base_after(kept), rows, file).stops
