"""The map of a trail: content, marks and places joined."""

from __future__ import annotations

import pytest

from progress.estimate import Estimate
from progress.map import SEGMENTS, Map, Stage, draw_map
from progress.templatetags.map import builds_on_sentence, map_facts, map_sentence
from tests.progress.trails import make_trail

FORK = {"ground": ["a", "b"], "left": ["c"], "right": ["d"], "summit": ["e"], "rest": []}
NODES = {
    "left": {"depends_on": ["ground"]},
    "right": {"depends_on": ["ground", "gone"]},
    "summit": {"depends_on": ["left", "right", "ground"]},
}
TOPICS = {key: {"duration": "2 hours"} for key in "abcde"}


def draw(marks: dict[str, str] | None = None, *, mirrored: bool = False, **trail: object) -> Map:
    return draw_map(make_trail(FORK, nodes=NODES, marks=marks, topics=TOPICS, **trail), mirrored=mirrored)


def find(drawn: Map, key: str) -> Stage:
    return next(stage for stage in drawn.stages if stage.node.node.key == key)


class TestDrawing:
    def test_stages_stand_in_the_order_of_the_trail_with_all_they_build_on(self) -> None:
        assert [(stage.node.node.key, [other.node.key for other in stage.builds_on]) for stage in draw().stages] == [
            ("ground", []),
            ("left", ["ground"]),
            ("right", ["ground"]),
            ("summit", ["left", "right", "ground"]),
            ("rest", []),
        ]

    def test_places_are_text_for_svg(self) -> None:
        drawn = draw()
        left, summit = find(drawn, "left").spot, find(drawn, "summit").spot
        assert (left.x, left.y, left.width, left.height, left.middle) == ("10", "8.7", "30", "5.2", "25")
        assert (summit.middle, summit.y, drawn.height) == ("50", "17.4", "22.6")

    def test_mirrored_for_scripts_from_right_to_left(self) -> None:
        spots = [find(draw(mirrored=mirrored), "left").spot for mirrored in (False, True)]
        assert [(spot.x, spot.middle) for spot in spots] == [("10", "25"), ("60", "75")]
        assert "M25 13.9C25 15.65 50 15.65 50 17.4" in draw().lines.ahead
        assert "M75 13.9C75 15.65 50 15.65 50 17.4" in draw(mirrored=True).lines.ahead

    def test_lines_from_complete_stages_are_walked(self) -> None:
        drawn = draw({"a": "done", "b": "done known", "c": "learning"})
        assert (drawn.lines.walked.count("M"), drawn.lines.ahead.count("M")) == (2, 2)
        assert [stage.arrow for stage in drawn.stages] == ["", "walked", "walked", "ahead", ""]

    def test_no_line_is_walked_before_anything_is_done(self) -> None:
        assert (draw().lines.walked, draw().lines.ahead.count("M")) == ("", 4)

    def test_a_retired_stage_is_not_on_the_map(self) -> None:
        nodes = NODES | {"left": {"depends_on": ["ground"], "retired": True}}
        drawn = draw_map(make_trail(FORK, nodes=nodes, marks={"c": "done"}))
        assert [stage.node.node.key for stage in drawn.stages] == ["ground", "right", "summit", "rest"]
        assert [other.node.key for other in find(drawn, "summit").builds_on] == ["right", "ground"]

    def test_a_circle_is_drawn_by_the_order_of_the_trail(self) -> None:
        nodes = {"ground": {"depends_on": ["summit"]}, "summit": {"depends_on": ["ground"]}}
        drawn = draw_map(make_trail({"ground": ["a"], "summit": ["b"]}, nodes=nodes))
        assert [[other.node.key for other in stage.builds_on] for stage in drawn.stages] == [[], ["ground"]]

    def test_a_roadmap_without_nodes(self) -> None:
        assert draw_map(make_trail({})).stages == []

    def test_the_rail_of_a_phone_has_no_seam_and_ends_at_the_boxes(self) -> None:
        nodes = {"summit": {"depends_on": ["ground"]}}
        drawn = draw_map(make_trail({"ground": ["a"], "summit": ["b"]}, nodes=nodes, marks={"a": "done"}))
        assert [(stage.rail.walked, stage.rail.ahead) for stage in drawn.stages] == [
            ("M0.5 1V2.02M0.5 1H1", ""),
            ("M0.5 -0.02V1M0.5 1H1", ""),
        ]
        assert drawn.lanes == 1


class TestNumbers:
    def test_segments_are_the_required_topics(self) -> None:
        topics = TOPICS | {"b": {"optional": True}}
        drawn = draw_map(make_trail(FORK, topics=topics, marks={"a": "learning", "c": "skipped", "d": "skipped later"}))
        assert [stage.segments for stage in drawn.stages] == [["learning"], [], ["skipped"], ["todo"], []]

    @pytest.mark.parametrize(("count", "shown"), [(SEGMENTS, SEGMENTS), (SEGMENTS + 1, 0)])
    def test_many_are_a_bar(self, count: int, shown: int) -> None:
        drawn = draw_map(make_trail({"ground": [f"topic-{number}" for number in range(count)]}))
        assert len(drawn.stages[0].segments) == shown

    def test_time_of_what_is_left(self) -> None:
        assert find(draw({"a": "done"}), "ground").left == Estimate(120, 120, 0)


class TestWords:
    @pytest.mark.parametrize(
        ("key", "facts", "sentence"),
        [
            ("ground", "2 of 2 · complete", "Ground: 2 of 2 done, complete."),
            ("left", "0 of 1 · 2 h left", "Left: 0 of 1 done, under way. 2 h left. Builds on Ground. You are here."),
            (
                "summit",
                "0 of 1 · 2 h left",
                "Summit: 0 of 1 done, not begun. 2 h left. Builds on Left, Right and Ground.",
            ),
            ("rest", "\u2013", "Rest: nothing required here."),
        ],
    )
    def test_a_stage_in_words(self, key: str, facts: str, sentence: str) -> None:
        stage = find(draw({"a": "done", "b": "done", "c": "learning"}), key)
        assert (map_facts(stage), map_sentence(stage)) == (facts, sentence)

    def test_without_an_estimate(self) -> None:
        stage = draw_map(make_trail({"ground": ["a"]})).stages[0]
        assert map_facts(stage) == "0 of 1"
        assert map_sentence(stage) == "Ground: 0 of 1 done, not begun. You are here."

    def test_what_it_builds_on(self) -> None:
        assert builds_on_sentence(find(draw(), "right")) == "Builds on Ground."
