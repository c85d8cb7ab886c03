"""The promises hold whatever happens, in whatever order.

RUNS=500 walks so many ways, other ones each time (`--hypothesis-seed` takes one again); the ordinary suite walks the
same 10.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.roadmaps.sync.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # long walks over lines that other tests hold

RUNS = int(os.environ.get("RUNS", "10"))


def test_the_promises_hold_whatever_happens() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=50,
            derandomize="RUNS" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
