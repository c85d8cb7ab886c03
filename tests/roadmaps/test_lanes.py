"""Lines in one column."""

from __future__ import annotations

from roadmaps.graph import Graph
from roadmaps.lanes import MOST, Piece, lay_lanes


def test_a_line_goes_down_to_the_next_stage() -> None:
    assert lay_lanes({"a": [], "b": ["a"]}) == {
        "a": [Piece(0, "a", above=False, below=True, turns=True)],
        "b": [Piece(0, "a", above=True, below=False, turns=True)],
    }


def test_a_line_passes_what_does_not_build_on_its_stage() -> None:
    pieces = lay_lanes({"a": [], "b": [], "c": ["a"]})
    assert pieces["b"] == [Piece(0, "a", above=True, below=True, turns=False)]


def test_all_lines_of_a_stage_share_a_lane_and_those_of_two_never_do() -> None:
    pieces = lay_lanes({"a": [], "b": ["a"], "c": ["a", "b"]})
    assert {key: sorted((piece.lane, piece.source) for piece in row) for key, row in pieces.items()} == {
        "a": [(1, "a")],
        "b": [(0, "b"), (1, "a")],
        "c": [(0, "b"), (1, "a")],
    }


def test_a_line_may_lead_up() -> None:
    pieces = lay_lanes({"a": ["b"], "b": []})
    assert [pieces["a"][0].below, pieces["b"][0].above, pieces["b"][0].source] == [True, True, "b"]


def test_what_finds_no_lane_is_left_to_words() -> None:
    first = [f"from-{number}" for number in range(MOST + 1)]
    graph: Graph = {key: [] for key in first} | {f"to-{number}": [key] for number, key in enumerate(first)}
    sources = {piece.source for row in lay_lanes(graph).values() for piece in row}
    assert len(sources) == MOST
