"""Texts: which characters they may hold."""

import pytest

from roadmaps.documents.text import MAX_MARKS, Character, find_forbidden, normalise_text


def test_line_ends_and_letters_get_one_form() -> None:
    assert normalise_text("a\r\nb\rc\ncafe\u0301") == "a\nb\nc\ncafé"


@pytest.mark.parametrize("text", ["a\tb\nc", "日本語", "مرحبا \u200f", "👩\u200d💻", "a\u00a0b", "\U0010ffff"])
def test_text_may_hold(text: str) -> None:
    assert find_forbidden(text) == []


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\0", "U+0000 control character"),
        ("\x1b", "U+001B control character"),
        ("\x85", "U+0085 control character"),
        ("\u2028", "U+2028 line separator"),
        ("\u202e", "U+202E right-to-left override"),
        ("\u2066", "U+2066 left-to-right isolate"),
        ("\ufeff", "U+FEFF zero width no-break space"),
        ("\ud800", "U+D800 control character"),
        ("\uffff", "U+FFFF control character"),
    ],
)
def test_text_may_not_hold(char: str, name: str) -> None:
    assert find_forbidden(f"ab{char}") == [Character(2, name)]


def test_search_ends_at_its_limit() -> None:
    assert [found.offset for found in find_forbidden("\0" * 5, limit=2)] == [0, 1]


def test_marks_on_one_letter_are_counted() -> None:
    fits = "a" + "\u0300\u0316" * (MAX_MARKS // 2)
    assert find_forbidden(fits * 3) == []
    assert find_forbidden(f"{fits}\u0300 {fits}\u0300") == [Character(31, "more than 30 marks on one letter")]


def test_other_signs_in_a_row_are_no_marks() -> None:
    assert find_forbidden("→" * 40 + "\u0300" * 20 + "→" + "\u0300" * 20) == []


def test_what_is_found_stands_in_order() -> None:
    text = "a" + "\u0300" * 31 + "\0\0"
    assert [found.offset for found in find_forbidden(text, limit=3)] == [31, 32, 33]
    assert [found.offset for found in find_forbidden(text)] == [32]
