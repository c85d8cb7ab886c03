"""Our server's configuration, with a server that is told to stop while its first worker is being born."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from config.gunicorn import *  # noqa: F403 - gunicorn reads all the names of one file


def post_fork(server: Any, worker: Any) -> None:
    sys.stdout.write("being born\n")
    sys.stdout.flush()
    os.kill(os.getppid(), signal.SIGTERM)
    time.sleep(2)  # meanwhile the server passes it on
