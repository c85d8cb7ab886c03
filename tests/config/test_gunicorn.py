"""The server as bin/serve starts it: figures of all workers meet, and stopping it cuts nobody off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

from tests.cluster.servers import find_port

ROOT = Path(__file__).resolve().parents[2]
STOPPED = 20
"""Seconds in which a server has ended by itself: less than its grace, after which it would kill its workers."""


@contextmanager
def serving(
    site: str, folder: Path, configuration: str = "config/gunicorn.py"
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address and the process of gunicorn with our configuration; `folder` is where it may leave things."""
    port = find_port()
    env = {
        **os.environ, "BIND": f"127.0.0.1:{port}", "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings", "METRICS_TOKEN": "token", "TMPDIR": str(folder),
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--config", configuration, site]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.kill()
        server.communicate()


def fetch(address: str, **headers: str) -> str:
    """What is answered, as soon as somebody answers."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own address
    for _ in range(200):
        with suppress(URLError), urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - our own address
            return str(response.read().decode())
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_figures_of_all_workers_meet_and_are_gone_after_the_end(tmp_path: Path) -> None:
    with serving("config.wsgi", tmp_path) as (address, server):
        for _ in range(20):
            assert fetch(f"{address}/healthz/live") == '{"status": "ok"}'
        figures = fetch(f"{address}/metrics", Authorization="Bearer token")
        assert 'waymark_requests_total{method="GET",route="unknown",status="200"} 20.0' in figures
        assert len(list(tmp_path.glob("waymark-figures-*"))) == 1
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=STOPPED) == 0
    assert list(tmp_path.glob("waymark-figures-*")) == []


def test_who_is_being_answered_is_answered_to_the_end(tmp_path: Path) -> None:
    said: list[str] = []
    with serving("tests.config.slow", tmp_path) as (address, server):
        visitor = threading.Thread(target=lambda: said.append(fetch(address)))
        visitor.start()
        assert server.stdout is not None
        assert server.stdout.readline() == "begun\n"
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=STOPPED) == 0
        visitor.join()
    assert said == ["done"]


def test_a_worker_that_is_being_born_hears_that_it_shall_stop(tmp_path: Path) -> None:
    with serving("config.wsgi", tmp_path, "tests/config/stopped_early.py") as (_, server):
        assert server.stdout is not None
        assert server.stdout.readline() == "being born\n"
        assert server.wait(timeout=STOPPED) == 0
