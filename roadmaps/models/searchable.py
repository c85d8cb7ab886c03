"""Rows that search finds: what is searched of them stands folded in one column, whatever way they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction

from roadmaps.chunks import chunked
from roadmaps.documents.folding import fold_record


class Searchable(models.Model):
    """`folded` follows the columns in SEARCHED with every `save`, `bulk_create`, `bulk_update` and `update`."""

    SEARCHED: ClassVar[tuple[str, ...]]
    """Columns with a text or a list of texts, the name first."""

    folded = models.TextField(editable=False, blank=True, db_default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = add_folded(self, update_fields)
        self.refold()
        super().save(*args, update_fields=update_fields, **kwargs)

    def refold(self) -> None:
        """Make `folded` say what the columns say. Writes nothing."""
        self.folded = fold_record(*(text for name in self.SEARCHED for text in self.list_texts(name)))

    def list_texts(self, name: str) -> list[str]:
        """The texts of a column."""
        value = getattr(self, name)
        return value if isinstance(value, list) else [value]


CHUNK = 500
"""Rows read and written in one query."""

Row = TypeVar("Row", bound=Searchable)


class SearchableQuerySet(models.QuerySet[Row]):
    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        rows = list(objs)
        for row in rows:
            row.refold()
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        rows, names = list(objs), add_folded(self.model, fields)
        if "folded" in names:
            for row in rows:
                row.refold()
        return super().bulk_update(rows, names, *args, **kwargs)

    def update(self, **values: Any) -> int:
        """Two queries more, one to read and one to write for every CHUNK rows, when a searched column is among them."""
        if "folded" in values or "folded" not in add_folded(self.model, values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            changed = super().update(**values)
            for chunk in chunked(keys, CHUNK):
                rows = self.model._default_manager.using(self.db).filter(pk__in=chunk)
                rows.bulk_update(rows, ["folded"])
        return changed


def add_folded(model: Searchable | type[Searchable], names: Iterable[str]) -> list[str]:
    """The columns to write when these are written."""
    names = list(names)
    return [*names, "folded"] if "folded" not in names and not set(names).isdisjoint(model.SEARCHED) else names
