"""YAML text to a tree of texts with their positions, from the parser's events only.

No object is ever constructed, nothing is recursive, and what makes YAML dangerous or surprising is refused: anchors,
aliases, merge keys, tags, directives, a second document, keys twice, depth. Scalars stay the text that was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml

from roadmaps.documents.places import Position, Problems
from roadmaps.documents.problem import Note, quote_short
from roadmaps.documents.syntax import explain_syntax

MAX_DEPTH = 12
MAX_EVENTS = 500_000
MAX_FAULTS = 1_000

LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """A text as typed; "" for an empty value and for a null."""

    text: str
    at: Position


@dataclass(slots=True)
class Void:
    """A part that was refused: its problem is told, nothing more is to be said about it."""

    at: Position


@dataclass(slots=True)
class Sequence:
    at: Position
    items: list["Tree"] = field(default_factory=list)


@dataclass(slots=True)
class Pair:
    key: str
    at: Position
    value: "Tree"


@dataclass(slots=True)
class Mapping:
    at: Position
    pairs: dict[str, Pair] = field(default_factory=dict)
    # the key that waits for its value; None before a key, a Void after a key that was refused
    key: Scalar | Void | None = None


Tree = Scalar | Void | Sequence | Mapping


class _StopError(Exception):
    """Reading on would be dangerous or pointless; the problem is told."""


def read_tree(text: str, problems: Problems, *, first_line: int = 1) -> Tree | None:
    """The one document in the text, None when there is none or it could not be read to its end.

    `first_line` is the line of the file on which the text begins.
    """
    builder = _Builder(problems, first_line)
    try:
        for event in _parse_events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        (line, column), note = explain_syntax(error, text)
        problems.add_error((line + first_line, column + 1), note)
        return None
    except _StopError:
        return None
    return builder.root


def has_top_key(text: str, name: str) -> bool:
    """Whether the YAML text has this key at its top: in any style as far as it can be read, at the margin even where
    it cannot."""
    if re.search(rf"""^(["']?){re.escape(name)}\1[ \t]*:(?:\s|$)""", text, re.MULTILINE):
        return True
    try:
        return any(key == name for key in _read_top_keys(text))
    except yaml.YAMLError:
        return False  # reading the file tells it


def _read_top_keys(text: str) -> Iterator[str]:
    depth = 0
    is_key = True
    for event in islice(_parse_events(text), MAX_EVENTS):
        if depth == 1 and isinstance(event, yaml.NodeEvent):
            if is_key and isinstance(event, yaml.ScalarEvent):
                yield event.value
            is_key = not is_key
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return


def _parse_events(text: str) -> Iterator[yaml.Event]:
    loader = LOADER(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            assert event is not None  # noqa: S101 - tells the type; check_event has looked
            yield event
    finally:
        loader.dispose()


class _Builder:
    """Takes events one by one; `open` are the collections that are not closed yet, the innermost last."""

    def __init__(self, problems: Problems, first_line: int) -> None:
        self.problems = problems
        self.first_line = first_line
        self.root: Tree | None = None
        self.open: list[Sequence | Mapping] = []
        self.documents = 0
        self.events = 0

    def take(self, event: yaml.Event) -> None:
        self.events += 1
        if self.events > MAX_EVENTS:
            self._stop(event, Note("too-many", f"more than {MAX_EVENTS:,} parts"))
        if len(self.problems.found) >= MAX_FAULTS:
            self._stop(event, Note("too-many", "too much is wrong to read on"))
        match event:
            case yaml.DocumentStartEvent():
                self._start_document(event)
            case yaml.AliasEvent():
                self._refuse(event, "alias", f"the alias *{event.anchor} is not allowed", "write the value out")
                self._place(Void(self._find(event)))
            case yaml.ScalarEvent():
                self._refuse_node(event)
                self._place(self._make_scalar(event))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._open_collection(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.open.pop()

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            note = Note("two-documents", "a second document begins here", "one roadmap a file; remove the ---")
            self._stop(event, note)
        if event.version or event.tags:
            self._refuse(event, "directive", "directives (%YAML, %TAG) are not allowed", "remove the line")

    def _open_collection(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_node(event)
        at = self._find(event)
        collection = Sequence(at) if isinstance(event, yaml.SequenceStartEvent) else Mapping(at)
        if len(self.open) == MAX_DEPTH:
            self._stop(event, Note("too-deep", f"nested more than {MAX_DEPTH} levels deep"))
        self._place(collection)
        self.open.append(collection)

    def _place(self, tree: Tree) -> None:
        """Put a part where it belongs: as the root, an entry, a key or a value."""
        if not self.open:
            self.root = tree
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(tree)
        elif parent.key is None:
            parent.key = self._check_key(parent, tree)
        else:
            if isinstance(parent.key, Scalar):
                parent.pairs[parent.key.text] = Pair(parent.key.text, parent.key.at, tree)
            parent.key = None

    def _check_key(self, parent: Mapping, key: Tree) -> Scalar | Void:
        if isinstance(key, Void):
            return key
        if not isinstance(key, Scalar) or not key.text:
            self.problems.add_error(key.at, Note("bad-key", "a key must be a text", "write `name: value`"))
        elif key.text == "<<":
            self.problems.add_error(key.at, Note("merge-key", "merge keys (<<) are not allowed", "write the keys out"))
        elif earlier := parent.pairs.get(key.text):
            message = f"the key {quote_short(key.text)} is here twice (also in line {earlier.at[0]})"
            self.problems.add_error(key.at, Note("duplicate-key", message, "remove one of them"))
        else:
            return key
        return Void(key.at)

    def _make_scalar(self, event: yaml.ScalarEvent) -> Scalar:
        is_null = not event.style and event.value in _NULLS
        return Scalar("" if is_null else event.value, self._find(event))

    def _refuse_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, "anchor", f"the anchor &{event.anchor} is not allowed", "remove it")
        if event.tag is not None:
            self._refuse(event, "tag", f"the tag {quote_short(event.tag)} is not allowed", "remove it")

    def _refuse(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.add_error(self._find(event), Note(code, message, hint))

    def _stop(self, event: yaml.Event, note: Note) -> None:
        self.problems.add_error(self._find(event), note)
        raise _StopError

    def _find(self, event: yaml.Event) -> Position:
        assert event.start_mark is not None  # noqa: S101 - tells the type; parsed events have marks
        return (event.start_mark.line + self.first_line, event.start_mark.column + 1)
