"""The scratch site as others run theirs: closed, for members only, or with more roadmaps than one page holds.

Each is served beside the scratch site, from its database or a copy of it, so its sessions hold there too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from typing import Literal

from tests.scratch.site import ROOT, serving

Variant = Literal["closed", "members", "many"]

MORE = (
    ("Analytics Engineer", "From raw tables to figures that a company trusts."),
    ("Android Developer", "Apps for phones in Kotlin, from the first screen to the store."),
    ("Bookbinding", "Folding, sewing and covering a book that lies open."),
    ("Chess for Beginners", "Rules, endings first, and what a plan is."),
    ("Computer Networks", "What happens between pressing Enter and seeing the page."),
    ("Cryptography in Practice", "What to take, what to leave, and what never to write yourself."),
    ("Data Structures", "Lists, trees, tables and graphs, and what each of them costs."),
    ("Drawing from Life", "Line, shadow and proportion, with a pencil and ten minutes a day."),
    ("Electronics", "Current, voltage, and the first circuit that does something useful."),
    ("Embedded Systems", "Programs for machines without a screen."),
    ("Functional Programming", "Values, functions and types, and where the effects go."),
    ("Game Development", "A loop, a sprite, a sound, and something that is fun."),
    ("Information Design", "Charts, tables and maps that say one thing clearly."),
    ("Kitchen Garden", "Soil, seed and water through one year."),
    ("Linux Administration", "Users, services, disks, and what to read when it is down."),
    ("Photography", "Light first, then the camera."),
    ("Site Reliability", "Promises to users, and how to keep them."),
    ("Statistics", "From counting to saying how sure one is."),
    ("Technical Writing", "Pages that are read once and understood."),
    ("Web Accessibility", "Pages for whoever comes, however they read."),
)


@contextmanager
def serving_variant(variant: Variant) -> Iterator[str]:
    """The address of that site, inside the block of `scratch_site`."""
    if variant == "closed":
        more = {"SIGN_UP": "closed", "IMPRINT_URL": "https://example.org/imprint"}
    elif variant == "members":
        more = {"MEMBERS_ONLY": "true", "SITE_NAME": "Alder Works Academy"}
    else:
        more = {"DATABASE_URL": fill_copy()}
    with serving(**more) as url:
        yield url


def fill_copy() -> str:
    """The address of a copy of the scratch site's database with MORE on its shelf."""
    folder = Path(os.environ["SCRATCH"])
    with closing(connect(folder / "scratch.sqlite3")) as site, closing(connect(folder / "many.sqlite3")) as copy:
        site.backup(copy)  # what stands beside the file, in its log, too
    shelf = folder / "shelf"
    shelf.mkdir()
    for number, (title, description) in enumerate(MORE, 2):
        write_roadmap(shelf, title, description, topics=number)
    address = f"sqlite:///{folder / 'many.sqlite3'}"
    command = [sys.executable, "manage.py", "import_roadmaps", str(shelf), "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": address}, check=True, capture_output=True)
    return address


def write_roadmap(shelf: Path, title: str, description: str, *, topics: int) -> None:
    key = title.lower().replace(" ", "-")
    head = f"title: {title}\ndescription: {description}\nnodes:\n"
    stage = "  - id: first-steps\n    title: First steps\n    topics:\n"
    rows = [f"      - {{id: step-{n}, name: Step {n}, duration: {n} hours}}\n" for n in range(1, topics + 1)]
    (shelf / f"{key}.yaml").write_text("".join([head, stage, *rows]), encoding="utf-8")
