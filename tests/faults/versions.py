"""Two versions at once: an upgrade while learners mark, without a pause. No mark is lost, and nobody sees an error.

The site runs as it was released before; its database is migrated under its hands; then one process after the other is
of today's code. `OLD` names the commit of the code before (the newest one without today's section in CHANGELOG.md).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cluster.cluster import LEFT_OUT, Cluster, run_cluster
from tests.cluster.servers import ROOT
from tests.faults.injected import Trial


def main() -> None:
    old = os.environ.get("OLD") or find_old()
    with run_cluster(code=git("archive", old)) as cluster:
        Trial(cluster, 4).inject(upgrade)


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


def find_old() -> str:
    """The commit before the newest heading came into CHANGELOG.md."""
    heading = re.search(r"^## .+$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading
    first = git("log", "--reverse", "--format=%H", f"-S{heading[0]}", "--", "CHANGELOG.md").decode().split()[0]
    return git("rev-parse", f"{first}^").decode().strip()


def upgrade(cluster: Cluster) -> None:
    """To today's code, and back again in the processes alone: the new schema stays."""
    old, new = cluster.folder / "code", cluster.folder / "next"
    if not new.exists():
        shutil.copytree(ROOT, new, ignore=LEFT_OUT)
    cluster.code = new
    cluster.manage("collectstatic", "--no-input", "--verbosity", "0")
    cluster.manage("migrate", "--verbosity", "0")
    for code in (new, old):
        for process in cluster.processes:
            cluster.deploy(process, code)
            time.sleep(2)  # the other one is still of the other version


if __name__ == "__main__":
    main()
