"""The tree of texts that a file becomes first, and where its parts stand.

Its leaves are the parser's own events, and a position is worked out only when somebody asks for it: of a file without
problems nobody does.
"""

from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from roadmaps.documents.places import Place, Position

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Void:
    """A part that was refused: its problem is told, nothing more is to be said about it."""

    start_mark: Any  # of the parser, as in its events


@dataclass(slots=True)
class Sequence:
    start_mark: Any
    items: list["Tree"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values as typed, in the order of the file; a key that was refused is in neither."""

    start_mark: Any
    keys: dict[str, yaml.Event] = field(default_factory=dict)
    values: dict[str, "Tree"] = field(default_factory=dict)
    # its last key was refused and was a collection, so the value of it is still to come
    owes_value: bool = False


Tree = yaml.ScalarEvent | Void | Sequence | Mapping


def make_leaf(text: str, position: Position) -> yaml.ScalarEvent:
    """A text that stands in no YAML, at a place of the file."""
    line, column = position
    mark = yaml.Mark("", 0, line - 1, column - 1, None, 0)
    return yaml.ScalarEvent(None, None, (True, True), text, mark, mark, "|")


def text_of(leaf: yaml.ScalarEvent) -> str:
    """The text as typed; "" for an empty value and for a null."""
    text: str = leaf.value
    return "" if not leaf.style and text in NULLS else text


def is_empty(tree: Tree) -> bool:
    """Whether it is an empty text or a null: what `---` alone is."""
    return isinstance(tree, yaml.ScalarEvent) and not text_of(tree)


def position_of(part: Tree | yaml.Event) -> Position:
    mark: Any = part.start_mark
    return (mark.line + 1, mark.column + 1)


class Positions(abc.Mapping[Place, Position]):
    """Place -> position of every part of a tree: of a value, not of its key."""

    def __init__(self) -> None:
        self.root: Tree | None = None

    def __getitem__(self, place: Place) -> Position:
        tree = self.root
        for step in place:
            tree = _enter(tree, step)
        if tree is None:
            raise KeyError(place)
        return position_of(tree)

    def __iter__(self) -> Iterator[Place]:
        waiting: list[tuple[Place, Tree]] = [((), self.root)] if self.root else []
        while waiting:
            place, tree = waiting.pop()
            yield place
            if isinstance(tree, Mapping):
                waiting += [((*place, key), value) for key, value in reversed(tree.values.items())]
            elif isinstance(tree, Sequence):
                waiting += [((*place, index), item) for index, item in reversed(list(enumerate(tree.items)))]

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _enter(tree: Tree | None, step: str | int) -> Tree | None:
    if isinstance(tree, Mapping) and isinstance(step, str):
        return tree.values.get(step)
    if isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
        return tree.items[step]
    return None
