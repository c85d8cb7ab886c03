"""How fast an import is, against what it cannot beat: the bare parser, and bare rows.

python tests/benchmarks/bench_import.py [--files 1000] [--topics 100]

Each figure is a ratio to its limit, measured in the same run; asserts nothing. Every step is a process of its own, so
that its memory is its own. Works in a test database, made where DATABASE_URL says and removed afterwards; no data of
the site is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roadmaps.documents.document import RoadmapDoc

ROOT = Path(__file__).resolve().parents[2]
CHANGED = 10
EVERY = 0.02  # seconds between two marks of the learner
CONTENT = ("roadmaps_roadmap", "roadmaps_node", "roadmaps_topic", "roadmaps_link", "roadmaps_importeddocument")

TOPIC = """\
      - id: topic-{topic}
        name: Topic {topic} of trail {file}
        description: >-
          What it is about, in a sentence or two, as authors write them, so that the text has a natural length.
        difficulty: intermediate
        optional: {optional}
        duration: "2-3 hours"
        prerequisites: [Some patience, A notebook]
        takeaways:
          - Say what it is
          - Tell when to use it
          - Use it once
        links:
          - title: The documentation
            url: https://docs.example.org/{file}/{topic}
            medium: docs
          - title: A talk about it
            url: https://talks.example.org/{file}/{topic}
        references:
          - title: The paper
            url: https://papers.example.org/{file}/{topic}
            paid: true
"""

Figures = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--topics", type=int, default=100, help="in each file, ten a node")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)  # what a process of ours is to do
    parser.add_argument("--paths", nargs="+", default=[], help=argparse.SUPPRESS)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    if options.step:
        print(json.dumps(STEPS[options.step](options.paths)))
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        paths = write_corpus(corpus, options.files, options.topics)
        with passing_database(Path(folder)) as url:
            measure(corpus, paths, url)


def write_corpus(folder: Path, files: int, topics: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for file in range(files):
        lines = [f"title: Trail {file}\ndescription: Where it leads.\nnodes:\n"]
        for topic in range(topics):
            if topic % 10 == 0:
                lines.append(f"  - id: node-{topic // 10}\n    title: Node {topic // 10}\n    topics:\n")
            lines.append(TOPIC.format(file=file, topic=topic, optional="true" if topic % 7 == 0 else "false"))
        paths.append(folder / f"trail-{file}.yaml")
        paths[-1].write_text("".join(lines))
    return paths


@contextmanager
def passing_database(folder: Path) -> Iterator[str]:
    """A migrated test database for the length of the block; yields its DATABASE_URL."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        name = connection.settings_dict["NAME"]
        address = os.environ.get("DATABASE_URL", "")
        yield f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{address.rpartition('/')[0]}/{name}"
    finally:
        teardown_databases(databases, verbosity=0)


def measure(corpus: Path, paths: list[Path], url: str) -> None:
    """Each step in its process, a line of figures after each."""
    run = Steps(url)
    limits = run("limits", *paths)
    parse, write = limits["parse"], limits["write"]
    print(f"{len(paths)} files: parse limit {parse:.2f} s, write limit {write:.2f} s ({limits['rows']:,.0f} rows)")
    print(f"{'read and check':<34}{limits['read']:8.2f} s  {limits['read'] / parse:5.2f} x parse limit")
    whole = run("import", corpus)
    ratio = whole["seconds"] / (parse + write)
    print(f"{'import':<34}{whole['seconds']:8.2f} s  {ratio:5.2f} x (parse + write limit); at most 2")
    print(f"{'  peak memory':<34}{whole['memory']:8.0f} MiB; at most 1,024")
    again = run("import", corpus)
    print(f"{'import, nothing changed':<34}{again['seconds']:8.2f} s  {again['seconds'] / parse:5.2f} x parse limit;"
          f" at most 0.5; {again['written']:.0f} content rows written")  # fmt: skip
    change_files(paths[:CHANGED], "once")
    few = run("import", corpus)
    change_files(paths[:CHANGED], "twice")
    alone = run("import", *paths[:CHANGED])
    more = few["seconds"] - again["seconds"]
    print(f"{f'import, {CHANGED} files changed':<34}{few['seconds']:8.2f} s  {more:.2f} s more than unchanged;"
          f" these {CHANGED} alone {alone['seconds']:.2f} s")  # fmt: skip
    measure_waits(run, corpus)


class Steps:
    """Runs a step of STEPS in a process, on the database at `url`."""

    def __init__(self, url: str) -> None:
        self.environment = {**os.environ, "DATABASE_URL": url}

    def start(self, step: str, *paths: Path) -> subprocess.Popen[str]:
        command = [sys.executable, __file__, "--step", step, "--paths", *map(str, paths)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def __call__(self, step: str, *paths: Path) -> Figures:
        process = self.start(step, *paths)
        printed, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"The step {step} failed.")
        figures: Figures = json.loads(printed.splitlines()[-1])
        return figures


def change_files(paths: list[Path], word: str) -> None:
    """A new duration for each topic of the files."""
    for number, path in enumerate(paths):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text(
            "".join(
                f'        duration: "{number + 1} days, {word}"\n' if line.startswith("        duration:") else line
                for line in lines
            )
        )


def measure_waits(run: Steps, corpus: Path) -> None:
    """How long a learner waits for a mark while everything is imported."""
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    mark = make_marker()
    process = run.start("import", corpus)
    waits, failed = [], 0
    while process.poll() is None:
        start = time.perf_counter()
        failed += not mark()
        waits.append(time.perf_counter() - start)
        time.sleep(EVERY)
    process.communicate()
    print(f"{'a mark during the import':<34}{max(waits):8.2f} s at longest, median {median(waits) * 1000:.1f} ms;"
          f" {len(waits)} marks, {failed} failed")  # fmt: skip


def make_marker() -> Callable[[], bool]:
    """Marks one topic, done and to do in turn; tells whether the database took it."""
    from itertools import cycle

    from django.db import OperationalError

    from accounts.models import User
    from progress.actions import mark_topic
    from roadmaps.models import Node, Roadmap, Topic

    user = User.objects.create(email="learner@example.org")
    roadmap = Roadmap.objects.create(key="small", title="Small", description="Small.")
    node = Node.objects.create(roadmap=roadmap, key="basics", title="Basics")
    topic = Topic.objects.create(roadmap=roadmap, node=node, key="loops", name="Loops")
    statuses = cycle(["done", "todo"])

    def mark() -> bool:
        try:
            mark_topic(user=user, topic=topic, status=next(statuses))
        except OperationalError:
            return False
        return True

    return mark


def step_limits(names: list[str]) -> Figures:
    """Seconds of the bare parser, of our reading, and of bare rows."""
    from django.core.management import call_command

    from roadmaps.documents.files import read_all

    parse, _ = clock(lambda: parse_files(names))
    read, batch = clock(lambda: read_all(names))
    documents = [reading.document for reading in batch.readings if reading.document]
    write, rows = clock(lambda: create_rows(documents))
    call_command("flush", verbosity=0, interactive=False)
    return {"parse": parse, "read": read, "write": write, "rows": rows}


def step_import(names: list[str]) -> Figures:
    """Seconds of the command, MiB at its peak, and how many rows of content it wrote."""
    from django.core.management import call_command
    from django.db import connection

    written = 0

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        result = execute(sql, params, many, context)
        table = sql.split('"')[1] if '"' in sql else ""
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and table in CONTENT:
            written += context["cursor"].rowcount
        return result

    with connection.execute_wrapper(watch):
        seconds, _ = clock(lambda: call_command("import_roadmaps", *names, verbosity=0))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": memory, "written": written}


STEPS: dict[str, Callable[[list[str]], Figures]] = {"limits": step_limits, "import": step_import}


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what the work gave back."""
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def parse_files(names: list[str]) -> int:
    import yaml

    return sum(1 for name in names for _ in yaml.parse(Path(name).read_text(), Loader=yaml.CSafeLoader))


def create_rows(documents: list[RoadmapDoc]) -> int:
    """The least that any import must do, without looking at anything: one statement a table, if the database can.
    Returns the number of rows."""
    from django.db import transaction

    from roadmaps.models import Link, Node, Roadmap, Topic
    from roadmaps.sync.tables import make_columns
    from roadmaps.sync.values import Thing

    with transaction.atomic():
        roadmaps = [Roadmap(key=each.key, **make_columns(Thing.ROADMAP, each)) for each in documents]
        Roadmap.objects.bulk_create(roadmaps)
        pairs = [(row, node) for row, each in zip(roadmaps, documents, strict=True) for node in each.nodes]
        nodes = [Node(roadmap=row, key=each.key, **make_columns(Thing.NODE, each)) for row, each in pairs]
        Node.objects.bulk_create(nodes)
        triples = [(row, topic) for row, (_, node) in zip(nodes, pairs, strict=True) for topic in node.topics or ()]
        topics = [
            Topic(roadmap_id=row.roadmap_id, node=row, key=each.key, **make_columns(Thing.TOPIC, each))
            for row, each in triples
        ]
        Topic.objects.bulk_create(topics)
        links = [
            Link(topic=row, kind=kind, title=link.title, url=link.url, medium=link.medium or "", paid=bool(link.paid))
            for row, (_, each) in zip(topics, triples, strict=True)
            for kind, held in (("link", each.links), ("reference", each.references))
            for link in held or ()
        ]
        Link.objects.bulk_create(links)
    return len(roadmaps) + len(nodes) + len(topics) + len(links)


if __name__ == "__main__":
    main()
