"""Which characters a text may hold, and its one normal form."""

import re
import unicodedata
from dataclasses import dataclass

# Controls but tab and line feed, the line and paragraph separators (YAML 1.1 breaks lines there, editors do not),
# bidi embeddings, overrides and isolates (text that reads other than it is), a BOM inside, surrogates, non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Character:
    """A character that no text may hold: where it is (offset from 0) and what it is."""

    offset: int
    name: str


def find_forbidden(text: str, *, limit: int = 1) -> list[Character]:
    """The first `limit` characters of the text that no text may hold. Line ends must be normalised before."""
    found: list[Character] = []
    for match in _FORBIDDEN.finditer(text):
        found.append(Character(match.start(), name_character(match.group())))
        if len(found) == limit:
            break
    return found


def normalise_text(text: str) -> str:
    """NFC, with every line end as a line feed."""
    return unicodedata.normalize("NFC", normalise_line_ends(text))


def normalise_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def name_character(char: str) -> str:
    """For messages: `U+202E right-to-left override`."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} {name or 'control character'}"
