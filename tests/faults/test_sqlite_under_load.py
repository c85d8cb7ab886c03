"""SQLite with eight processes that write at once, one of them killed, and a disk that fills up: no mark is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from tests.cluster.cluster import Cluster, run_cluster
from tests.faults.injected import Trial

WRITERS = 8


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with run_cluster(sqlite=True, processes=1, workers=WRITERS) as running:
        yield Trial(running, WRITERS)


def list_workers(cluster: Cluster) -> list[int]:
    return [worker for process in cluster.processes for worker in process.list_children()]


def write_all_at_once(cluster: Cluster) -> None:
    assert len(list_workers(cluster)) == WRITERS
    time.sleep(1)


def kill_a_worker(cluster: Cluster) -> None:
    os.kill(random.choice(list_workers(cluster)), signal.SIGKILL)  # noqa: S311 - no secret


def fill_the_disk(cluster: Cluster) -> None:
    """No file may grow any further, for a second: neither the database nor its log."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, most):
        for worker in list_workers(cluster):
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (room, most))
        time.sleep(1)


@pytest.mark.parametrize("fault", [write_all_at_once, kill_a_worker, fill_the_disk], ids=lambda fault: fault.__name__)
def test_no_mark_is_lost(trial: Trial, fault: Callable[[Cluster], None]) -> None:
    trial.inject(fault)
