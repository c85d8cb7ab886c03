"""Servers that are killed while learners mark: no mark that was acknowledged is lost, and nobody sees an error.

What is killed belongs to a site as on several machines: two application processes, PostgreSQL that writes through to
the disk, Redis, a proxy.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from tests.cluster.cluster import Cluster, run_cluster
from tests.cluster.servers import ROOT
from tests.faults.injected import Trial


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with run_cluster() as running:
        yield Trial(running, 4)


def kill_a_worker(cluster: Cluster) -> None:
    process = random.choice(cluster.processes)  # noqa: S311 - no secret
    os.kill(process.list_children()[0], signal.SIGKILL)


def switch_off_a_machine(cluster: Cluster) -> None:
    """The other one takes all, until this one is back."""
    process = cluster.processes[0]
    workers = process.list_children()
    process.kill()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)
    process.start()


def restart_postgresql(cluster: Cluster) -> None:
    assert cluster.postgres
    cluster.postgres.stop()
    cluster.postgres.start()


def stop_postgresql_at_once(cluster: Cluster) -> None:
    """A crash: what was committed is in the log alone, and is recovered from there."""
    assert cluster.postgres
    cluster.postgres.stop("immediate")
    cluster.postgres.start()


def kill_postgresql(cluster: Cluster) -> None:
    assert cluster.postgres
    cluster.postgres.kill()
    cluster.postgres.start()


def kill_redis(cluster: Cluster) -> None:
    cluster.redis.kill()
    time.sleep(0.5)
    cluster.redis.start()


def import_other_editions(cluster: Cluster) -> None:
    """Every roadmap changes under the learners' hands, and changes back."""
    folder = cluster.folder / "edition"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "fixtures/roadmaps", folder)
    for file in folder.glob("*.yaml"):
        file.write_text(re.sub(r"^( +name: )(.+)$", r"\1Once more, \2", file.read_text(), flags=re.MULTILINE))
    for edition in (folder, ROOT / "fixtures/roadmaps"):
        cluster.manage("import_roadmaps", str(edition), "--on-conflict", "take", "--verbosity", "0")


FAULTS = (
    kill_a_worker, switch_off_a_machine, restart_postgresql, stop_postgresql_at_once, kill_postgresql, kill_redis,
    import_other_editions,
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_no_mark_is_lost(trial: Trial, fault: Callable[[Cluster], None]) -> None:
    trial.inject(fault)
