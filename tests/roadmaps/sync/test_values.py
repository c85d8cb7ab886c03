from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roadmaps.documents.document import Field, Question
from roadmaps.models import Node, Roadmap, Topic
from roadmaps.sync.values import LINK_LISTS, LINK_SCALARS, SCALARS, Thing, from_column, is_same, state, to_column
from tests.roadmaps.sync.samples import three_values

NAMED = {f"{thing}-{field.name}": field for thing in Thing for field in SCALARS[thing]}
OPTIONAL = [pytest.param(field, id=name) for name, field in NAMED.items() if not field.required]


def test_every_field_that_a_column_keeps_is_compared() -> None:
    """A new field of the table must have its column, and a new column its field."""
    ours = {"id", "key", "roadmap", "node", "position", "retired", "changed_at", "created_at", "revision", "folded"}
    for thing, model in ((Thing.ROADMAP, Roadmap), (Thing.NODE, Node), (Thing.TOPIC, Topic)):
        columns = {field.name for field in model._meta.concrete_fields} - ours
        assert columns == {field.name for field in SCALARS[thing]}
    assert [field.name for field in LINK_LISTS] == ["links", "references"]
    assert [field.name for field in LINK_SCALARS] == ["title", "medium", "paid"]


@pytest.mark.parametrize("field", NAMED.values(), ids=NAMED)
def test_a_column_gives_back_what_it_was_given(field: Field) -> None:
    for value in three_values(field):
        assert from_column(field, to_column(field, value)) == value


@pytest.mark.parametrize("field", OPTIONAL)
def test_what_is_not_said_gets_the_default(field: Field) -> None:
    assert state(field, None) == field.default
    assert from_column(field, to_column(field, None)) == field.default


def test_columns_keep_plain_data() -> None:
    fields = {field.name: field for field in SCALARS[Thing.TOPIC]}
    assert to_column(fields["reviewed"], "2026-05-01") == date(2026, 5, 1)
    assert to_column(fields["reviewed"], "") is None
    assert to_column(fields["questions"], (Question("why?", "so"),)) == [{"ask": "why?", "answer": "so"}]
    assert to_column(fields["takeaways"], ("a", "b")) == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a\r\nb"),
        ("a\nb", "a\rb"),
        ("a\n", "a"),
        (("a\r\n", "b"), ("a", "b")),
        ((Question("a\r\nb", "c"),), (Question("a\nb", "c"),)),
    ],
)
def test_line_ends_do_not_count(one: Any, other: Any) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("a", "b"), ("a\nb", "a b"), (("a", "b"), ("b", "a")), (" a", "a"), (True, False)]
)
def test_anything_else_counts(one: Any, other: Any) -> None:
    assert not is_same(one, other)
