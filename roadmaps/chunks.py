"""Many rows a few at a time: a database takes only so many parameters, and memory only so much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def chunked(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """All items in their order, `size` at a time; the last may be fewer."""
    return (items[start : start + size] for start in range(0, len(items), size))
