"""Figures for Prometheus: requests by route, method and status, and how long they took.

Imported only where `METRICS_TOKEN` is set. With several processes they meet in the folder PROMETHEUS_MULTIPROC_DIR,
which config/gunicorn.py makes.
"""

from __future__ import annotations

import os
from functools import cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("waymark_requests", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram(
    "waymark_request_seconds", "Time from the first middleware to the answer.", ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count_request(*, route: str, method: str, status: int, seconds: float) -> None:
    find_counter(route, method if method in METHODS else "other", status).inc()
    find_clock(route).observe(seconds)


@cache  # routes, methods and statuses are few
def find_counter(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, str(status))


@cache
def find_clock(route: str) -> Histogram:
    return SECONDS.labels(route)


def write_figures() -> bytes:
    """All figures, of all processes, in the text format of Prometheus."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it ships this one untyped
    return generate_latest(registry)
