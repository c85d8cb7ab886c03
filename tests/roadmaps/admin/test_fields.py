import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.admin.fields import LinesField, LongTextField, QuestionsField, read_questions, write_questions

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text == text.strip()
)
TEXT = st.lists(
    LINE | st.sampled_from(["Q: is this one?", "A: or this?", r"\Q: or this?"]), min_size=1, max_size=4
).map("\n".join)


def test_lines_are_edited_one_per_line() -> None:
    field = LinesField()

    assert field.prepare_value(["data", "python"]) == "data\npython"
    assert field.clean("data\r\npython") == ["data", "python"]


def test_lines_drop_empty_ones_and_spaces_around() -> None:
    assert LinesField().clean("  data \n\n \npython\n") == ["data", "python"]


def test_no_lines_is_an_empty_list() -> None:
    assert LinesField().clean("") == []


def test_lines_sent_back_as_they_were_are_no_change() -> None:
    assert not LinesField().has_changed(["data", "python"], "data\r\npython")
    assert LinesField().has_changed(["data", "python"], "python\r\ndata")


@settings(max_examples=30)
@given(st.lists(LINE, max_size=5))
def test_lines_come_back_as_they_were(lines: list[str]) -> None:
    field = LinesField()
    assert field.clean(field.prepare_value(lines)) == lines


def test_what_was_typed_wrong_is_shown_again_as_typed() -> None:
    assert LinesField().prepare_value("data, python") == "data, python"
    assert QuestionsField().prepare_value("no marker") == "no marker"


def test_long_text_keeps_its_spaces_and_loses_the_line_ends_of_browsers() -> None:
    field = LongTextField(required=False)

    assert field.clean("  for a in b:\r\n    pass\r") == "  for a in b:\n    pass\n"
    assert not field.has_changed("a\nb", "a\r\nb")


def test_questions_are_edited_as_blocks() -> None:
    cards = [
        {"ask": "What is a matrix?", "answer": "A map.\n\nOr a table."},
        {"ask": "And a vector?", "answer": "A list"},
    ]

    text = QuestionsField().prepare_value(cards)

    assert text == "Q: What is a matrix?\nA: A map.\n\nOr a table.\n\nQ: And a vector?\nA: A list"
    assert QuestionsField().clean(text) == cards


def test_no_questions_is_an_empty_list() -> None:
    assert QuestionsField().clean("  \r\n") == []


def test_a_line_that_looks_like_a_marker_is_escaped() -> None:
    cards = [{"ask": "What\nA: stands for", "answer": "answer\n\\Q: is not"}]

    text = write_questions(cards)

    assert text == "Q: What\n\\A: stands for\nA: answer\n\\\\Q: is not"
    assert read_questions(text) == cards


@settings(max_examples=30)
@given(st.lists(st.fixed_dictionaries({"ask": TEXT, "answer": TEXT}), max_size=3))
def test_questions_come_back_as_they_were(cards: list[dict[str, str]]) -> None:
    assert read_questions(write_questions(cards)) == cards


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nWhat is a matrix?", "Line 2: begin each question with “Q:”."),
        ("A: A map.", "Line 1: this answer has no question “Q:” of its own."),
        ("Q: One?\nA: Yes.\nA: No.", "Line 3: this answer has no question “Q:” of its own."),
        ("Q: One?", "Line 1: this question needs an answer “A:”."),
        ("Q: One?\nQ: Two?\nA: Yes.", "Line 1: this question needs an answer “A:”."),
    ],
)
def test_questions_out_of_shape_are_refused_with_their_line(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_questions(text)

    assert caught.value.messages == [message]
