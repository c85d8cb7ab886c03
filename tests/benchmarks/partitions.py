"""Marks in 16 partitions by learner, made from the real table, on PostgreSQL: nothing refers to a mark by its id.

A unique key of a partitioned table must hold what it is partitioned by. (user, topic) does; the primary key becomes
(id, user), its ids drawn from the sequence as before, so that what Django asks by id is found as quickly.
"""

from __future__ import annotations

from django.db import connection, transaction

PARTS = 16
REFERRERS = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = 'progress_mark'::regclass"
CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = 'progress_mark'::regclass AND contype IN ('c', 'f') ORDER BY conname
"""


def partition_marks() -> None:
    """Exchange progress_mark for a partitioned one with the same rows, rules and foreign keys; the old one is gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS)
        rules = cursor.fetchall()
        cursor.execute(
            "SELECT pg_get_serial_sequence('progress_mark', 'id'), coalesce(max(id), 0) + 1 FROM progress_mark"
        )
        _sequence, first = cursor.fetchone()
        cursor.execute(
            "CREATE TABLE parted (LIKE progress_mark INCLUDING DEFAULTS, PRIMARY KEY (id, user_id),"
            " UNIQUE (user_id, topic_id)) PARTITION BY HASH (user_id)"
        )
        for part in range(PARTS):
            cursor.execute(
                f"CREATE TABLE progress_mark_{part} PARTITION OF parted"
                f" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
            )
        cursor.execute("INSERT INTO parted SELECT * FROM progress_mark")
        cursor.execute("DROP TABLE progress_mark")
        cursor.execute("ALTER TABLE parted RENAME TO progress_mark")
        cursor.execute(f"CREATE SEQUENCE progress_mark_id_seq OWNED BY progress_mark.id START {int(first)}")
        cursor.execute("ALTER TABLE progress_mark ALTER id SET DEFAULT nextval('progress_mark_id_seq')")
        for name, rule in rules:
            cursor.execute(f'ALTER TABLE progress_mark ADD CONSTRAINT "{name}" {rule}')
        cursor.execute("CREATE INDEX progress_mark_topic ON progress_mark (topic_id)")


def count_parts() -> list[int]:
    """Rows in each partition."""
    counts = []
    with connection.cursor() as cursor:
        for part in range(PARTS):
            cursor.execute(f"SELECT count(*) FROM progress_mark_{part}")  # noqa: S608  # of a number of ours
            counts.append(cursor.fetchone()[0])
    return counts
