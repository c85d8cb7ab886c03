"""Two imports at once, and learners who mark meanwhile: one waits or says so, nothing locks up, no mark is lost.

`RACES` says how often two imports meet (4; `make faults`: 20).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import TypeVar

import pytest
from django.db import connection

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Change
from roadmaps.models import ImportRun, Topic
from roadmaps.sync.importing import Import, run_import
from roadmaps.sync.runs import carry_out, open_run
from tests.faults.worlds import (
    allow_all,
    bring,
    list_sources,
    look,
    make_learners,
    wanted_after,
    write_documents,
)

pytestmark = pytest.mark.django_db(transaction=True)

RACES = int(os.environ.get("RACES", "4"))
Result = TypeVar("Result")


def run_together(*calls: Callable[[], Result]) -> list[Result]:
    """Starts all calls at one moment, each in a thread with a connection of its own; their results in order."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result:
        try:
            barrier.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, call) for call in calls]]


def import_edition(edition: int, wait: float) -> Callable[[], str]:
    def work() -> Import:
        documents = write_documents(edition)
        return run_import(list_sources(documents), allow_all(documents))

    return lambda: carry_out(open_run(origin=ImportRun.Origin.COMMAND), work, wait=wait).run.outcome


def test_two_at_once_never_lock_up() -> None:
    bring(write_documents(0))
    ends = [wanted_after(write_documents(edition)) for edition in (0, 1)]
    outcomes = []
    for number in range(RACES):
        wait = 30 if number % 2 else 0
        outcomes += (said := run_together(import_edition(number % 2, wait), import_edition(1 - number % 2, wait)))
        assert set(said) <= ({"done", "unchanged"} if wait else {"done", "unchanged", "busy"})
        assert "done" in said or "unchanged" in said
        topics = {key: [len(node.topics or ()) for node in document.nodes] for key, document in look().says.items()}
        assert len({tuple(counts) for counts in topics.values()}) == 1  # all roadmaps stand at one edition
    assert len(outcomes) == 2 * RACES
    assert ends[1]


def test_learners_mark_during_an_import_and_nothing_is_lost() -> None:
    bring(write_documents(0))
    learners, over = make_learners(2), Event()

    def mark(learner: User) -> Callable[[], int]:
        def press() -> int:
            pressed = 0
            while not over.is_set():
                for topic in Topic.objects.order_by("pk")[:10]:
                    mark_topic(user=learner, topic=topic, status=("done", "learning")[pressed // 10 % 2])
                    pressed += 1
            return pressed

        return press

    def import_all() -> int:
        try:
            for edition in (1, 2, 1, 2):
                bring(write_documents(edition))
        finally:
            over.set()
        return 0

    before = Change.objects.count()
    _, *pressed = run_together(import_all, *map(mark, learners))
    assert min(pressed) > 0
    for learner in learners:
        standing: dict[int, str] = {}
        for line in Change.objects.filter(user=learner).order_by("pk"):
            assert line.before == standing.get(line.topic_id, "todo")
            standing[line.topic_id] = line.after
        assert dict(learner.marks.values_list("topic_id", "status")) == standing
    assert Change.objects.count() > before
