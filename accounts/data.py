"""Every row that is tied to a person, found by walking the relations, so that a later table cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import CASCADE, Q
from django.utils import timezone

from accounts.models import User
from accounts.sessions import find_sessions

SECRETS = frozenset(
    {"accounts.user.password", "mfa.authenticator.data", "usersessions.usersession.session_key"}
)  # fields that are of no use to the person and of much use to a thief


@dataclass(frozen=True, slots=True)
class Relation:
    """A table with one or more columns that name a person."""

    model: type[models.Model]
    fields: tuple[str, ...]
    goes: bool  # its rows go with the account; the others only forget who it was

    def rows_of(self, person: User) -> models.QuerySet[models.Model]:
        """The rows that name this person, oldest first, with what they point to loaded along."""
        tied = Q(*[(name, person) for name in self.fields], _connector=Q.OR)
        return self.model._base_manager.filter(tied).select_related(*list_paths(self.model)).order_by("pk")


class PlainEncoder(DjangoJSONEncoder):
    """JSON of any column: times in ISO 8601, and what has no form of its own as its text."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def collect_data(person: User) -> dict[str, Any]:
    """Everything the site keeps about `person`, as plain values: the account, rows by table, sessions."""
    return {
        "exported_at": timezone.now(),
        "account": describe_row(person),
        "rows": {
            relation.model._meta.label_lower: [describe_row(row) for row in relation.rows_of(person)]
            for relation in find_relations()
        },
        "sessions": [{"expires": session.expire_date} for session in find_sessions(person)],
    }


def count_data(person: User) -> list[tuple[str, int]]:
    """`(name in the right number, how many)` of all that goes with the account, without what there is none of."""
    tables = [relation for relation in find_relations() if relation.goes and not relation.model._meta.auto_created]
    counts = [(relation.model, relation.rows_of(person).count()) for relation in tables]
    counts.append((Session, len(find_sessions(person))))
    return [(name_rows(model, count), count) for model, count in counts if count]


def find_relations() -> list[Relation]:
    """Every table that names a person, hidden ones and those between many and many too, in a stable order."""
    columns: dict[type[models.Model], list[models.ForeignKey[Any, Any]]] = {}
    for found in User._meta.get_fields(include_hidden=True):
        if isinstance(found, models.ManyToOneRel):  # a foreign key elsewhere; of one to one it is the base as well
            columns.setdefault(found.related_model, []).append(found.field)
    relations = [
        Relation(model, tuple(field.name for field in fields), any(f.remote_field.on_delete is CASCADE for f in fields))
        for model, fields in columns.items()
    ]
    return sorted(relations, key=lambda relation: relation.model._meta.label_lower)


def describe_row(row: models.Model) -> dict[str, Any]:
    """The columns of a row by name. What it points to stands as id, key and name, so that a person can read it."""
    return {
        field.name: describe_value(row, field)
        for field in row._meta.concrete_fields
        if f"{row._meta.label_lower}.{field.name}" not in SECRETS
    }


def describe_value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = field.value_from_object(row)
    if value is None or not is_pointer(field) or field.related_model is User:
        return value
    target = getattr(row, field.name)
    return {"id": value, **name_target(target)}


def name_target(target: models.Model) -> dict[str, Any]:
    """The key (if it has one) and the name of something, and the same of each keyed thing above it."""
    named: dict[str, Any] = {"key": getattr(target, "key", None), "name": str(target)}
    for field in target._meta.concrete_fields:
        if is_pointer(field) and (above := getattr(target, field.name)) is not None and hasattr(above, "key"):
            named[field.name] = {"key": above.key, "name": str(above)}
    return {word: value for word, value in named.items() if value is not None}


def list_paths(model: type[models.Model]) -> Iterator[str]:
    """What `select_related` must fetch for a description: each thing pointed to, and what that points to."""
    for field in model._meta.concrete_fields:
        if is_pointer(field) and field.related_model is not User:
            yield field.name
            target = cast(type[models.Model], field.related_model)
            yield from (f"{field.name}__{above.name}" for above in target._meta.concrete_fields if is_pointer(above))


def is_pointer(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.ForeignKey)


def name_rows(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
