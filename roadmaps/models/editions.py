"""Editions of the content: each transaction that writes a roadmap makes a new one, so that a process knows in one cheap
read whether what it keeps of all roadmaps still holds."""

from __future__ import annotations

import secrets

from django.db import connections, models

NEWEST = "SELECT number FROM roadmaps_edition WHERE id = (SELECT max(id) FROM roadmaps_edition)"
LOCK = 7_205_759
"""The number of the advisory lock that writers share until they commit."""


def draw_number() -> int:
    """Never the same again, not even after a backup was restored; fits a column of 64 bits."""
    return secrets.randbits(62) + 1


class Edition(models.Model):
    """The newest row by id names the content as it stands. Only compared, never counted."""

    number = models.BigIntegerField(default=draw_number)

    def __str__(self) -> str:
        return str(self.number)


def make_edition(using: str) -> None:
    """Call it in the transaction that writes a roadmap. One statement.

    On PostgreSQL it takes a lock that all writers share, so that `settle_edition` can tell when none is at work: ids
    are given in another order than transactions end.
    """
    if connections[using].vendor != "postgresql":
        Edition.objects.using(using).create()
        return
    with connections[using].cursor() as cursor:
        cursor.execute(
            "INSERT INTO roadmaps_edition (number) SELECT %s FROM pg_advisory_xact_lock_shared(%s)",
            [draw_number(), LOCK],
        )


def settle_edition(using: str) -> int | None:
    """The number of the edition if nobody is writing another: what is read after this call holds at least as much.

    None while somebody writes, and before the first edition. One query.
    """
    if connections[using].vendor != "postgresql":
        return find_newest(using)
    with connections[using].cursor() as cursor:  # the lock is held for this one statement
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s), (SELECT number FROM roadmaps_edition ORDER BY id DESC LIMIT 1)",
            [LOCK],
        )
        is_quiet, number = cursor.fetchone()
    return number if is_quiet else None


_settled: dict[str, int] = {}
"""By database, the last number of which this process knows that nobody was writing when it was the newest."""


def find_settled(using: str) -> int | None:
    """As `settle_edition`, in one cheap query once a number is known to be settled: a later write has another."""
    newest = find_newest(using)
    if newest is not None and _settled.get(using) == newest:
        return newest
    settled = settle_edition(using)
    if settled is not None:
        _settled[using] = settled
    return settled


def find_newest(using: str) -> int | None:
    """The number of the newest edition. Written out: composed by the ORM it takes three times as long."""
    with connections[using].cursor() as cursor:
        cursor.execute(NEWEST)
        row = cursor.fetchone()
    return row[0] if row else None
