"""Writes the ids that a file leaves out into its text: the keys that reading it would make. Nothing else changes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from roadmaps.documents.document import NodeDoc, RoadmapDoc
from roadmaps.documents.events import LOADER
from roadmaps.documents.front_matter import FrontMatter, split_front_matter
from roadmaps.documents.problem import Problem, Severity
from roadmaps.documents.read import TEXT_SUFFIXES, load_bytes, read_bytes, read_text, tell_unreadable
from roadmaps.documents.reading import Reading
from roadmaps.documents.text import normalise_line_ends
from roadmaps.documents.write import write_inline

_BOM = "\ufeff"
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_QUOTES = frozenset({"'", '"'})


class PinError(ValueError):
    """The file would not say the same with its ids written out."""


@dataclass(frozen=True, slots=True)
class Pin:
    """An id to write. line: where its thing begins in the file, counted from 1; noun: roadmap, node or topic."""

    line: int
    noun: str
    key: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """A file with its ids, and which of them were missing, from top to bottom.

    Without a document in the reading nothing was done: its problems say why.
    """

    reading: Reading
    data: bytes = b""
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class _Thing:
    """A roadmap, node or topic in the text, and the id that the text does not give it."""

    mapping: yaml.MappingNode
    noun: str
    key: str


@dataclass(frozen=True, slots=True)
class _Insertion:
    """Text to put before a column of a line, both counted from 0. A line feed in it becomes the file's line end."""

    line: int
    column: int
    text: str


def pin_file(path: Path) -> Pinned:
    """The file as it would be with its missing ids written in. Nothing is written here."""
    try:
        data = load_bytes(path)
    except (OSError, ValueError) as error:
        return Pinned(tell_unreadable(path, error))
    reading = read_bytes(data, path)
    if reading.document is None:
        return Pinned(reading)
    try:
        return pin_ids(data, reading)
    except PinError as error:
        problem = Problem(str(path), 1, 1, Severity.ERROR, str(error), "write them by hand", "pin")
        return Pinned(Reading(str(path), None, (problem,)))


def pin_ids(data: bytes, reading: Reading) -> Pinned:
    """The bytes with the missing ids written in. `reading` is what reading them gave, without an error.

    Raises PinError.
    """
    document = reading.document
    assert document is not None  # noqa: S101 - tells the type; a file with errors is refused before
    text = data.decode("utf-8")
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    matter = _find_yaml(text, reading.path)
    lines, before = matter.yaml.split("\n"), matter.first_line - 1
    things = list(_find_unnamed(matter.yaml, document))
    insertions = [insertion for thing in things for insertion in _insert_id(thing, lines)]
    pinned = f"{bom}{_put_in(text, insertions, before)}".encode()
    _check_same(pinned, document, reading.path)
    pins = (Pin(thing.mapping.start_mark.line + before + 1, thing.noun, thing.key) for thing in things)
    return Pinned(reading, pinned, tuple(pins))


def _find_yaml(text: str, path: str) -> FrontMatter:
    plain = normalise_line_ends(text)
    return split_front_matter(plain) if Path(path).suffix.lower() in TEXT_SUFFIXES else FrontMatter(plain, 1)


def _find_unnamed(text: str, document: RoadmapDoc) -> Iterator[_Thing]:
    """What has no id in the text, in its order. Reading has shown that the text is shallow and without anchors, so
    that composing it is safe."""
    root = yaml.compose(text, Loader=LOADER)
    yield from _look_at(root, "roadmap", document.key)
    for node, node_doc in zip(_list_entries(root, "nodes"), document.nodes, strict=True):
        yield from _look_at(node, "node", node_doc.key)
        for topic, topic_doc in zip(_list_entries(node, "topics"), node_doc.topics or (), strict=True):
            yield from _look_at(topic, "topic", topic_doc.key)


def _look_at(mapping: yaml.Node | None, noun: str, key: str) -> Iterator[_Thing]:
    assert isinstance(mapping, yaml.MappingNode)  # noqa: S101 - tells the type; reading has looked
    if all(name.value != "id" for name, _ in mapping.value):
        yield _Thing(mapping, noun, key)


def _list_entries(mapping: yaml.Node | None, name: str) -> list[yaml.Node]:
    assert isinstance(mapping, yaml.MappingNode)  # noqa: S101 - tells the type; reading has looked
    values = (value for key, value in mapping.value if key.value == name)
    found = next(values, None)
    return found.value if isinstance(found, yaml.SequenceNode) else []


def _insert_id(thing: _Thing, lines: Sequence[str]) -> Iterator[_Insertion]:
    """The id as the first key of its mapping, in the style of the key that was first. `lines` are those of the YAML."""
    name, value = thing.mapping.value[0]
    start, before = thing.mapping.start_mark, lines[name.start_mark.line][: name.start_mark.column]
    quote = name.style if name.style in _QUOTES else ""
    pair = f"{quote}id{quote}: {f'{quote}{thing.key}{quote}' if quote else write_inline(thing.key)}"
    if not thing.mapping.flow_style:
        yield _Insertion(start.line, start.column, f"{pair}\n{' ' * start.column}")
    elif lines[start.line][start.column] != "{":  # `[title: A]` is a list of one mapping without its braces
        yield _Insertion(start.line, start.column, f"{{{pair}, ")
        yield _Insertion(value.end_mark.line, value.end_mark.column, "}")
    elif before.strip():
        yield _Insertion(name.start_mark.line, name.start_mark.column, f"{pair}, ")
    else:
        yield _Insertion(name.start_mark.line, name.start_mark.column, f"{pair},\n{before}")


def _put_in(text: str, insertions: Iterable[_Insertion], before: int) -> str:
    """The text with the insertions, `before` lines further down. Every line keeps its own end."""
    parts = _LINE_END.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    for insertion in sorted(insertions, key=lambda each: (each.line, each.column), reverse=True):
        at = insertion.line + before
        end = ends[at] or ends[at - 1] or "\n"  # the last line has none
        line = lines[at]
        lines[at] = line[: insertion.column] + insertion.text.replace("\n", end) + line[insertion.column :]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _check_same(pinned: bytes, document: RoadmapDoc, path: str) -> None:
    """Read the file as it would be. Raises PinError unless it says what it said, with every id in it."""
    reading = read_text(pinned, path=path)
    if reading.document == name_all(document):
        return
    reason = f": {reading.errors[0].message}" if reading.errors else ""
    raise PinError(f"with its ids written in, the file would not say the same{reason}")


def name_all(document: RoadmapDoc) -> RoadmapDoc:
    """The document with the id of every node and topic said."""
    return replace(document, nodes=tuple(map(_name_node, document.nodes)))


def _name_node(node: NodeDoc) -> NodeDoc:
    topics = None if node.topics is None else tuple(replace(topic, id=topic.key) for topic in node.topics)
    return replace(node, id=node.key, topics=topics)
