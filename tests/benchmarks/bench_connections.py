"""What a connection costs a request: opened anew, kept, or taken from a pool; and what prepared statements would save.

usage: bench_connections.py [--rounds 300]. Each round is what Django does for one request: the connection is made
usable, asked two questions of the kind pages ask, and given back. Milliseconds; ratios are to a kept connection.
"""

from __future__ import annotations

import argparse
import copy
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
QUESTIONS = (
    ("SELECT %s + 1", [1]),
    ("SELECT a.n FROM (SELECT 1 AS n) AS a JOIN (SELECT %s AS n) AS b ON a.n = b.n WHERE a.n IN (%s, %s)", [1, 1, 2]),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_known_args()[0].rounds
    import django

    django.setup()
    from django.db import connection

    kinds: dict[str, dict[str, Any]] = {"kept": {"CONN_MAX_AGE": 60}, "opened anew": {"CONN_MAX_AGE": 0}}
    if connection.vendor == "postgresql":
        kinds["pool"] = {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": {"min_size": 2, "max_size": 4}}}
        kinds["kept, prepared"] = {"CONN_MAX_AGE": 60, "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2}}
    with tempfile.TemporaryDirectory() as folder:
        database = {"NAME": "postgres" if connection.vendor == "postgresql" else f"{folder}/bench.sqlite3"}
        times = {name: measure(make_request(name, change | database), rounds) for name, change in kinds.items()}
    for name, each in times.items():
        middle, ratio = statistics.median(each), statistics.median(each) / statistics.median(times["kept"])
        print(f"{name:<16}median {middle:7.3f} ms  minimum {min(each):7.3f} ms  {ratio:6.2f} times a kept one")


def make_request(name: str, change: dict[str, Any]) -> Callable[[], None]:
    """One request's use of a connection with these settings."""
    from django.db import connection, connections

    entry = copy.deepcopy(connection.settings_dict) | {"CONN_HEALTH_CHECKS": True}
    options = entry["OPTIONS"] | change.get("OPTIONS", {})
    own = type(connections["default"])(entry | change | {"OPTIONS": options}, name)

    def request() -> None:
        own.close_if_unusable_or_obsolete()
        with own.cursor() as cursor:
            for question, arguments in QUESTIONS:
                cursor.execute(question, arguments)
                cursor.fetchall()
        own.close_if_unusable_or_obsolete()

    return request


def measure(request: Callable[[], None], rounds: int) -> list[float]:
    """Milliseconds of each round; the first few do not count."""
    times = []
    for number in range(rounds + 5):
        began = time.perf_counter()
        request()
        if number >= 5:
            times.append(1_000 * (time.perf_counter() - began))
    return times


if __name__ == "__main__":
    main()
