"""An import that is killed at any moment leaves the site as it was before, or as it is after: never between.

`KILLS` says how often (3; `make faults`: 30).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from roadmaps.models import ImportRun
from roadmaps.sync.lock import hold_import_lock
from tests.faults.worlds import ROADMAPS, bring, look, make_learners, wanted_after, write_documents
from tests.operation.backups.places import name_ours

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = int(os.environ.get("KILLS", "3"))
CHILD = Path(__file__).with_name("child.py")


def start(edition: int, step: int) -> subprocess.Popen[str]:
    """The import, at the moment when it begins to plan."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(edition), str(step)],
        env={**os.environ, "DATABASE_URL": name_ours(), "DEBUG": "true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n", child.communicate()
    return child


def measure(edition: int) -> float:
    """Seconds that the import takes when nobody kills it."""
    child, began = start(edition, 0), time.monotonic()
    _, said = child.communicate(timeout=120)
    assert child.returncode == 0, said
    return time.monotonic() - began


def test_before_or_after_and_no_mark_lost() -> None:
    dice = Random(1)  # noqa: S311 - no secret
    bring(write_documents(0))
    make_learners()
    marks = look().marks
    seconds = measure(1)
    endings = set()
    for number in range(KILLS):
        edition = 2 if number % 2 == 0 else 1
        wanted, before = wanted_after(write_documents(edition)), look()
        if number % 3 == 2:
            child = start(edition, 0)
            time.sleep(dice.uniform(0, seconds))
        else:
            child = start(edition, dice.randint(1, ROADMAPS))
            child.wait(timeout=120)
        child.kill()
        child.communicate(timeout=60)
        assert child.returncode in (0, -signal.SIGKILL)
        after = look()
        assert after.marks == marks
        assert after.content == before.content or after.says == wanted
        endings.add(after.content == before.content)
        with hold_import_lock(wait=5):  # the kill has freed it
            pass
        bring(write_documents(edition))
        assert look().says == wanted
    assert True in endings, "no kill came before the end: the test saw nothing"


def test_a_kill_between_the_last_row_and_the_commit_writes_nothing() -> None:
    bring(write_documents(0))
    before = look()
    child = start(1, ROADMAPS)
    child.communicate(timeout=120)
    assert child.returncode == -signal.SIGKILL
    assert look() == before
    assert not ImportRun.objects.exists()
