"""Rows of one kind of one roadmap in memory, by key: changed there, then written in bulk."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from roadmaps.documents.document import NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.models import Node, Topic
from roadmaps.sync.values import SCALARS, Thing, to_column

Row = TypeVar("Row", Node, Topic)


def make_columns(thing: Thing, document: RoadmapDoc | NodeDoc | TopicDoc) -> dict[str, Any]:
    """What a new row gets: column -> value, the defaults where the document says nothing."""
    return {field.name: to_column(field, getattr(document, field.name)) for field in SCALARS[thing]}


class Table(Generic[Row]):
    """The rows; nothing is written before `save`."""

    def __init__(self, model: type[Row], rows: Iterable[Row]) -> None:
        self._model: type[Row] = model
        self._rows: dict[str, Row] = {row.key: row for row in rows}
        self._added: set[str] = set()
        self._changed: set[str] = set()
        self._columns: set[str] = set()

    def __getitem__(self, key: str) -> Row:
        return self._rows[key]

    def add(self, row: Row) -> None:
        self._rows[row.key] = row
        self._added.add(row.key)

    def rename(self, former: str, key: str) -> None:
        """Give a row another key. Call it before the row is changed in any other way."""
        self._rows[key] = self._rows.pop(former)
        self.change(key, {"key": key})

    def change(self, key: str, values: Mapping[str, object]) -> None:
        """Set columns of a row; a row that has the values already is not written for them."""
        row = self._rows[key]
        for name, value in values.items():
            if getattr(row, name) == value:
                continue
            setattr(row, name, value)
            if key not in self._added:
                self._changed.add(key)
                self._columns.add(name.removesuffix("_id"))

    def save(self) -> None:
        """Write the changed columns, then the new rows, each in the order of the keys."""
        if self._changed:
            rows = [self._rows[key] for key in sorted(self._changed)]
            self._model._default_manager.bulk_update(rows, sorted(self._columns))
        if self._added:
            self._model._default_manager.bulk_create([self._rows[key] for key in sorted(self._added)])
