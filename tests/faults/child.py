"""One import in a process of its own, which kills itself after STEP roadmaps are written (0: never).

usage: child.py EDITION STEP
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"


def main() -> None:
    import django

    django.setup()
    from roadmaps.models import ImportRun
    from roadmaps.sync.importing import run_import
    from roadmaps.sync.runs import carry_out, open_run
    from tests.faults.worlds import allow_all, list_sources, write_documents

    edition, step = map(int, sys.argv[1:])
    documents = write_documents(edition)
    options = allow_all(documents)

    def watch(stage: str, done: int, total: int) -> None:
        if stage == "writing" and done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    run = open_run(origin=ImportRun.Origin.COMMAND)
    carry_out(run, lambda: run_import(list_sources(documents), options, watch=watch), wait=30)


main()
