"""What a page and a mark cost among millions of marks, and what a mark takes on disk. PostgreSQL only.

python tests/benchmarks/bench_growth.py [--marks 5000000]

Marks are made by the server itself (generate_series): 100 of each learner, on 100 roadmaps of 100 topics. 50 million
need about 12 GB. Twenty learners from all over the table ask in turn. Works in a test database that is removed
afterwards. Exit code 1 when a ratio is over its target.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.covering import compare_indexes, run, say_sizes, say_statuses
from tests.benchmarks.ground import make_roadmap
from tests.benchmarks.partitions import PARTS, partition_marks
from tests.benchmarks.sidebyside import (
    Browser,
    Case,
    Times,
    bench_site,
    ratio_of,
    say_figure,
    say_times,
    sign_in,
    take_turns,
)

if TYPE_CHECKING:
    from accounts.models import User
    from roadmaps.models import Topic

DATABASES = ("postgresql",)
FEW = 10_000
TOPICS = 100
ROADMAPS = 100
LEARNERS = 20
MOST_PARTED = 5_000_000
"""Marks that are parted afterwards: that writes the whole table once more."""
PAGE, MARK, BARE, WRITE = "roadmap page, 100 topics", "marking a topic", "bare, signed in", "bare, upsert and insert"
MAKE = """
    INSERT INTO progress_mark (user_id, topic_id, status, reason, revise, evidence, finished_at, updated_at)
    SELECT person.id, topic.id, CASE step %% 10 WHEN 3 THEN 'learning' ELSE 'done' END, '', false, '',
        CASE step %% 10 WHEN 3 THEN NULL ELSE now() END, now()
    FROM (SELECT id FROM accounts_user ORDER BY id LIMIT %s OFFSET %s) AS person
    CROSS JOIN generate_series(0, %s) AS step
    JOIN roadmaps_topic AS topic ON topic.position = step
    JOIN roadmaps_roadmap AS road ON road.id = topic.roadmap_id AND road.key = 'long-' || (person.id %% %s)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with bench_site("tests.benchmarks.bare"):
        for number in range(ROADMAPS):
            make_roadmap(topics=TOPICS, key=f"long-{number}")
        add_marks(FEW)
        few = measure(options.rounds)
        add_marks(options.marks)
        many = measure(options.rounds)
        missed = 0
        for name, limit in ((PAGE, BARE), (MARK, WRITE)):
            growth = ratio_of(many, name, limit) / ratio_of(few, name, limit)
            missed += say_figure(f"{name}, among {options.marks:,} marks / {FEW:,}", growth, 1.2)
        say_sizes(options.marks)
        compare_indexes(options.marks)
        if options.marks <= MOST_PARTED:
            measure_parted(options.rounds)
    return 1 if missed else 0


def add_marks(wanted: int) -> None:
    """Learners of 100 marks each, one in ten not done yet, until there are so many marks in all."""
    from accounts.models import User
    from progress.models import Mark

    start = time.perf_counter()
    there, learners = User.objects.count(), wanted // TOPICS
    for first in range(there, learners, 10_000):
        numbers = range(first, min(first + 10_000, learners))
        User.objects.bulk_create(User(email=f"learner-{n}@example.org", password="!") for n in numbers)
        run("SET session_replication_role = replica")  # each row has its user and topic: no need to look them up
        run(MAKE, [len(numbers), first, TOPICS - 1, ROADMAPS])
        run("SET session_replication_role = origin")
    run("VACUUM ANALYZE")
    print(f"-- {Mark.objects.count():,} marks, made in {time.perf_counter() - start:.0f} s", flush=True)


def measure(rounds: int) -> Times:
    """Times of the pages and marks of learners from all over the table, and of the bare views."""
    cases = list_cases()
    times = take_turns(cases, rounds=rounds, warm=2 * LEARNERS)
    say_times(cases, times)
    return times


def list_cases() -> list[Case]:
    """Each learner has a roadmap. Some ask for its page, others mark the same topic of it done and learning in turn."""
    from accounts.models import User

    everybody = User.objects.order_by("id")
    step = everybody.count() // (2 * LEARNERS)
    learners = [(Browser(sign_in(learner)), find_topic(learner)) for learner in everybody[::step][: 2 * LEARNERS]]
    bare, readers, markers, writers = (
        cycle(each) for each in (learners, learners[::2], learners[1::2], learners[1::2])
    )
    status = cycle(["learning"] * LEARNERS + ["done"] * LEARNERS)

    def ask_for_page() -> None:
        browser, topic = next(readers)
        browser.get(topic.roadmap.get_absolute_url())

    def mark() -> None:
        browser, topic = next(markers)
        browser.post(f"{topic.get_absolute_url()}mark/", {"status": next(status)}, HTTP_HX_REQUEST="true")

    def write() -> None:
        browser, topic = next(writers)
        browser.post(f"/bare/write/{topic.pk}/", {"status": "done"})

    return [
        Case(BARE, lambda: next(bare)[0].get("/bare/signed-in/")),
        Case(WRITE, write),
        Case(PAGE, ask_for_page, BARE),
        Case(MARK, mark, WRITE),
    ]


def find_topic(learner: User) -> Topic:
    """One in the first node of the learner's roadmap."""
    from roadmaps.models import Topic

    topics = Topic.objects.select_related("node", "roadmap")
    return topics.get(roadmap__key=f"long-{learner.pk % ROADMAPS}", position=5)


def measure_parted(rounds: int) -> None:
    partition_marks()
    run("ANALYZE progress_mark")
    print(f"-- in {PARTS} partitions by learner")
    measure(rounds)
    say_statuses(f"by the plain key, in {PARTS} partitions")


if __name__ == "__main__":
    sys.exit(main())
