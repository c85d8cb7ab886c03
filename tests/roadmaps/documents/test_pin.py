"""Pinning: the missing ids are written in, nothing else moves, and the file says what it said."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.pin import Pin, PinError, name_all, pin_file, pin_ids
from roadmaps.documents.plain import to_data
from roadmaps.documents.read import MAX_FILE, read_text
from roadmaps.documents.write import write_text
from tests.roadmaps.documents.strategies import documents
from tests.roadmaps.documents.styles import STYLES, WRITERS, to_json

ROOT = Path(__file__).parents[3]
REAL = ROOT / "tests" / "data" / "machine-learning.md"
FILES = [REAL, *sorted((ROOT / "fixtures" / "roadmaps").iterdir())]


def pin(text: str | bytes, path: str = "small.yaml") -> bytes:
    data = text if isinstance(text, bytes) else text.encode()
    return pin_ids(data, read_text(data, path=path, default_id="small")).data


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_every_style(style: str, end: str, bom: str) -> None:
    text = f"{bom}{style}".replace("\n", end)
    before, after = re.sub("«[^»]*»", "", text), re.sub("[«»]", "", text)
    assert pin(before).decode() == after
    assert pin(after).decode() == after


def test_front_matter_and_its_body() -> None:
    text = "--- \r\ntitle: A\ndescription: B\r\nnodes:\r\n  - title: One\r\n---\r\n\r\n  - title: Two\n\n---\nnodes:"
    assert pin(text, "small.md").decode() == text.replace("title: A\n", "id: small\ntitle: A\n").replace(
        "title: One\r\n", "id: one\r\n    title: One\r\n"
    )


def test_each_line_end_is_that_of_its_line() -> None:
    text = "title: A\r\ndescription: B\nnodes:\n- title: One\r\n- title: Two\n- title: Three"
    assert pin(text).decode() == (
        "id: small\r\ntitle: A\r\ndescription: B\nnodes:\n- id: one\r\n  title: One\r\n- id: two\n  title: Two\n"
        "- id: three\n  title: Three"
    )
    assert pin("{title: A, description: B, nodes: []}") == b"{id: small, title: A, description: B, nodes: []}"


def test_the_lines_of_what_had_no_id() -> None:
    text = "---\ntitle: A\ndescription: B\nnodes:\n  - title: One\n    topics: [{name: X}, {id: y, name: Y}]\n---"
    reading = read_text(text, path="a.md", default_id="a")
    assert pin_ids(text.encode(), reading).pins == (
        Pin(2, "roadmap", "a"),
        Pin(5, "node", "one"),
        Pin(6, "topic", "x"),
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_real_files_keep_every_line(path: Path, end: str, bom: bytes) -> None:
    before = bom + path.read_bytes().replace(b"\n", end.encode())
    reading = read_text(before, path=path.name, default_id=path.stem)
    pinned = pin_ids(before, reading)
    assert reading.document is not None
    again = read_text(pinned.data, path=path.name)
    assert again.document == name_all(reading.document)
    assert again.problems == ()
    added = drop_ids(pinned.data, pinned.pins, end)
    assert added == before
    assert pin_ids(pinned.data, again).data == pinned.data
    assert pin_ids(pinned.data, again).pins == ()


def drop_ids(data: bytes, pins: tuple[Pin, ...], end: str) -> bytes:
    """The text without the lines that pinning added, in a file in block style: what was there before, byte by byte."""
    lines = data.decode().split(end)
    for pin in pins:
        line = lines.pop(pin.line - 1)
        head = line.rpartition(f"id: {pin.key}")[0]
        assert line.lstrip("\ufeff") in {f"{head}id: {pin.key}", f"id: {pin.key}"}
        kept = lines[pin.line - 1]
        assert kept[: len(head)].strip() == "", kept
        lines[pin.line - 1] = head + kept[len(head) :]
    return end.join(lines).encode()


@st.composite
def unnamed(draw: st.DrawFn) -> RoadmapDoc:
    """Documents in which some nodes and topics have no id; each name gives a key of its own."""
    document = draw(documents())
    nodes = [
        replace(_unname(draw, node, "title", f"N {number}"), topics=_unname_topics(draw, node, number), depends_on=None)
        for number, node in enumerate(document.nodes)
    ]
    return replace(document, nodes=tuple(nodes))


def _unname_topics(draw: st.DrawFn, node: NodeDoc, number: int) -> tuple[TopicDoc, ...] | None:
    if node.topics is None:
        return None
    return tuple(_unname(draw, topic, "name", f"T {number} {at}") for at, topic in enumerate(node.topics))


def _unname(draw: st.DrawFn, thing: Any, name: str, start: str) -> Any:
    if draw(st.booleans()):
        return thing
    return replace(thing, id=None, **{name: f"{start} {getattr(thing, name)}"})


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    document=unnamed(),
    write=st.sampled_from([None, *WRITERS]),
    has_id=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.sampled_from(["", "\ufeff"]),
    suffix=st.sampled_from([".yaml", ".md"]),
)
def test_pinned_documents_are_the_same_but_for_their_ids(
    document: RoadmapDoc, write: Any, has_id: bool, end: str, bom: str, suffix: str
) -> None:
    data = to_data(document)
    if not has_id:
        del data["id"]
    text = write(data) if write else write_text(document)
    if suffix == ".md":
        text = f"---\n{text}\n---\n" if "\n---" not in f"\n{text}" else f"---\n{to_json(data)}\n---"
    before = f"{bom}{text}".replace("\n", end).encode()
    reading = read_text(before, path=f"a{suffix}", default_id=document.id)
    assert reading.document is not None, reading.problems

    pinned = pin_ids(before, reading)

    again = read_text(pinned.data, path=f"a{suffix}")
    assert again.document == name_all(reading.document)
    assert is_part(before, pinned.data)
    assert (pinned.data == before) == (not pinned.pins)
    assert pin_ids(pinned.data, again).data == pinned.data


def is_part(part: bytes, whole: bytes) -> bool:
    """Whether all bytes of one are in the other, in their order."""
    rest = iter(whole)
    return all(byte in rest for byte in part)


class TestRefusals:
    def test_a_file_with_errors_is_left_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        file.write_text("title: A\n")
        pinned = pin_file(file)
        assert (pinned.data, pinned.pins) == (b"", ())
        assert [problem.message for problem in pinned.reading.problems] == [
            "a roadmap needs `description`",
            "a roadmap needs `nodes`",
        ]

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        pinned = pin_file(tmp_path / "none.yaml")
        assert pinned.pins == ()
        assert [problem.message for problem in pinned.reading.problems] == ["cannot be read: No such file or directory"]

    def test_a_file_that_would_grow_too_large(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        text = b"title: A\ndescription: B\nnodes: []\n"
        file.write_bytes(text + b"#" * (MAX_FILE - len(text)))
        pinned = pin_file(file)
        assert pinned.pins == ()
        [problem] = pinned.reading.problems
        assert str(problem) == (
            f"{file}:1:1: error: with its ids written in, the file would not say the same: "
            "the file is larger than 2 MiB (write them by hand)"
        )

    def test_a_reading_of_another_file(self) -> None:
        reading = read_text("id: a\ntitle: A\ndescription: B\nnodes: []\n", path="a.yaml")
        with pytest.raises(PinError, match=r"^with its ids written in, the file would not say the same$"):
            pin_ids(b"title: B\ndescription: B\nnodes: []\n", reading)
