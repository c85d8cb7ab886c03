"""Rows read and written by statements that are composed once.

For one row the ORM takes longer to compose a statement than the database takes to run it. Values pass through the
model's fields, as they do there; signals are not sent, as bulk writes send none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.expressions import Col

Fields = tuple["Field[Any, Any]", ...]
Row = TypeVar("Row", bound=Model)


def read_rows(model: type[Row], condition: str, values: Sequence[int]) -> list[Row]:
    """The rows for which a condition holds, which is SQL with a gap for each value and may end with an order."""
    alias = router.db_for_write(model)
    connection = connections[alias]
    statement, columns = compose_select(model)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE {condition}", values)
        found = cursor.fetchall()
    names = [column.target.attname for column in columns]
    return [model.from_db(alias, names, _convert(row, columns, connection)) for row in found]


@cache
def compose_select(model: type[Model]) -> tuple[str, tuple[Col, ...]]:
    """The statement without a condition, and the columns it gives, in its order."""
    columns = tuple(field.get_col(model._meta.db_table) for field in model._meta.concrete_fields)
    names = ", ".join(f'"{column.target.column}"' for column in columns)
    return f'SELECT {names} FROM "{model._meta.db_table}"', columns  # noqa: S608  # no value


def _convert(row: Sequence[Any], columns: Sequence[Col], connection: BaseDatabaseWrapper) -> list[Any]:
    """What a database gives, as a model has it: SQLite tells times as text."""
    values = list(row)
    for place, column in enumerate(columns):
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
            values[place] = convert(values[place], column, connection)
    return values


def insert_row(row: Model) -> None:
    """Store a new row; its id is not read back. Raises IntegrityError where there is one like it."""
    statement, fields = compose_insert(type(row))
    _execute(row, statement, fields, is_new=True)


def update_row(row: Model, names: Sequence[str], *, key: Sequence[str]) -> None:
    """Store the fields of these names where the row is the same in the fields of `key`."""
    statement, fields = compose_update(type(row), tuple(names), tuple(key))
    _execute(row, statement, fields, is_new=False)


@cache
def compose_insert(model: type[Model]) -> tuple[str, Fields]:
    """The statement, and the fields whose values it takes, in its order."""
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    columns, gaps = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({gaps})', fields  # noqa: S608  # no value


@cache
def compose_update(model: type[Model], names: tuple[str, ...], key: tuple[str, ...]) -> tuple[str, Fields]:
    """As `compose_insert`."""
    stored = {field.name: field for field in model._meta.concrete_fields}
    fields = tuple(stored[name] for name in (*names, *key))
    equal = [f'"{field.column}" = %s' for field in fields]
    values, rows = ", ".join(equal[: len(names)]), " AND ".join(equal[len(names) :])
    return f'UPDATE "{model._meta.db_table}" SET {values} WHERE {rows}', fields  # noqa: S608  # no value


def _execute(row: Model, statement: str, fields: Fields, *, is_new: bool) -> None:
    connection = connections[router.db_for_write(type(row))]
    values = [field.get_db_prep_save(field.pre_save(row, is_new), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
