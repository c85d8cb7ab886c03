"""How long a server takes from its start to its first answer, what the first request costs, and the memory of a worker.

python tests/benchmarks/bench_start.py [--starts 3]

A site in a temporary folder, with the sample roadmaps, served by gunicorn with one worker. Asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.scratch.site import build, prepare_environment, serving

DATABASES = ("sqlite",)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=3)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prepare_environment(Path(folder))
        build()
        figures: dict[str, list[float]] = {}
        for _ in range(options.starts):
            start = time.perf_counter()
            with serving() as url:
                cold = ask(f"{url}/roadmaps/")
                figures.setdefault("process start to first answer, ms", []).append(1000 * (time.perf_counter() - start))
                figures.setdefault("first request, ms", []).append(cold)
                figures.setdefault("the same again, ms", []).append(min(ask(f"{url}/roadmaps/") for _ in range(20)))
                figures.setdefault("resident memory of the worker, MB", []).append(read_memory())
    for name, values in figures.items():
        print(f"{name:<40}median {median(values):9.1f}   minimum {min(values):9.1f}")


def ask(url: str) -> float:
    """Milliseconds of one request."""
    start = time.perf_counter()
    with urllib.request.urlopen(url) as answer:  # noqa: S310  # a server of ours
        answer.read()
    return 1000 * (time.perf_counter() - start)


def read_memory() -> float:
    """MB of the youngest process below this one: gunicorn's worker."""
    master = max(list_children(os.getpid()))
    worker = max(list_children(master))
    lines = Path(f"/proc/{worker}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def list_children(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


if __name__ == "__main__":
    main()
