"""A RoadmapDoc to canonical YAML text: the same document gives the same bytes, and reading them gives it back.

Fields stand in the order of the table, absent ones are left out, empty ones are written as "" or []. No line is ever
wrapped. Texts are quoted wherever any YAML reader might take them for something else.
"""

import json
import re
from collections.abc import Iterator

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.plain import Data, to_data

_LONG = 100  # characters; longer texts begin on a line of their own

# A letter first, no control or format character; what YAML reads as structure or as another type is refused below
_PLAIN = re.compile(r"[^\W\d_][^\t\n]*")
_STRUCTURE = re.compile(r": | #|:$|\s$")
_OTHER_TYPE = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})


def write_text(document: RoadmapDoc) -> str:
    """YAML of the document, ending with a line feed."""
    return "".join(f"{line}\n" for line in _write_mapping(to_data(document), ""))


def _write_mapping(data: Data, indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, str):
            head, *lines = _write_string(value, f"{indent}  ")
            yield f"{indent}{key}: {head}"
            yield from lines
        elif isinstance(value, bool):
            yield f"{indent}{key}: {str(value).lower()}"
        elif value:
            yield f"{indent}{key}:"
            yield from _write_list(value, f"{indent}  ")
        else:
            yield f"{indent}{key}: []"


def _write_list(entries: list[str] | list[Data], indent: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield f"{indent}- {write_inline(entry)}"
            continue
        lines = _write_mapping(entry, f"{indent}  ")
        yield f"{indent}- {next(lines).lstrip(' ')}"
        yield from lines


def _write_string(text: str, indent: str) -> list[str]:
    """What follows the key, then whole lines."""
    if "\n" in text:
        return _write_block(text, indent)
    if len(text) > _LONG and text.strip() == text and "\t" not in text:
        return [">-", f"{indent}{text}"]
    return [write_inline(text)]


def _write_block(text: str, indent: str) -> list[str]:
    """A literal block where it is exact and legible, else one quoted line."""
    lines = text.split("\n")
    body = text.rstrip("\n")
    if any(line and not line.strip() for line in lines) or not body:
        return [write_inline(text)]
    start = "2" if text[0] in " \t\n" else ""
    feeds = len(text) - len(body)
    end = ("-", "", "+")[min(feeds, 2)]
    if feeds:
        lines.pop()
    return [f"|{start}{end}", *(f"{indent}{line}" if line else "" for line in lines)]


def write_inline(text: str) -> str:
    """The text as one scalar on one line, quoted where need be."""
    plain = _PLAIN.fullmatch(text) and not _STRUCTURE.search(text) and text.lower() not in _OTHER_TYPE
    return text if plain else json.dumps(text, ensure_ascii=False)
