"""Content and marks joined: rows, states, neighbours, and the next step."""

from __future__ import annotations

import pytest

from progress.estimate import Estimate
from progress.trail import find_next
from tests.progress.trails import keys, make_trail, row

TWO = {"ground": ["a", "b"], "summit": ["c"]}


def next_key(**trail: object) -> str | None:
    here = make_trail(**trail).here  # type: ignore[arg-type]  # the keywords are those of make_trail
    return here.topic.key if here else None


class TestJoining:
    def test_joins_content_and_marks_in_order(self) -> None:
        trail = make_trail(TWO, marks={"a": "done known", "c": "learning"})
        assert [(node.number, node.node.key, keys(node.rows)) for node in trail.nodes] == [
            (1, "ground", ["a", "b"]),
            (2, "summit", ["c"]),
        ]
        assert [(row.number, row.topic.key, row.status, row.reason) for row in trail.rows] == [
            (1, "a", "done", "known"),
            (2, "b", "todo", ""),
            (1, "c", "learning", ""),
        ]
        assert [row.mark is not None for row in trail.rows] == [True, False, True]

    def test_each_topic_holds_its_node_and_roadmap(self) -> None:
        trail = make_trail(TWO)
        assert [row.topic.node is row.node and row.node.roadmap is trail.roadmap for row in trail.rows] == [True] * 3
        assert all(row.topic.roadmap is trail.roadmap for row in trail.rows)

    def test_counts_the_whole_and_each_node(self) -> None:
        trail = make_trail(TWO, marks={"a": "done"})
        assert (trail.meter.done, trail.meter.required, trail.meter.left) == (1, 3, ("b", "c"))
        assert [(node.meter.done, node.meter.required) for node in trail.nodes] == [(1, 2), (0, 1)]

    def test_a_roadmap_without_nodes(self) -> None:
        trail = make_trail({})
        assert (trail.nodes, trail.rows, trail.gone, trail.here, trail.meter.percent) == ([], [], [], None, None)

    @pytest.mark.parametrize(
        ("words", "toggled"), [("todo", "done"), ("learning", "done"), ("done", "todo"), ("skipped", "done")]
    )
    def test_where_the_switch_leads(self, words: str, toggled: str) -> None:
        assert row(make_trail(TWO, marks={"a": words}), "a").toggled == toggled

    @pytest.mark.parametrize(
        ("words", "is_started"),
        [("todo", False), ("learning", True), ("done known", True), ("skipped", True), ("skipped later", True)],
    )
    def test_any_mark_but_to_do_starts_a_trail(self, words: str, is_started: bool) -> None:
        assert make_trail(TWO, marks={"b": words}).is_started is is_started
        assert make_trail(TWO, marks={"b": words}, topics={"b": {"retired": True}}).is_started is is_started
        assert not make_trail(TWO).is_started


class TestGone:
    def test_a_retired_topic_with_a_mark_is_kept_aside(self) -> None:
        trail = make_trail(TWO, marks={"a": "done"}, topics={"a": {"retired": True}})
        assert (keys(trail.rows), keys(trail.gone)) == (["b", "c"], ["a"])
        assert (trail.gone[0].number, trail.gone[0].standing.retired) == (0, True)
        assert (trail.meter.done, trail.meter.required) == (0, 2)
        assert [row.number for row in trail.rows] == [1, 1]

    @pytest.mark.parametrize("marks", [{}, {"a": "todo"}])
    def test_a_retired_topic_without_a_mark_is_not_there(self, marks: dict[str, str]) -> None:
        trail = make_trail(TWO, marks=marks, topics={"a": {"retired": True}})
        assert (keys(trail.rows), trail.gone) == (["b", "c"], [])

    def test_topics_of_a_retired_node_are_out_with_it(self) -> None:
        trail = make_trail(TWO, marks={"a": "learning"}, nodes={"ground": {"retired": True}})
        assert [(node.number, node.node.key) for node in trail.nodes] == [(1, "summit")]
        assert (keys(trail.rows), keys(trail.gone)) == (["c"], ["a"])
        assert trail.gone[0].standing.retired

    def test_the_row_of_a_topic_is_found_on_and_off_the_trail(self) -> None:
        trail = make_trail(TWO, marks={"a": "done"}, topics={"a": {"retired": True}})
        for key in ("a", "b", "c"):
            assert trail.row_of(row(trail, key).topic) is row(trail, key)

    def test_a_topic_that_left_without_a_mark_has_no_row(self) -> None:
        hidden = row(make_trail(TWO), "a").topic
        assert make_trail(TWO, topics={"a": {"retired": True}}).row_of(hidden) is None


class TestNext:
    def test_is_the_first_that_is_left(self) -> None:
        assert next_key(stages=TWO, marks={"a": "done"}) == "b"

    def test_one_under_way_is_the_next_too(self) -> None:
        assert next_key(stages=TWO, marks={"a": "learning"}) == "a"

    def test_passes_over_optional_refused_and_retired(self) -> None:
        stages = {"ground": ["a", "b", "c", "d"]}
        topics = {"a": {"optional": True}, "c": {"retired": True}}
        assert next_key(stages=stages, topics=topics, marks={"b": "skipped"}) == "d"

    def test_waits_for_dependencies(self) -> None:
        assert next_key(stages=TWO, nodes={"ground": {"depends_on": ["summit"]}}) == "c"

    def test_goes_on_where_dependencies_are_settled(self) -> None:
        nodes = {"ground": {"depends_on": ["summit"]}}
        assert next_key(stages=TWO, nodes=nodes, marks={"c": "done"}) == "a"
        assert next_key(stages=TWO, nodes=nodes, marks={"c": "skipped"}) == "a"

    def test_a_dependency_with_nothing_required_holds_nobody_up(self) -> None:
        nodes = {"ground": {"depends_on": ["summit"]}}
        assert next_key(stages=TWO, nodes=nodes, topics={"c": {"optional": True}}) == "a"
        assert next_key(stages=TWO, nodes=nodes, topics={"c": {"retired": True}}) == "a"
        assert next_key(stages=TWO, nodes={"summit": {"retired": True}, **nodes}) == "a"

    def test_an_unknown_dependency_holds_nobody_up(self) -> None:
        assert next_key(stages=TWO, nodes={"ground": {"depends_on": ["elsewhere"]}}) == "a"

    def test_a_circle_falls_back_to_the_first(self) -> None:
        nodes = {"ground": {"depends_on": ["summit"]}, "summit": {"depends_on": ["ground"]}}
        assert next_key(stages=TWO, nodes=nodes, marks={"a": "done"}) == "b"

    def test_what_was_put_off_waits_for_the_rest(self) -> None:
        assert next_key(stages=TWO, marks={"a": "skipped later"}) == "b"
        assert next_key(stages=TWO, marks={"a": "skipped later", "b": "done"}) == "c"
        assert next_key(stages=TWO, marks={"a": "skipped later", "b": "done", "c": "done"}) == "a"

    def test_what_was_put_off_in_a_dependency_locks_nothing(self) -> None:
        nodes = {"summit": {"depends_on": ["ground"]}}
        assert next_key(stages=TWO, nodes=nodes, marks={"a": "skipped later", "b": "done"}) == "c"

    def test_there_is_none_when_nothing_required_is_left(self) -> None:
        assert next_key(stages=TWO, marks={"a": "done", "b": "skipped", "c": "done known"}) is None
        assert next_key(stages={"ground": ["a"]}, topics={"a": {"optional": True}}) is None

    def test_marks_its_row_and_its_node_and_no_other(self) -> None:
        trail = make_trail(TWO, marks={"a": "done", "b": "done"})
        assert [row.is_here for row in trail.rows] == [False, False, True]
        assert [node.is_here for node in trail.nodes] == [False, True]
        assert trail.here is trail.rows[2] is find_next(trail.nodes)


class TestStates:
    @pytest.mark.parametrize(
        ("marks", "state"),
        [
            ({}, "ahead"),
            ({"a": "skipped later"}, "ahead"),
            ({"a": "skipped"}, "ahead"),
            ({"a": "learning"}, "active"),
            ({"a": "done"}, "active"),
            ({"a": "done", "b": "done"}, "complete"),
            ({"a": "done known", "b": "skipped"}, "complete"),
            ({"a": "skipped", "b": "skipped"}, "ahead"),
        ],
    )
    def test_of_a_node(self, marks: dict[str, str], state: str) -> None:
        assert make_trail(TWO, marks=marks).nodes[0].state == state

    def test_a_node_without_anything_required_is_never_complete(self) -> None:
        trail = make_trail({"ground": ["a"], "empty": []}, topics={"a": {"optional": True}}, marks={"a": "done"})
        assert [node.state for node in trail.nodes] == ["ahead", "ahead"]


class TestAround:
    def test_neighbours_cross_nodes(self) -> None:
        trail = make_trail(TWO)
        around = {row.topic.key: trail.neighbours(row.topic) for row in trail.rows}
        found = {key: tuple(other.topic.key if other else None for other in pair) for key, pair in around.items()}
        assert found == {"a": (None, "b"), "b": ("a", "c"), "c": ("b", None)}

    def test_a_topic_that_left_has_no_neighbours(self) -> None:
        trail = make_trail(TWO, marks={"b": "done"}, topics={"b": {"retired": True}})
        assert trail.neighbours(row(trail, "b").topic) == (None, None)
        assert trail.neighbours(row(trail, "a").topic)[1] is row(trail, "c")

    def test_prerequisites_find_topics_by_their_slug(self) -> None:
        texts = ["A", "School algebra", "C++", "b"]
        trail = make_trail(
            {"ground": ["a", "c-plus-plus"], "summit": ["b", "c"]}, topics={"c": {"prerequisites": texts}}
        )
        found = trail.resolve_prerequisites(row(trail, "c").topic)
        assert [(text, other.topic.key if other else None) for text, other in found] == [
            ("A", "a"),
            ("School algebra", None),
            ("C++", "c-plus-plus"),
            ("b", "b"),
        ]

    def test_a_prerequisite_that_left_the_trail_is_only_a_text(self) -> None:
        trail = make_trail(TWO, marks={"a": "done"}, topics={"a": {"retired": True}, "b": {"prerequisites": ["a"]}})
        assert trail.resolve_prerequisites(row(trail, "b").topic) == [("a", None)]


class TestTime:
    TOPICS = {
        "a": {"duration": "1 hour"},
        "b": {"duration": "2-3 hours"},
        "c": {"duration": "a while"},
        "d": {"duration": "9 hours", "optional": True},
        "e": {"duration": "9 hours"},
    }
    STAGES = {"ground": ["a", "b"], "summit": ["c", "d", "e"]}

    def test_of_the_whole_counts_what_is_required(self) -> None:
        trail = make_trail(self.STAGES, topics=self.TOPICS, marks={"a": "done", "e": "skipped"})
        assert trail.whole == Estimate(low=180, high=240, unknown=1)

    def test_of_the_rest_counts_what_is_left(self) -> None:
        trail = make_trail(self.STAGES, topics=self.TOPICS, marks={"a": "done", "e": "skipped later"})
        assert trail.left == Estimate(low=660, high=720, unknown=1)
