"""Text as search compares it. Pure; the one rule for content, notes, the catalogue and the filter of a trail."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

# Scripts written without spaces between words: Thai and Lao, Burmese, Khmer, kana, Chinese characters
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff"
)
_OTHER = rf"[^\s.+#{_UNSPACED}]"
_ANYWHERE = re.compile(f"[{_UNSPACED}]+")
_TAIL = rf"(?:\+\+|\#|\+(?!{_OTHER}))"
# "C++" and "C#" keep their signs, ".NET" its dot; "1+1" and "end.Then" are two words.
_SIGNS = re.compile(rf"(?<!\S)\.({_OTHER}+{_TAIL}?)|(?<={_OTHER})({_TAIL})|[.+#]")

# Marks of scripts that most people type without them: Latin, Greek, Cyrillic, Hebrew, Arabic
_LOOSE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]"
)
_PLAIN = {"æ": "ae", "ð": "d", "đ": "d", "ħ": "h", "\u0131": "i", "ł": "l", "ø": "o", "œ": "oe", "þ": "th", "ŧ": "t"}
"""Letters that stand for no other by Unicode's tables, as people without them on the keyboard write them."""

NAME_END = "\n"
"""In a record: what parts the name from the rest."""


class _Letters(dict[int, str]):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    """Letters, digits and marks without case; nothing for what is not seen; a space for the rest."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(map(_judge, folded))


def _judge(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" or _LOOSE_MARKS.match(char):
        return ""
    return _PLAIN.get(char, char) if category[0] in "LNM" or char in ".+#" else " "


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The words of the text without case, accents and punctuation, one space between them.

    What it returns stays as it is when folded again, but ".net", which gives ".net net", so that both find it.
    """
    plain = (text if text.isascii() else unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    if not plain.isascii():
        plain = _ANYWHERE.sub(r" \g<0> ", plain)
    plain = f"{plain} ".replace(". ", " ")  # most signs are the ends of sentences, and most texts hold no others
    if "." in plain or "+" in plain or "#" in plain:
        plain = _SIGNS.sub(_judge_sign, plain)
    return " ".join(plain.split())


def _judge_sign(match: re.Match[str]) -> str:
    after_dot, tail = match.groups()
    return f" .{after_dot} {after_dot} " if after_dot else f"{tail or ''} "


def fold_record(name: str, *others: str) -> str:
    """What is stored of a thing for search: a space before every word, the name on a line of its own."""
    return f" {fold(name)}{NAME_END} {fold(' '.join(others))}"


def split_query(query: str) -> list[str]:
    """The words of a query, each once, without those that another one begins with: that one says more."""
    words = sorted(set(fold(query).split()))
    return [word for word in words if not any(other != word and other.startswith(word) for other in words)]


def to_needle(word: str) -> str:
    """What a record, or a space and folded text, holds when the word fits: the beginning of a word.

    In scripts without spaces a word may begin anywhere.
    """
    return word if _ANYWHERE.match(word) else f" {word}"


def find_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in the text as it was written the words begin some word: (start, end), in order, none within another."""
    pieces = [_LETTERS[ord(char)] for char in text]
    ends = list(accumulate(map(len, pieces)))
    plain = "".join(pieces)
    spans = []
    for match in _find_all(plain, words):
        start, end = bisect_right(ends, match.start()), bisect_left(ends, match.end())
        while end + 1 < len(pieces) and not pieces[end + 1]:
            end += 1  # an accent that was written apart
        spans.append((start, end + 1))
    return spans


def _find_all(plain: str, words: Sequence[str]) -> Iterator[re.Match[str]]:
    needles = [
        re.escape(word) if _ANYWHERE.match(word) else rf"(?<!{_OTHER}){re.escape(word)}"
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.finditer("|".join(needles), plain) if needles else iter(())


def has_words(words: Sequence[str], folded: str) -> bool:
    """Whether every word is the beginning of some word of a text that was folded. No word fits nothing."""
    record = f" {folded}"
    return bool(words) and all(to_needle(word) in record for word in words)
