"""What changes from one text to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.admin.imports.diff import CONTEXT, MOST_PAIRS, Kind, Piece, compare_texts, cut_sames

SAME, GONE, NEW = Kind.SAME, Kind.GONE, Kind.NEW
TEXTS = st.text(alphabet="ab \n", max_size=200)


def tell(pieces: tuple[Piece, ...]) -> list[tuple[Kind, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("2 weeks", "10 days", [(GONE, "2 weeks"), (NEW, "10 days")]),
        ("", "10 days", [(NEW, "10 days")]),
        ("2 weeks", "", [(GONE, "2 weeks")]),
        ("as it was", "as it was", [(SAME, "as it was")]),
        ("", "", []),
    ],
)
def test_short_texts_stand_whole_beside_each_other(before: str, after: str, pieces: list[tuple[Kind, str]]) -> None:
    assert tell(compare_texts(before, after)) == pieces


def test_of_long_texts_only_the_words_that_change_are_marked() -> None:
    before = "Vectors, matrices and eigenvalues: what space does, and why it matters."
    after = "Vectors, tensors and eigenvalues: what space does, and why it matters here."

    assert tell(compare_texts(before, after)) == [
        (SAME, "Vectors,"),
        (GONE, " matrices"),
        (NEW, " tensors"),
        (SAME, " and eigenvalues: what space does, and why it"),
        (GONE, " matters."),
        (NEW, " matters here."),
    ]


def test_lists_are_compared_by_their_lines() -> None:
    assert tell(compare_texts("one\ntwo words\n", "two words\nthree words\n", by_line=True)) == [
        (GONE, "one\n"),
        (SAME, "two words\n"),
        (NEW, "three words\n"),
    ]


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_give_back_both_texts(before: str, after: str) -> None:
    pieces = compare_texts(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind is not NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not GONE) == after


def test_too_many_words_are_compared_by_lines() -> None:
    line = "word " * 300
    before, after = f"old {line}\nmiddle\nold {line}", f"new {line}\nmiddle\nnew {line}"
    assert len(before.split()) * len(after.split()) > MOST_PAIRS

    assert [piece.kind for piece in compare_texts(before, after)] == [GONE, NEW, SAME, GONE, NEW, SAME]


def test_too_many_lines_are_not_compared_at_all() -> None:
    before, after = (
        f"{first}\n" + f"{word}\n" * 500 + last for first, word, last in (("a", "b", "c"), ("d", "e", "f"))
    )

    assert tell(compare_texts(before, after)) == [(GONE, before), (NEW, after)]


def test_what_stays_is_cut_to_some_words_beside_the_change() -> None:
    long = "x" * 300
    pieces = (Piece(SAME, long), Piece(GONE, long), Piece(SAME, long), Piece(NEW, "new"), Piece(SAME, long))
    some = "x" * CONTEXT

    assert tell(cut_sames(pieces)) == [
        (SAME, f" … {some}"),
        (GONE, long),
        (SAME, f"{some} … {some}"),
        (NEW, "new"),
        (SAME, f"{some} … "),
    ]


def test_little_that_stays_is_not_cut() -> None:
    pieces = (Piece(SAME, "x" * CONTEXT), Piece(NEW, "new"))

    assert cut_sames(pieces) == pieces
