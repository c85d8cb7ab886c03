"""What compressing the roadmap page of 100 topics costs and saves, level by level.

python tests/benchmarks/bench_compression.py

The page is the one of a guest, in a test database that is removed afterwards. Asserts nothing.
"""

from __future__ import annotations

import gzip
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.ground import make_roadmap
from tests.benchmarks.sidebyside import Browser, bench_site

RUNS = 25
DATABASES = ("sqlite",)
"""bin/bench runs it on these; without the line, on both."""


def main() -> None:
    with bench_site():
        from config.compression import LEVEL

        page = Browser().get(make_roadmap(topics=100).get_absolute_url())
        print(f"roadmap page of 100 topics: {len(page) / 1024:.1f} KB plain")
        for level in range(1, 10):
            times = []
            for _ in range(RUNS):
                start = time.perf_counter()
                short = partial(gzip.compress, page, compresslevel=level, mtime=0)()
                times.append(1000 * (time.perf_counter() - start))
            note = "  <- the one in use" if level == LEVEL else ""
            print(
                f"level {level}: {len(short) / 1024:5.1f} KB, {median(times):5.2f} ms, at least {min(times):.2f}{note}"
            )


if __name__ == "__main__":
    main()
