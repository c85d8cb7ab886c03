"""The site as on several machines, to look at: starts it, says where it is, stops it on Ctrl-C.

usage: run.py [--sqlite] [COMMAND ...]. A command is run meanwhile, with CLUSTER_URL set, and ends it.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cluster.cluster import run_cluster
from tests.cluster.servers import ROOT


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    with run_cluster(sqlite=given.sqlite) as cluster:
        cluster.manage("import_roadmaps", str(ROOT / "fixtures/roadmaps"), "--verbosity", "0")
        address = f"http://127.0.0.1:{cluster.proxy.port}"
        processes = ", ".join(f"{process.name} on {process.port}" for process in cluster.processes)
        sys.stdout.write(f"The site is at {address}/ ({processes}; its files are in {cluster.folder})\n")
        sys.stdout.flush()
        if given.command:
            return subprocess.run(given.command, env={**os.environ, "CLUSTER_URL": address}, check=False).returncode
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


if __name__ == "__main__":
    sys.exit(main())
