"""PostgreSQL as Django speaks it, with writes of many rows cut into statements that the server takes.

Where the server binds the values (`server_side_binding`: config/databases.py) a statement has at most 65,535 of them.
Django cuts what it writes in bulk by the limits of the other databases, and knows none of this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations

MOST_VALUES = 65_535


class DatabaseOperations(operations.DatabaseOperations):
    def bulk_batch_size(self, fields: Sequence[Any], objs: Sequence[Any]) -> int:
        """Rows in one statement. An update in bulk names the row beside each value: two for each field."""
        return min(len(objs), MOST_VALUES // (2 * max(1, len(fields))))


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
