"""Values that need no second look: texts of which a glance shows that they are stored as they were typed.

Nearly every text of nearly every file is one. All others go through `clean_scalar`, which alone knows the rules; what
is taken here it would take too, unchanged and without a word.
"""

import re
import unicodedata
from collections.abc import Callable

from roadmaps.documents.document import MAX_KEY, MAX_LINE, Field, Kind
from roadmaps.documents.links import is_plain_link
from roadmaps.documents.scalars import NO, YES, is_duration
from roadmaps.documents.tree import NULLS

Take = Callable[[Field, str], str | bool | None]
"""The value of a field, None when it takes a second look."""

_PLAIN_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def find_take(field: Field) -> Take | None:
    """How to glance at texts of the field, None when each of them needs a look."""
    return _take_duration if field.name == "duration" else _TAKES.get(field.kind)


def take_text(text: str, limit: int) -> str | None:
    """A text of one line. What is printable holds no control, line break or character that turns or hides text."""
    if 0 < len(text) <= limit and text.isprintable() and text[0] != " " != text[-1] and text not in NULLS:
        return text if text.isascii() or unicodedata.is_normalized("NFC", text) else None
    return None


def _take_line(field: Field, text: str) -> str | None:
    return take_text(text, field.limit)


def _take_entry(field: Field, text: str) -> str | None:
    return take_text(text, MAX_LINE)


def _take_duration(field: Field, text: str) -> str | None:
    line = take_text(text, field.limit)
    return line if line and is_duration(line) else None


def _take_key(field: Field, text: str) -> str | None:
    return text if len(text) <= MAX_KEY and _PLAIN_KEY.fullmatch(text) and text not in NULLS else None


def _take_url(field: Field, text: str) -> str | None:
    return text if is_plain_link(text) else None


def _take_boolean(field: Field, text: str) -> bool | None:
    if text in YES:
        return True
    return False if text in NO else None


def _take_choice(field: Field, text: str) -> str | None:
    return text if text in field.choices else None


_TAKES: dict[Kind, Take] = {
    Kind.LINE: _take_line,
    Kind.TEXT: _take_line,
    Kind.LINES: _take_entry,
    Kind.KEY: _take_key,
    Kind.KEYS: _take_key,
    Kind.URL: _take_url,
    Kind.BOOLEAN: _take_boolean,
    Kind.CHOICE: _take_choice,
}
