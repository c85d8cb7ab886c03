"""Values of a plan as short texts on one line. Pure."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from roadmaps.documents.document import LinkDoc, Question
from roadmaps.documents.problem import escape_hidden

WIDTH = 60
"""Characters a value may take; of a longer one, the part that changes is shown."""

_LEAD = 12
"""Characters shown before the first difference of two long texts."""


def phrase_change(before: Any, after: Any) -> str:
    """`"2 weeks" -> "10 days"`, long values cut to where they differ."""
    one, other = _phrase(before), _phrase(after)
    if max(len(one), len(other)) > WIDTH:
        start = max(_count_same(one, other) - _LEAD, 0)
        one, other = _cut(one, start), _cut(other, start)
    return f"{one} -> {other}"


def phrase(value: Any) -> str:
    """One value, cut from its end when it is long."""
    return _cut(_phrase(value), 0)


def phrase_keys(keys: Sequence[str]) -> str:
    """Keys between commas, the first ones of a long list."""
    shown = ", ".join(keys[:5])
    return escape_hidden(f"{shown} and {len(keys) - 5} more" if len(keys) > 5 else shown)


def phrase_links(before: Sequence[LinkDoc], after: Sequence[LinkDoc]) -> str:
    """`+ url; - url; ~ url`, or that only their order is another."""
    old, new = {link.url: link for link in before}, {link.url: link for link in after}
    parts = [f"+ {phrase_plain(url)}" for url in new if url not in old]
    parts += [f"- {phrase_plain(url)}" for url in old if url not in new]
    kept = ((old[url], link) for url, link in new.items() if url in old)
    parts += [f"~ {phrase_plain(link.url)} {_phrase_link(was, link)}" for was, link in kept if was != link]
    return "; ".join(parts) or "another order"


def phrase_plain(text: str) -> str:
    """A text without quotes, cut from its end when it is long."""
    return _cut(escape_hidden(text), 0)


def _phrase_link(old: LinkDoc, new: LinkDoc) -> str:
    names = [name for name in ("title", "medium", "paid") if getattr(old, name) != getattr(new, name)]
    return ", ".join(f"{name} {phrase_change(getattr(old, name), getattr(new, name))}" for name in names)


def _phrase(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_phrase, value))}]"
    if isinstance(value, Question):
        return f"{_phrase(value.ask)}: {_phrase(value.answer)}"
    if isinstance(value, LinkDoc):
        return escape_hidden(value.url)
    return f'"{escape_hidden(str(value))}"' if value else "empty"


def _count_same(one: str, other: str) -> int:
    """Characters at the start of both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, start: int) -> str:
    text = f"…{text[start:]}" if start else text
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
