"""The catalogue's first page, 24 of 10,000 roadmaps, against the bare signed-in view, and against itself among 100.

python tests/benchmarks/bench_catalogue.py [--roadmaps 10000]

Learners have begun none of what the page shows, two, or all 24; each of them has marks of their own, and one learner's
marks change between two pages. Works in a test database that is removed afterwards. Exit code 1 when a ratio is over
its target.
"""

from __future__ import annotations

import argparse
import sys
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.ground import make_roadmaps
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

FEW = 100
ON_A_PAGE = 24
LEARNERS = 10
BARE, PAGE = "bare, signed in", "first page, nothing begun"
TARGET = 2.0
PATH = "/roadmaps/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--roadmaps", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=200)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with bench_site("tests.benchmarks.bare"):
        make_roadmaps(FEW)
        cases = list_cases()
        few, _missed = measure(cases, FEW, options.rounds)
        make_roadmaps(options.roadmaps - FEW, first=FEW)
        many, missed = measure(cases, options.roadmaps, options.rounds)
    growth = ratio_of(many, PAGE, BARE) / ratio_of(few, PAGE, BARE)
    missed += say_figure(f"catalogue, 24 of {options.roadmaps:,} / 24 of {FEW}", growth, 1.2)
    return 1 if missed else 0


def measure(cases: list[Case], count: int, rounds: int) -> tuple[Times, int]:
    """Times of the first page among so many roadmaps, and how many targets were missed."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"-- 24 of {count:,} roadmaps on {connection.vendor}")
    times = take_turns(cases, rounds=rounds)
    return times, say_times(cases, times)


def list_cases() -> list[Case]:
    """Among the learners nobody stands where another does."""
    from accounts.models import User
    from progress.models import Mark

    fresh, guest = Browser(sign_in(make_learner("fresh", 0))), Browser()
    walkers = {begun: cycle([make_walker(begun, number) for number in range(LEARNERS)]) for begun in (2, ON_A_PAGE)}
    marker = Browser(sign_in(make_learner("marker", 2)))
    marked = Mark.objects.filter(user=User.objects.latest("pk")).latest("pk")
    status = cycle(("learning", "done"))

    def ask_after_a_mark() -> None:
        marked.status = next(status)
        marked.save()
        marker.get(PATH)

    return [
        Case(BARE, lambda: fresh.get("/bare/signed-in/")),
        Case(PAGE, lambda: fresh.get(PATH), BARE, TARGET),
        Case("first page, two of it begun", lambda: next(walkers[2]).get(PATH), BARE, TARGET),
        Case("first page, all of it begun", lambda: next(walkers[ON_A_PAGE]).get(PATH), BARE, TARGET),
        Case("first page, a mark and then the page", ask_after_a_mark, BARE),
        Case("first page, guest", lambda: guest.get(PATH), BARE),
    ]


def make_walker(begun: int, number: int) -> Browser:
    return Browser(sign_in(make_learner(f"walker-{begun}-{number}", begun, number)))


def make_learner(name: str, begun: int, number: int = 0) -> User:
    """Somebody who has begun so many roadmaps of the first page; `number` says how."""
    from accounts.models import User
    from progress.models import Mark
    from roadmaps.models import Topic

    learner = User.objects.create_user(f"{name}@example.org")
    topics = Topic.objects.filter(roadmap__key__in=[f"road-{n}" for n in range(1, begun + 1)]).order_by("pk")
    Mark.objects.bulk_create(
        Mark(user=learner, topic=topic, status="done")
        for topic in topics
        if topic.position <= (topic.roadmap_id + number) % 5
    )
    return learner


if __name__ == "__main__":
    sys.exit(main())
