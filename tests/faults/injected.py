"""What both sites under load share: learners at work, the audit afterwards, and a line for `make faults`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.cluster.cluster import Cluster
from tests.cluster.learners import Learner, Press, learners_at_work, wait_for_marks

ROUNDS = int(os.environ.get("ROUNDS", "1"))
"""How often each fault is injected (`make faults`: 5)."""
GOOD, BUSY = 200, 503


class Trial:
    """A site with learners, which keeps its history from one fault to the next."""

    def __init__(self, cluster: Cluster, learners: int) -> None:
        self.cluster, self.count = cluster, learners
        self.site = cluster.tell("tests/cluster/prepare.py", learners)
        self.presses: list[Press] = []

    def inject(self, fault: Callable[[Cluster], None]) -> None:
        """Let learners mark before, during and after the fault, ROUNDS times; then nothing may be lost."""
        self.site["topics"] = (
            self.site["topics"][20:] + self.site["topics"][:20]
        )  # marks of these are all still to come
        with learners_at_work(self.cluster.proxy.port, self.site, self.count) as learners:
            for _ in range(ROUNDS):
                wait_for_marks(learners, self.count)
                fault(self.cluster)
                wait_for_marks(learners, self.count)
        self.judge(fault.__name__, learners)

    def judge(self, name: str, learners: list[Learner]) -> None:
        self.presses += [press for learner in learners for press in learner.presses]
        found = self.cluster.tell("tests/cluster/audit.py", self.presses)
        answers = sum((learner.answers for learner in learners), Counter[int]())
        errors = sum(count for code, count in answers.items() if code not in {GOOD, BUSY})
        counts = f"{answers[GOOD]} marks acknowledged, {answers[BUSY]} asked to wait"
        outcome = f"{len(found['lost'])} lost, {errors} errors"
        tell(f"{name.replace('_', ' ')}, {ROUNDS} times: {counts}; {outcome}")
        assert errors == 0, [learner.bodies for learner in learners]
        assert (found["lost"], found["broken"]) == ([], []), json.dumps(found)
        assert answers[GOOD] >= 2 * ROUNDS * self.count


def tell(line: str) -> None:
    """To whoever watches, and to the report of `make faults`."""
    sys.stdout.write(f"\n{line}\n")
    if report := os.environ.get("FAULTS_REPORT"):
        with Path(report).open("a") as file:
            file.write(f"{line}\n")
