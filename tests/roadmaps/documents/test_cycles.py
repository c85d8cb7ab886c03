"""Circles in what depends on what."""

from roadmaps.documents.cycles import find_cycles


def test_no_circle() -> None:
    assert find_cycles({"a": [], "b": ["a"], "c": ["a", "b"]}) == []


def test_circle_begins_with_its_first_key_and_follows_the_dependencies() -> None:
    assert find_cycles({"a": [], "b": ["d"], "c": ["b"], "d": ["c", "a"]}) == [["b", "d", "c", "b"]]


def test_each_circle_is_found() -> None:
    graph = {"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}
    assert sorted(find_cycles(graph)) == [["a", "b", "a"], ["c", "d", "c"]]


def test_search_ends_at_its_limit() -> None:
    keys = [str(number) for number in range(20)]
    assert len(find_cycles({key: [other for other in keys if other != key] for key in keys}, limit=3)) == 3
