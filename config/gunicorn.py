"""How gunicorn serves the site: bin/serve, or `python -m gunicorn --config config/gunicorn.py config.wsgi`.

The code, the map of addresses and the templates are loaded once and shared by the workers, so that one which takes the
place of another answers at once; no connection is shared, for each is closed before a worker begins. On SIGTERM no new
request is taken, and those under way have GRACE seconds to be answered. A worker that is killed has written a page
whole or not at all.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.http import wsgi

from config import env
from config.wholeness import WholeResponse

GRACE = 30
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat there never waits for a disk
FIGURES = "PROMETHEUS_MULTIPROC_DIR"
STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}

bind = env.read_text("BIND", default="127.0.0.1:8000")
workers = env.read_int("WEB_CONCURRENCY", default=2, least=1)
threads = env.read_int("THREADS", default=4, least=1)
worker_class = "gthread"
worker_tmp_dir = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None
preload_app = True
timeout = 60
graceful_timeout = GRACE
keepalive = 75  # longer than a proxy keeps its connections, so that it never sends into one that is closing
max_requests, max_requests_jitter = 20_000, 2_000  # what a worker has gathered in memory goes, never all at once
control_socket_disable = True  # nobody steers a running server but by signals
loglevel = "warning"

wsgi.Response = WholeResponse  # what it makes answers of; there is no setting for it

if env.read_text("METRICS_TOKEN") and FIGURES not in os.environ:
    os.environ[FIGURES] = tempfile.mkdtemp(prefix="waymark-figures-")  # before prometheus_client is imported


def when_ready(server: Any) -> None:
    """Before the first worker: what all of them share."""
    from config.warmth import load_what_pages_need  # once the settings are there

    load_what_pages_need()
    gc.collect()
    gc.freeze()  # no worker goes through what all share: less of it is copied, and a worker ends in a moment
    # until a worker minds its own signals it has its parent's way with them, and would never end: they wait for it
    os.register_at_fork(
        before=partial(signal.pthread_sigmask, signal.SIG_BLOCK, STOPS),
        after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, STOPS),
    )


def pre_fork(server: Any, worker: Any) -> None:
    """A connection that two processes hold is a connection broken."""
    from django.db import connections  # once the settings are there

    connections.close_all()


def post_worker_init(worker: Any) -> None:
    """From here on a worker minds its own signals."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def child_exit(server: Any, worker: Any) -> None:
    """The gauges of a worker that ended count no more."""
    if FIGURES in os.environ:
        from prometheus_client.multiprocess import mark_process_dead  # only where figures are kept

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # it ships this one untyped


def on_exit(server: Any) -> None:
    folder = os.environ.get(FIGURES, "")
    if Path(folder).name.startswith("waymark-figures-"):
        shutil.rmtree(folder, ignore_errors=True)
