"""Learners at work on the two-process site for minutes, and then the audit: `make load`.

usage: run.py [--sqlite]. DURATION is in seconds (600), LEARNERS how many (500; 50 on SQLite, with a tenth of the
marks). Exit code 1 when a request failed or a mark was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cluster.cluster import Cluster, run_cluster

LOCUSTFILE = Path(__file__).with_name("locustfile.py")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", action="store_true")
    sqlite = parser.parse_args().sqlite
    learners, seconds = (
        int(os.environ.get("LEARNERS", "50" if sqlite else "500")),
        int(os.environ.get("DURATION", "600")),
    )
    with run_cluster(sqlite=sqlite) as cluster:
        result = put_under_load(cluster, learners, seconds)
        found = cluster.tell("tests/cluster/audit.py", result["presses"])
    database = "SQLite" if sqlite else "PostgreSQL"
    say(f"{learners} learners for {seconds} seconds, two processes over {database}:")
    return report(result, found)


def put_under_load(cluster: Cluster, learners: int, seconds: int) -> dict[str, Any]:
    """What the locust file wrote at the end."""
    site, result = cluster.folder / "site.json", cluster.folder / "result.json"
    site.write_text(json.dumps(cluster.tell("tests/cluster/prepare.py", learners)))
    command = [
        sys.executable, "-m", "locust", "--locustfile", str(LOCUSTFILE), "--headless", "--skip-log", "--only-summary",
        "--host", f"http://127.0.0.1:{cluster.proxy.port}", "--users", str(learners),
        "--spawn-rate", str(max(1, learners // 10)), "--run-time", f"{seconds}s", "--exit-code-on-error", "0",
    ]  # fmt: skip
    subprocess.run(
        command,
        env={**os.environ, "LOAD_SITE": str(site), "LOAD_RESULT": str(result)},
        check=True,
        cwd=cluster.folder,
        stdout=subprocess.DEVNULL,
    )
    answer: dict[str, Any] = json.loads(result.read_text())
    return answer


def report(result: dict[str, Any], found: dict[str, Any]) -> int:
    say(f"{'':6}{'requests':>10}{'per second':>12}{'wanted':>8}{'errors':>8}{'median':>9}{'p95':>9}{'p99':>9}")
    for name, row in sorted(result["figures"].items()):
        times = "".join(f"{row[key]:>6.0f} ms" for key in ("median", "p95", "p99"))
        say(f"{name:6}{row['requests']:>10}{row['per_second']:>12.1f}{row['wanted']:>8.1f}{row['errors']:>8}{times}")
    for line in (*result["errors"], *found["broken"]):
        say(line)
    errors = sum(row["errors"] for row in result["figures"].values()) + len(found["broken"])
    say(f"{found['acknowledged']} marks acknowledged, {found['acknowledged'] - len(found['lost'])} of them stored")
    say(f"{len(found['lost'])} lost, {errors} errors")
    return 1 if errors or found["lost"] else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
