"""How fast search is in a large site, against what no search can beat: one row by its key.

python tests/benchmarks/bench_search.py [--topics 100000]

Works in a test database, made where DATABASE_URL says and removed afterwards; no data of the site is touched. Asserts
nothing. Rows are made from a fixed seed, so that two runs search the same texts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.sidebyside import bench_site

RUNS = 9
SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=100_000)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with bench_site():
        fill(options.topics)
        measure(options.topics)


def fill(count: int) -> None:
    """Roadmaps of 1,000 topics, ten a node, their names and texts of made-up words, and one that is looked for."""
    from django.db import connection

    from roadmaps.models import Node, Roadmap, Topic

    chance = random.Random(8)  # noqa: S311  # for texts, not for secrets
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(5_000)]

    def say(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    for start in range(0, count, 1_000):
        roadmap = Roadmap.objects.create(key=f"trail-{start}", title=say(2), description=say(10))
        nodes = Node.objects.bulk_create(Node(roadmap=roadmap, key=f"node-{n}", title=say(2)) for n in range(100))
        topics = [
            Topic(
                roadmap=roadmap,
                node=nodes[n // 10],
                key=f"topic-{n}",
                name=say(3),
                description=say(25),
                takeaways=[say(6)],
            )
            for n in range(min(1_000, count - start))
        ]
        if not start:
            topics[0].name = "Quaternion Algebra"
        Topic.objects.bulk_create(topics)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def measure(count: int) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from progress.queries.search import search
    from progress.search import read_query
    from roadmaps.models import Topic

    row = Topic.objects.earliest("pk").pk
    bare = take_time(lambda: Topic.objects.filter(pk=row).values_list("key").get())
    print(f"{count:,} topics on {connection.vendor}; one row by its key {bare[0] * 1000:.2f} ms")
    queries = {"a word": "quaternion", "a prefix": "quat", "two words": "quaternion alg", "a common prefix": "ba"}
    if connection.vendor == "postgresql":
        queries["a typo"] = "quaternoin"
    for name, text in queries.items():
        query = read_query(text)
        with CaptureQueriesContext(connection) as context:
            found = search(AnonymousUser(), query)
        middle, least = take_time(partial(search, AnonymousUser(), query))
        print(
            f"{name + ' (' + text + ')':<30}{middle * 1000:9.1f} ms, at least {least * 1000:.1f} ms;"
            f" {middle / bare[0]:7.0f} x one row; {len(context)} query, {len(found.results)} results"
        )


def take_time(act: Callable[[], object]) -> tuple[float, float]:
    """Median and minimum in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return median(times), min(times)


if __name__ == "__main__":
    main()
