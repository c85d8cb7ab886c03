"""Keys: what they are, and how a name becomes one."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.documents.keys import KEY_PATTERN, MAX_KEY, is_key, normalise_key, slug


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Linear Algebra", "linear-algebra"),
        ("Probability & Statistics", "probability-statistics"),
        ("Dimensionality Reduction (PCA)", "dimensionality-reduction-pca"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C++ 20", "c-plus-plus-20"),
        ("F#, and more", "f-sharp-and-more"),
        ("snake_case", "snake-case"),
        ("  --a--b--  ", "a-b"),
        ("Straße", "strasse"),
        ("Ünïcode", "ünïcode"),
        ("日本語 入門", "日本語-入門"),
        ("Линейная алгебра", "линейная-алгебра"),
        ("cafe\u0301", "café"),
        ("", ""),
        ("!? _ -", ""),
    ],
)
def test_slug(text: str, key: str) -> None:
    assert slug(text) == key


def test_long_slug_ends_at_a_word() -> None:
    assert slug("word " * 30) == "-".join(["word"] * 16)
    assert slug("a" * 79 + " b") == "a" * 79
    assert slug("a" * 78 + " b c") == "a" * 78 + "-b"


def test_long_word_is_cut() -> None:
    assert slug("a" * 200) == "a" * MAX_KEY


@given(st.text())
def test_slug_is_a_key_or_empty_and_stays_itself(text: str) -> None:
    key = slug(text)
    assert key == "" or is_key(key)
    assert slug(key) == key


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    key = normalise_key(text)
    assert normalise_key(key) == key
    assert unicodedata.is_normalized("NFC", key)


@pytest.mark.parametrize("text", ["a", "linear-algebra", "1", "ünïcode", "日本語", "a-1-b"])
def test_is_key(text: str) -> None:
    assert is_key(text)
    assert re.fullmatch(KEY_PATTERN, text)


@pytest.mark.parametrize(
    "text", ["", "-", "a-", "-a", "a--b", "a_b", "a b", "a.b", "A", "ß", "cafe\u0301", "a\n", "a" * 81]
)
def test_is_no_key(text: str) -> None:
    assert not is_key(text)
