"""Where boxes and lines lie, tried on maps drawn by hand and on any map up to 60 stages."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.graph import Graph, build_graph, drop_implied
from roadmaps.layout import (
    WIDEST,
    Layout,
    assign_layers,
    count_crossings,
    count_lines,
    is_box,
    lay_out,
    make_layers,
    make_links,
    measure_height,
    order_layers,
    spread,
)

DIAMOND: Graph = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}


def make_graph(count: int, seed: int) -> Graph:
    """A map of `count` stages, each building on up to four others; the order of the file is any order."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about a map
    keys = [f"stage-{number}" for number in range(count)]
    chance.shuffle(keys)
    above = {key: chance.sample(keys[:at], min(at, chance.randrange(5))) for at, key in enumerate(keys)}
    return drop_implied(build_graph({key: above[key] for key in sorted(keys)}))


graphs = st.builds(make_graph, st.integers(1, 60), st.integers(0, 2**32))
few = settings(max_examples=25)


def draw_graph(graph: Graph) -> Layout:
    return lay_out({key: f"The stage of {key}" for key in graph}, graph)


class TestSmallMaps:
    def test_a_diamond(self) -> None:
        layout = draw_graph(DIAMOND)
        middles = {key: (box.layer, box.left + box.width / 2) for key, box in layout.boxes.items()}
        assert middles == {"a": (0, 50), "b": (1, 25), "c": (1, 75), "d": (2, 50)}
        assert {box.width for box in layout.boxes.values()} == {30}
        assert [(line.source, line.start[0], line.end[0]) for line in layout.lines] == [
            ("a", 50, 25),
            ("a", 50, 75),
            ("b", 25, 50),
            ("c", 75, 50),
        ]

    def test_lines_run_from_box_to_box(self) -> None:
        layout = draw_graph({"a": [], "b": ["a"]})
        above, below = layout.boxes["a"], layout.boxes["b"]
        assert [(line.start[1], line.end[1]) for line in layout.lines] == [(above.height, below.top)]
        assert layout.height == below.top + below.height

    def test_a_long_line_passes_beside_what_lies_between(self) -> None:
        layout = draw_graph({"a": [], "b": ["a"], "c": ["b"], "x": [], "d": ["c", "x"]})
        between = layout.boxes["b"]
        straight = [line.start[0] for line in layout.lines if line.source == "x" and line.start[0] == line.end[0]]
        assert len(straight) >= 2
        assert all(not between.left <= x <= between.left + between.width for x in straight)

    def test_a_crossing_that_the_file_makes_is_taken_out(self) -> None:
        graph: Graph = {"a": [], "b": [], "c": ["b"], "d": ["a"]}
        home = assign_layers(graph)
        links = make_links(graph, home)
        layers = make_layers(graph, home, links)
        assert (count_crossings(layers, links), count_crossings(order_layers(layers, links), links)) == (1, 0)

    def test_a_full_layer_goes_on_in_the_next(self) -> None:
        graph: Graph = {f"stage-{number}": [] for number in range(WIDEST + 1)}
        assert list(assign_layers(graph).values()) == [0] * WIDEST + [1]

    def test_nothing(self) -> None:
        assert draw_graph({}) == Layout({}, [], 0)


class TestAnyMap:
    @few
    @given(graphs)
    def test_no_two_boxes_overlap_and_none_leaves_the_map(self, graph: Graph) -> None:
        layout = draw_graph(graph)
        assert sorted(layout.boxes) == sorted(graph)
        for one, other in combinations(layout.boxes.values(), 2):
            beside = one.left + one.width < other.left or other.left + other.width < one.left
            below = one.top + one.height < other.top or other.top + other.height < one.top
            assert beside or below
        assert all(box.left >= 0 and box.left + box.width <= 100 for box in layout.boxes.values())
        assert all(box.top + box.height <= layout.height for box in layout.boxes.values())

    @few
    @given(graphs)
    def test_every_line_leads_down_and_no_layer_is_too_wide(self, graph: Graph) -> None:
        home = assign_layers(graph)
        assert all(home[other] < home[key] for key, others in graph.items() for other in others)
        assert max(list(home.values()).count(layer) for layer in home.values()) <= WIDEST
        assert set(home.values()) == set(range(max(home.values()) + 1))
        assert all(line.start[1] < line.end[1] for line in draw_graph(graph).lines)

    @few
    @given(graphs)
    def test_no_line_runs_through_a_box(self, graph: Graph) -> None:
        layout = draw_graph(graph)
        down = [line for line in layout.lines if line.start[0] == line.end[0]]
        for line in down:
            for box in layout.boxes.values():
                inside = box.left <= line.start[0] <= box.left + box.width
                assert not (inside and line.start[1] < box.top + box.height and line.end[1] > box.top)
        assert all(0 <= x <= 100 for line in layout.lines for x in (line.start[0], line.end[0]))

    @few
    @given(graphs)
    def test_lines_cross_no_more_than_in_the_order_of_the_file(self, graph: Graph) -> None:
        home = assign_layers(graph)
        links = make_links(graph, home)
        layers = make_layers(graph, home, links)
        ordered = order_layers(layers, links)
        assert count_crossings(ordered, links) <= count_crossings(layers, links)
        assert [sorted(layer) for layer in ordered] == [sorted(layer) for layer in layers]
        assert {point[0] for layer in ordered for point in layer if is_box(point, home)} == set(graph)


class TestTitles:
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("Short", 1),
            ("Two words", 1),
            ("Two longer words", 2),
            ("Unbreakable-at-all", 2),
            ("a Unbreakable-at-all", 3),
        ],
    )
    def test_lines_of_ten_letters(self, text: str, lines: int) -> None:
        assert count_lines(text, 10) == lines

    def test_letters_of_east_asia_are_wide(self) -> None:
        assert (count_lines("機械学習の", 10), count_lines("機械学習の基礎", 10)) == (1, 2)

    def test_a_box_grows_with_its_title_to_a_limit(self) -> None:
        heights = [measure_height([" ".join(["mountain"] * count)], 21.5) for count in (1, 2, 5, 9)]
        assert heights == pytest.approx([6.5, 7.8, 11.7, 11.7])


class TestSpreading:
    def test_in_the_middle_of_a_gap(self) -> None:
        assert spread(2, 40, 60) == [48.5, 51.5]

    def test_close_to_the_only_box(self) -> None:
        assert (spread(2, None, 30), spread(2, 70, None)) == ([24, 27], [73, 76])

    def test_closer_where_the_gap_is_narrow(self) -> None:
        assert spread(3, 40, 42) == [40.5, 41, 41.5]
