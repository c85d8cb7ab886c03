"""A site that takes its time, and tells when it has begun: test_gunicorn.py."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable

import django

django.setup()  # as config.wsgi does: the server loads what pages need before it has workers


def application(environ: dict[str, object], start: Callable[..., object]) -> Iterable[bytes]:
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    time.sleep(1.5)
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"done"]
