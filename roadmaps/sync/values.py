"""Values of fields: when two are the same, what an unsaid one means, and how a column keeps them. Pure.

Which fields there are is read from the table of the file format, never listed here.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from roadmaps.documents.document import Field, Kind, Question
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS

_IDENTITY = frozenset({"id", "aliases"})
_THINGS = frozenset({Kind.LINKS, Kind.TOPICS, Kind.NODES})


class Thing(StrEnum):
    """What an operation is about."""

    ROADMAP = "roadmap"
    NODE = "node"
    TOPIC = "topic"


def _pick_scalars(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.name not in _IDENTITY and field.kind not in _THINGS)


SCALARS: Mapping[Thing, tuple[Field, ...]] = {
    Thing.ROADMAP: _pick_scalars(ROADMAP_FIELDS),
    Thing.NODE: _pick_scalars(NODE_FIELDS),
    Thing.TOPIC: _pick_scalars(TOPIC_FIELDS),
}
"""The fields that one column keeps."""

LINK_LISTS = tuple(field for field in TOPIC_FIELDS if field.kind is Kind.LINKS)
LINK_SCALARS = tuple(field for field in LINK_FIELDS if field.name != "url")
"""What a link says beside its identity."""


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same: line ends, and line breaks at the end of a text, do not count."""
    return bool(one == other or _normalise(one) == _normalise(other))


def state(field: Field, value: Any) -> Any:
    """The value, or what a row gets when it is made from a document that does not say: the field's default."""
    return field.default if value is None else value


def to_column(field: Field, value: Any) -> Any:
    """What the row keeps: lists as JSON, a date as a date, "" for no date. `None` becomes the default."""
    value = state(field, value)
    if field.kind is Kind.QUESTIONS:
        return [{"ask": question.ask, "answer": question.answer} for question in value]
    if field.kind is Kind.DATE:
        return date.fromisoformat(value) if value else None
    return list(value) if isinstance(value, tuple) else value


def from_column(field: Field, value: Any) -> Any:
    """The value as a document states it: the inverse of `to_column`, never `None`."""
    if field.kind is Kind.QUESTIONS:
        return tuple(Question(ask=question["ask"], answer=question["answer"]) for question in value)
    if field.kind is Kind.DATE:
        return value.isoformat() if value else ""
    return tuple(value) if isinstance(value, list) else value


def _normalise(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if isinstance(value, Question):
        return _normalise(value.ask), _normalise(value.answer)
    return tuple(map(_normalise, value)) if isinstance(value, tuple) else value
