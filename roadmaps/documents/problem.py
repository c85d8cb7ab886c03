"""What can be wrong with a document, and where."""

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from roadmaps.documents.lines import line as _

_LONGEST_WORD = 80  # characters that are compared
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about one value, before it is known where the value stands.

    code: for translations and tests; message: an English line; hint: what to do about it, or "".
    """

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A note with its place. Line and column count from 1; line 0 means that there is no file to point into."""

    path: str
    line: int
    column: int
    severity: Severity
    message: str
    hint: str = ""
    code: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        hint = f" ({self.hint})" if self.hint else ""
        return escape_hidden(f"{place}: {self.severity.value}: {self.message}{hint}")


def escape_hidden(text: str) -> str:
    """The text with every control, format (zero-width, bidi), surrogate and unassigned character as an escape."""
    return "".join(_escape(char) if unicodedata.category(char) in _HIDDEN else char for char in text)


def quote_short(text: str, limit: int = 60) -> str:
    """The text in quotes for a message, cut to `limit` characters."""
    return f"'{text}'" if len(text) <= limit else f"'{text[: limit - 1]}…'"


def suggest_word(word: str, words: Sequence[str]) -> str:
    """A hint that names the one of `words` that was most likely meant, or ""."""
    folded = {_fold(known): known for known in words}
    close = difflib.get_close_matches(_fold(word[:_LONGEST_WORD]), folded, n=1, cutoff=0.6)
    return _("did you mean '%(word)s'?", word=folded[close[0]]) if close else ""


def _fold(word: str) -> str:
    return word.casefold().replace("_", "").replace("-", "")


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
