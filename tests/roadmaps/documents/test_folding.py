"""Text as search compares it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.documents.folding import fold, fold_record, has_words, split_query, to_needle


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Linear Algebra", "linear algebra"),
        ("Crème BRÛLÉE", "creme brulee"),
        ("Straße, ﬁn", "strasse fin"),
        ("Łódź, Ærø, İzmir ılık", "lodz aero izmir ilik"),
        ("Αθήνα ΣΟΦΟΣ", "αθηνα σοφοσ"),
        ("ёлка", "елка"),
        ("שָׁלוֹם", "שלום"),
        ("a-b/c_d", "a b c d"),
        ("C++, C# and C", "c++ c# and c"),
        ("C++17 or g++.", "c++ 17 or g++"),
        ("Google+ 1+1 x+=1", "google+ 1 1 x+ 1"),
        (".NET", ".net net"),
        ("(.NET) Node.js v1.2. End.Then ...", ".net net node js v1 2 end then"),
        (".c++", ".c++ c++"),
        ("学习Python入門", "学习 python 入門"),
        ("ｐｙｔｈｏｎ Ⅳ", "python iv"),
        ("soft\u00adware a\u202eb\u200d", "software ab"),
        ("a\0b\ud800c\nd\te", "a b c d e"),
        ("R² 🙂 π", "r2 π"),
        ("%_\\*'\"", ""),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(), max_size=60))
def test_folded_text_is_words_with_single_spaces_and_no_wildcards(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("\0%_\\\n\t")
    assert has_words(split_query(text), folded) is bool(folded)


def test_marks_that_tell_letters_apart_stay() -> None:
    assert fold("が") != fold("か")
    assert fold("ข้าว") != fold("ขาว")
    assert fold("한국어") == fold("한국어".encode().decode()) != fold("한국")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Linear  algebra linear", ["algebra", "linear"]),
        ("c c++", ["c++"]),
        ("py python", ["python"]),
        (".net", [".net", "net"]),
        ("python入門", ["python", "入門"]),
        ("?!", []),
        ("", []),
    ],
)
def test_splits_a_query(query: str, words: list[str]) -> None:
    assert split_query(query) == words


@pytest.mark.parametrize(("word", "needle"), [("net", " net"), (".net", " .net"), ("入門", "入門"), ("ไทย", "ไทย")])
def test_a_word_fits_at_the_beginning_of_a_word(word: str, needle: str) -> None:
    assert to_needle(word) == needle


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("algebra", "Linear Algebra", True),
        ("alg lin", "Linear Algebra", True),
        ("gebra", "Linear Algebra", False),
        ("linear calculus", "Linear Algebra", False),
        ("c", "C++", True),
        ("c++", "C and C#", False),
        ("c#", "C#", True),
        ("net", ".NET", True),
        (".net", "net", False),
        ("node.js", "Node.js", True),
        ("门", "深度学习入门", True),
        ("学门", "深度学习入门", False),
        ("creme", "Crème", True),
        ("crème", "creme", True),
    ],
)
def test_every_word_of_a_query_begins_some_word(query: str, text: str, *, expected: bool) -> None:
    assert has_words(split_query(query), fold(text)) is expected
    assert has_words(split_query(query), fold_record("Name", text)) is expected
    assert has_words(split_query(query), fold_record(text)) is expected


def test_a_record_parts_the_name_from_the_rest() -> None:
    assert fold_record("C++: Basics", "Types,", "Loops") == " c++ basics\n types loops"
    assert fold_record("", "") == " \n "
