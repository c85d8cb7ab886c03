"""Where the parts of a tree stand."""

import pytest

from roadmaps.documents.events import read_tree
from roadmaps.documents.places import Problems
from roadmaps.documents.tree import Positions, make_leaf, position_of, text_of


def locate(text: str) -> Positions:
    positions = Positions()
    positions.root = read_tree(text, Problems("a.yaml"))
    return positions


def test_every_part_has_its_position() -> None:
    positions = locate("a: b\nc:\n  - d\n  - e: *f\n")
    assert list(positions.items()) == [
        ((), (1, 1)),
        (("a",), (1, 4)),
        (("c",), (3, 3)),
        (("c", 0), (3, 5)),
        (("c", 1), (4, 5)),
        (("c", 1, "e"), (4, 8)),
    ]
    assert len(positions) == 6


@pytest.mark.parametrize("place", [("b",), ("c", 2), ("c", "d"), (0,), ("a", 0), ("a", "a"), ("b", "b")])
def test_place_that_is_not_there(place: tuple[str | int, ...]) -> None:
    positions = locate("a: b\nc: [d, e]\n")
    assert place not in positions
    with pytest.raises(KeyError):
        positions[place]


def test_nothing_was_read() -> None:
    positions = locate("")
    assert list(positions) == []
    assert () not in positions


def test_leaf_that_stands_in_no_yaml() -> None:
    leaf = make_leaf("~", (3, 5))
    assert (text_of(leaf), position_of(leaf)) == ("~", (3, 5))
