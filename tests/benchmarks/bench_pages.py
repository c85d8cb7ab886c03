"""The pages of a roadmap of 100 topics beside the barest view that could stand in their place.

python tests/benchmarks/bench_pages.py [--rounds 300]

A learner's page is measured as it is asked for again, and as it is asked for by learners whose states nobody has had
yet. The targets are PostgreSQL's; on SQLite, where a query costs next to nothing, there is the ratio alone. Exit code 1
when a ratio is over its target.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.sidebyside import Browser, Case, bench_site, compare, sign_in

LEARNERS = 20
STATUSES = ("todo", "learning", "done", "skipped")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with bench_site("tests.benchmarks.bare"):
        fill()
        return 1 if compare(list_cases(), rounds=options.rounds) else 0


def fill() -> None:
    """A roadmap of ten nodes with ten topics each, and learners who are somewhere on it; the database knows its sizes,
    as it does in service."""
    from django.db import connection

    from accounts.models import User
    from progress.models import Mark
    from roadmaps.models import Node, Roadmap, Topic

    chance = random.Random(5)  # noqa: S311  # for states, not for secrets
    roadmap = Roadmap.objects.create(
        key="trail", title="A trail of a hundred topics", description="From here to there."
    )
    nodes = Node.objects.bulk_create(
        Node(
            roadmap=roadmap, key=f"node-{n}", title=f"Stage {n}", position=n, depends_on=[f"node-{n - 1}"] if n else []
        )
        for n in range(10)
    )
    topics = Topic.objects.bulk_create(
        Topic(
            roadmap=roadmap,
            node=nodes[n // 10],
            key=f"topic-{n}",
            name=f"Topic number {n}",
            description=f"What topic {n} is about. And more of it.",
            duration="2-3 hours",
            position=n,
        )
        for n in range(100)
    )
    for number in range(LEARNERS):
        user = User.objects.create_user(f"learner-{number}@example.org")
        Mark.objects.bulk_create(
            Mark(user=user, topic=topic, status=status)
            for topic in topics
            if (status := chance.choice(STATUSES)) != "todo"
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def nothing_kept(*stores: str) -> Iterator[None]:
    """These stores of the outline are empty, and as they were afterwards."""
    from progress import outline
    from progress.lately import Lately

    before = {name: getattr(outline, name) for name in stores}
    for name in stores:
        setattr(outline, name, Lately(100_000))
    yield
    for name, store in before.items():
        setattr(outline, name, store)


def aim(target: float) -> float:
    from django.db import connection

    return target if connection.vendor == "postgresql" else 0.0  # none


def list_cases() -> list[Case]:
    from accounts.models import User
    from progress.models import Mark
    from roadmaps.models import Topic

    browsers = [Browser(sign_in(user)) for user in User.objects.order_by("pk")]
    guest, first = Browser(), browsers[0]
    turn, pressed = cycle(browsers), cycle(("learning", "done"))
    topic = Topic.objects.order_by("pk")[50]
    mark = f"/roadmaps/trail/node-5/{topic.key}/mark/"
    Mark.objects.get_or_create(user=User.objects.earliest("pk"), topic=topic, defaults={"status": "learning"})

    def ask_unseen() -> None:
        with nothing_kept("pages"):
            next(turn).get("/roadmaps/trail/")

    def ask_cold() -> None:
        with nothing_kept("pages", "parts"):
            first.get("/roadmaps/trail/")

    def ask_for_all_to_mark() -> None:
        first.post(mark, {"status": next(pressed), "next": "/roadmaps/trail/"}, HTTP_HX_REQUEST="true")

    bare, key, write = "bare, signed in", "bare, guest, one query by key", "bare, signed in, upsert and insert"
    return [
        Case("bare", lambda: guest.get("/bare/constant/")),
        Case(key, lambda: guest.get("/bare/one-query/trail/")),
        Case(bare, lambda: next(turn).get("/bare/signed-in/")),
        Case(write, lambda: first.post(f"/bare/write/{topic.pk}/", {"status": next(pressed)})),
        Case("roadmap, guest", lambda: guest.get("/roadmaps/trail/"), key, aim(2.0)),
        Case("roadmap, signed in, as at the last visit", lambda: next(turn).get("/roadmaps/trail/"), bare, aim(1.6)),
        Case("roadmap, signed in, states not seen before", ask_unseen, bare, aim(1.6)),
        Case("marking", ask_for_all_to_mark, write, aim(2.0)),
        Case("roadmap, nothing kept", ask_cold, bare),
        Case(
            "roadmap, signed in, compressed",
            lambda: next(turn).get("/roadmaps/trail/", HTTP_ACCEPT_ENCODING="gzip"),
            bare,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
