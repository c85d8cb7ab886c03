"""What changes from one text to another, piece by piece. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

SHORT = 60
"""Characters of a text that is shown whole, the old one beside the new one."""
CONTEXT = 60
"""Characters shown on each side of a change, where what stays is long."""
MOST_PAIRS = 200_000
"""Comparing so many pairs of words takes well under a second; more are compared by lines, or not at all."""

_WORDS = re.compile(r"\s*\S+|\s+$")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_GAP = " … "


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or only the old or the new one."""

    kind: Kind
    text: str


def compare_texts(before: str, after: str, *, by_line: bool = False) -> tuple[Piece, ...]:
    """The pieces of both texts in order, cut between words or between lines.

    Short one-line texts are two pieces: the old one, the new one.
    """
    if before == after:
        return _make(Kind.SAME, before)
    if max(len(before), len(after)) <= SHORT and "\n" not in before + after:
        return (*_make(Kind.GONE, before), *_make(Kind.NEW, after))
    cut = _LINES if by_line else _WORDS
    old, new = cut.findall(before), cut.findall(after)
    head = _count_same(old, new)
    tail = _count_same(old[head:][::-1], new[head:][::-1])
    stop_old, stop_new = len(old) - tail, len(new) - tail
    return (
        *_make(Kind.SAME, "".join(old[:head])),
        *_compare(old[head:stop_old], new[head:stop_new]),
        *_make(Kind.SAME, "".join(old[stop_old:])),
    )


def cut_sames(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with what stays cut to some words beside each change."""
    last = len(pieces) - 1
    return tuple(
        Piece(Kind.SAME, _cut(piece.text, first=place == 0, last=place == last)) if piece.kind is Kind.SAME else piece
        for place, piece in enumerate(pieces)
    )


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if len(old) * len(new) > MOST_PAIRS:
        old, new = (_LINES.findall("".join(words)) for words in (old, new))
    if len(old) * len(new) > MOST_PAIRS:
        old, new = ["".join(old)], ["".join(new)]
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if gone == came:
            yield Piece(Kind.SAME, gone)
        else:
            yield from (*_make(Kind.GONE, gone), *_make(Kind.NEW, came))


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """Entries at the start of both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _make(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _cut(text: str, *, first: bool, last: bool) -> str:
    head = "" if first else text[:CONTEXT]
    tail = "" if last else text[-CONTEXT:]
    return text if len(text) <= len(head) + len(tail) + len(_GAP) else f"{head}{_GAP}{tail}"
