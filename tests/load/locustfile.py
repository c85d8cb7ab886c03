"""What learners do all day, for locust: three marks for each page they look at, each learner at a pace of their own.

LOAD_SITE names a file with what tests/cluster/prepare.py said; LOAD_RESULT the file that gets the figures and every
press, for the audit. Run by tests/load/run.py; this process is locust's alone (it changes how sockets work).
"""

from __future__ import annotations

import json
import os
import random
from itertools import cycle, product
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant_throughput, events, task

SITE = json.loads(Path(os.environ["LOAD_SITE"]).read_text())
MARKS, PAGES = 50, 17
"""How many of each go to a site of 500 learners in a second."""
LEARNERS = 500
WANTED = {"mark": MARKS * len(SITE["sessions"]) / LEARNERS, "page": PAGES * len(SITE["sessions"]) / LEARNERS}
"""In a second, of those who are here."""
CYCLE = ("learning", "done", "skipped", "todo")
TOKEN = "c" * 32
PRESSES: list[tuple[int, int, str, bool]] = []
numbers = iter(range(len(SITE["sessions"])))


class Learner(FastHttpUser):
    wait_time = constant_throughput((MARKS + PAGES) / LEARNERS)
    connection_timeout = network_timeout = 60.0

    def on_start(self) -> None:
        number = next(numbers)
        self.user, session = SITE["sessions"][number]
        topics = random.sample(SITE["topics"], 12)
        self.presses = cycle(product(CYCLE, topics))
        cookies = f"{SITE['session_cookie']}={session}; {SITE['csrf_cookie']}={TOKEN}"
        self.headers = {"Cookie": cookies, "Accept-Encoding": "gzip"}
        self.form = {"X-CSRFToken": TOKEN, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}

    @task(MARKS)
    def mark(self) -> None:
        status, (address, topic) = next(self.presses)
        answer = self.client.post(
            f"{address}mark/", f"status={status}", headers=self.headers | self.form, name="mark", allow_redirects=False
        )
        PRESSES.append((self.user, topic, status, answer.status_code == 200))

    @task(PAGES)
    def look(self) -> None:
        page = random.choice(SITE["pages"])  # noqa: S311 - no secret
        self.client.get(page, headers=self.headers, name="page", allow_redirects=False)


def write_result(environment: Any, **_: object) -> None:
    """Figures by kind of request, in milliseconds, and every press."""
    figures = {
        entry.name: {
            "requests": entry.num_requests,
            "errors": entry.num_failures,
            "per_second": entry.total_rps,
            "wanted": WANTED[entry.name],
            "median": entry.median_response_time,
            "p95": entry.get_response_time_percentile(0.95),
            "p99": entry.get_response_time_percentile(0.99),
        }
        for entry in environment.stats.entries.values()
    }
    errors = [f"{error.name}: {error.error}, {error.occurrences} times" for error in environment.stats.errors.values()]
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps({"figures": figures, "errors": errors, "presses": PRESSES}))


events.quitting.add_listener(write_result)  # type: ignore[no-untyped-call]  # locust has no type for it
