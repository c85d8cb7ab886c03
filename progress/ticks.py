"""What a tick remembers: the words of its target, never a key to content. Pure."""

from __future__ import annotations

import hashlib
import unicodedata


def normalise_target(text: str) -> str:
    """The text of a takeaway as ticks compare it: NFC, every run of space as one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest_of(target: str) -> str:
    """SHA-256 in hex, since a text may be longer than an index takes."""
    return hashlib.sha256(target.encode()).hexdigest()
