"""Keys: the identity and address of roadmaps, nodes and topics.

A key is NFC, case-folded, words of letters and digits of any script joined by `-`, at most 80 characters.
"""

import re
import unicodedata

MAX_KEY = 80

KEY_PATTERN = r"[^\W_]+(?:-[^\W_]+)*"
"""For regular expressions and URL converters. Full of matches that are too long or not folded: `is_key` decides."""

_KEY = re.compile(KEY_PATTERN)
_WORD = re.compile(r"[^\W_]+")


def slug(text: str) -> str:
    """The key made from a title or name; "" when there is no letter or digit in it.

    `+` and `#` become words, else C, C++ and C# would be one key.
    """
    spoken = text.replace("+", "-plus-").replace("#", "-sharp-")
    return _cut_at_word("-".join(_WORD.findall(normalise_key(spoken))))


def is_key(text: str) -> bool:
    """Whether the text is a key as it stands, already normalised."""
    return len(text) <= MAX_KEY and _KEY.fullmatch(text) is not None and text == normalise_key(text)


def normalise_key(text: str) -> str:
    """The form in which keys are stored and compared: case-folded, NFC. Does not check that it is a key."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def _cut_at_word(key: str) -> str:
    if len(key) <= MAX_KEY:
        return key
    head, _, _ = key[: MAX_KEY + 1].rpartition("-")
    return head or key[:MAX_KEY]
