"""Learners who mark topics and remember what they were told: a small client over plain sockets, no browser."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CYCLE = ("learning", "done", "skipped", "todo")
"""Each press differs from the three before it, so each that was carried out has a line of history of its own."""
TOKEN = "c" * 32
TIMEOUT = 90  # longer than the proxy waits: then it is the proxy that says so
Press = tuple[int, int, str, bool]


class Learner(threading.Thread):
    """One browser that marks its topics in turn until it is told to stop.

    site: what tests/cluster/prepare.py says. `presses` is for tests/cluster/audit.py; `answers` counts statuses, 0
    being a connection that broke; `bodies` keeps the first answer that was neither good nor a short 503 page.
    """

    def __init__(self, port: int, site: dict[str, Any], number: int) -> None:
        super().__init__(daemon=True)
        self.port, self.number = port, number
        self.user, session = site["sessions"][number]
        self.topics = site["topics"][number % 5 :: 5][:4]
        self.cookies = f"{site['session_cookie']}={session}; {site['csrf_cookie']}={TOKEN}"
        self.over = threading.Event()
        self.presses: list[Press] = []
        self.answers: Counter[int] = Counter()
        self.bodies: list[str] = []

    def run(self) -> None:
        for status in self._cycle():
            for address, topic in self.topics:
                if self.over.is_set():
                    return
                code = self.mark(address, status)
                self.answers[code] += 1
                self.presses.append((self.user, topic, status, code in {200, 302}))
                if code in {0, 503}:
                    time.sleep(0.05)  # as a person who is asked to try again

    def _cycle(self) -> Iterator[str]:
        while True:
            yield from CYCLE

    def mark(self, address: str, status: str) -> int:
        """The status of the answer, 0 when there was none."""
        headers = {
            "Cookie": self.cookies, "X-CSRFToken": TOKEN, "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request("POST", f"{address}mark/", f"status={status}", headers)
            answer = connection.getresponse()
            body = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        if answer.status not in {200, 302, 503} and not self.bodies:
            self.bodies.append(f"{answer.status} {address}: {body[:2_000]}")
        return answer.status


@contextmanager
def learners_at_work(port: int, site: dict[str, Any], count: int) -> Iterator[list[Learner]]:
    """Learners who mark for the length of the block, and have stopped after it."""
    learners = [Learner(port, site, number) for number in range(count)]
    for learner in learners:
        learner.start()
    try:
        yield learners
    finally:
        for learner in learners:
            learner.over.set()
        for learner in learners:
            learner.join(timeout=2 * TIMEOUT)


def count_marks(learners: list[Learner]) -> int:
    """How many presses were acknowledged so far."""
    return sum(learner.answers[200] + learner.answers[302] for learner in learners)


def wait_for_marks(learners: list[Learner], more: int) -> None:
    """Wait until so many more were acknowledged: the site is back, and at work."""
    wanted, end = count_marks(learners) + more, time.monotonic() + TIMEOUT
    while count_marks(learners) < wanted:
        if time.monotonic() > end:
            answers = sum((learner.answers for learner in learners), Counter())
            raise TimeoutError(f"nobody can mark any more: {dict(answers)} {[learner.bodies for learner in learners]}")
        time.sleep(0.02)
