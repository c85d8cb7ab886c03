"""One learner's statuses by the plain key and by a covering index, and what that index costs. PostgreSQL only."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

STATUSES = "SELECT topic_id, status, reason FROM progress_mark WHERE user_id = %s"
COVERING = "CREATE INDEX covering ON progress_mark (user_id, topic_id) INCLUDE (status, reason)"
PRESS = """
    UPDATE progress_mark SET status = CASE status WHEN 'done' THEN 'learning' ELSE 'done' END, updated_at = now()
    WHERE id %% 1055 = %s
"""


def compare_indexes(count: int) -> None:
    """Print reads and changes by the plain key, then with the covering index, which is gone afterwards.

    `count` is how many marks there are.
    """
    say_statuses("by the plain key")
    say_updates("without the covering index")
    run(COVERING)
    run("VACUUM ANALYZE progress_mark")
    say_sizes(count)
    say_statuses("by the covering index")
    say_updates("with the covering index")
    run("DROP INDEX covering")


def run(sql: str, params: Sequence[int] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement, none where it answers none; it may take longer than any statement of a page."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else []


def say_sizes(count: int) -> None:
    table = run("SELECT pg_table_size('progress_mark')")[0][0]
    indexes = run(
        "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index"
        " WHERE indrelid = 'progress_mark'::regclass ORDER BY 1"
    )
    print(f"-- bytes a mark: {(table + sum(size for _name, size in indexes)) / count:.0f}")
    for name, size in [("table", table), *indexes]:
        print(f"{name:<60}{size / count:8.1f}")


def say_statuses(title: str) -> None:
    """One learner's 100 statuses: never asked before, asked again, and how many pages of 8 KB are looked at."""
    from django.db import connection

    from accounts.models import User

    first, last = User.objects.earliest("id").pk, User.objects.latest("id").pk
    chance = random.Random(5)  # noqa: S311  # for a choice, not for a secret
    learners = [chance.randint(first, last) for _ in range(300)]
    with connection.cursor() as cursor:
        for name in ("first time", "again"):
            times = []
            for pk in learners:
                start = time.perf_counter()
                cursor.execute(STATUSES, [pk])
                cursor.fetchall()
                times.append(1000 * (time.perf_counter() - start))
            print(f"100 statuses {title}, {name:<12} median {median(times):7.3f} ms   minimum {min(times):7.3f} ms")
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {STATUSES}", [learners[0]])
        plan = cursor.fetchone()[0][0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    print(f"100 statuses {title}, {plan['Node Type']}: {pages} pages of 8 KB looked at", flush=True)


def say_updates(title: str) -> None:
    """How many changes of a status, one in 200, needed no index entry (HOT)."""
    before = read_updates()
    for rest in range(5):  # in five transactions, each over all pages: as learners press, a little everywhere
        run(PRESS, [rest * 11 + 3])
    time.sleep(1.5)  # until the server has counted them
    run("SELECT pg_stat_clear_snapshot()")
    after = read_updates()
    count, hot = after[0] - before[0], after[1] - before[1]
    print(f"of {count:,} changed statuses {title}, {100 * hot / max(count, 1):.0f} % were HOT", flush=True)


def read_updates() -> tuple[int, int]:
    run("SELECT pg_stat_clear_snapshot()")
    rows = run("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'progress_mark'")
    return rows[0]
