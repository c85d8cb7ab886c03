"""Runs every family of attacks and counts: how many were tried, how many did what nobody expects.

usage: run.py [PYTEST ARGUMENT ...]. Exit code 1 when something unexpected happened.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WALK = HERE.parent / "journeys" / "test_injection.py"
"""Belongs to the family of the same name; it stands with the journeys as it needs their browser."""
OPTIONS = ["-q", "--no-cov", "-n2", "--dist=loadfile", "--no-loadscope-reorder", "-p", "no:randomly"]
"""Two workers, each with whole families, which make their site once; the long ones come first in the alphabet."""


class Tally:
    """Keeps the outcomes of a run, by family: the file that a probe stands in."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.unexpected: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        family = Path(report.location[0]).stem.removeprefix("test_")
        self.tried[family] += report.when == "call"
        self.unexpected[family] += not report.passed

    def show(self) -> str:
        lines = [
            f"{family:<14} {count:>4} probes, {self.unexpected[family]} unexpected"
            for family, count in self.tried.items()
        ]
        total = f"{self.tried.total()} probes in {len(self.tried)} families, {self.unexpected.total()} unexpected"
        return "\n".join([*sorted(lines), total])


def main() -> int:
    tally = Tally()
    code = pytest.main([str(HERE), str(WALK), *OPTIONS, *sys.argv[1:]], plugins=[tally])
    sys.stdout.write(f"{tally.show()}\n")
    return int(code != pytest.ExitCode.OK or not tally.tried)


if __name__ == "__main__":
    sys.exit(main())
