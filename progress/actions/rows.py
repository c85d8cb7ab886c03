"""One row written by a statement that is composed once.

For one row the ORM takes longer to compose a statement than the database takes to run it. Values pass through the
model's fields, as they do there; signals are not sent, as bulk writes send none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Field, Model

Fields = tuple["Field[Any, Any]", ...]


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
