"""Which characters a text may hold, and its one normal form."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

# Controls but tab and line feed, the line and paragraph separators (YAML 1.1 breaks lines there, editors do not),
# bidi embeddings, overrides and isolates (text that reads other than it is), a BOM inside, surrogates, non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)

MAX_MARKS = 30
"""Combining marks in a row, as Unicode's stream-safe format has it: to bring more into order takes a computer long."""

# Above Latin, neither letter, digit nor space: marks are among these, and only runs of them are worth a closer look
_MAYBE_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_MARKS + 1},}}")


@dataclass(frozen=True, slots=True)
class Character:
    """A character that no text may hold: where it is (offset from 0) and what it is."""

    offset: int
    name: str


def find_forbidden(text: str, *, limit: int = 1) -> list[Character]:
    """The first `limit` characters of the text that no text may hold. Line ends must be normalised before.

    Of letters with too many marks on them only the first is told.
    """
    matches = islice(_FORBIDDEN.finditer(text), limit)
    found = [Character(match.start(), name_character(match.group())) for match in matches]
    if len(found) < limit and not text.isascii():
        found += _find_long_marks(text)
    return sorted(found, key=lambda character: character.offset)


def _find_long_marks(text: str) -> list[Character]:
    """The first mark too many, if there is one."""
    for match in _MAYBE_MARKS.finditer(text):
        run = 0
        for offset in range(match.start(), match.end()):
            run = run + 1 if unicodedata.combining(text[offset]) else 0
            if run > MAX_MARKS:
                return [Character(offset, f"more than {MAX_MARKS} marks on one letter")]
    return []


def is_text(name: str) -> bool:
    """Whether a name from the system is text; the bytes of others stand in it as surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def normalise_text(text: str) -> str:
    """NFC, with every line end as a line feed."""
    return unicodedata.normalize("NFC", normalise_line_ends(text))


def normalise_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def name_character(char: str) -> str:
    """For messages: `U+202E right-to-left override`."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} {name or 'control character'}"
