"""Which stage builds on which, cleaned so that it can be drawn."""

from __future__ import annotations

from roadmaps.graph import build_graph, drop_implied


class TestBuilding:
    def test_keeps_what_the_file_says_in_its_order(self) -> None:
        said = {"a": [], "b": ["a"], "c": ["b", "a"], "d": []}
        assert build_graph(said) == {"a": [], "b": ["a"], "c": ["b", "a"], "d": []}

    def test_chains_the_stages_where_none_says_anything(self) -> None:
        assert build_graph({"a": [], "b": [], "c": []}) == {"a": [], "b": ["a"], "c": ["b"]}

    def test_chains_them_where_all_that_is_said_leads_off_the_trail(self) -> None:
        assert build_graph({"a": ["gone"], "b": ["b"]}) == {"a": [], "b": ["a"]}

    def test_skips_stages_off_the_trail_repeats_and_the_stage_itself(self) -> None:
        assert build_graph({"a": ["gone"], "b": ["b", "a", "a"]}) == {"a": [], "b": ["a"]}

    def test_a_stage_may_build_on_a_later_one(self) -> None:
        assert build_graph({"a": ["b"], "b": []}) == {"a": ["b"], "b": []}

    def test_in_a_circle_only_earlier_stages_count(self) -> None:
        said = {"a": ["c"], "b": ["a"], "c": ["b"], "d": ["c", "a"]}
        assert build_graph(said) == {"a": [], "b": ["a"], "c": ["b"], "d": ["c", "a"]}

    def test_nothing(self) -> None:
        assert build_graph({}) == {}


class TestDroppingWhatIsImplied:
    def test_drops_the_long_way_round(self) -> None:
        graph = {"a": [], "b": ["a"], "c": ["a", "b"], "d": ["a", "c"]}
        assert drop_implied(graph) == {"a": [], "b": ["a"], "c": ["b"], "d": ["c"]}

    def test_keeps_two_ways_to_the_same_stage(self) -> None:
        graph = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}
        assert drop_implied(graph) == graph
