"""How fast an import is, against what it cannot beat: the bare parser, and bare rows.

python tests/benchmarks/bench_import.py [--files 50] [--topics 100] [--rounds 3]

Prints medians, ratios and numbers of statements; asserts nothing. Works in a test database of its own, made where
DATABASE_URL says and removed afterwards; no data of the site is touched.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from roadmaps.documents.document import NodeDoc
    from roadmaps.sync.importing import Source

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
PARSE, ROWS = "bare events", "bare bulk_create"

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


class Step(NamedTuple):
    """One thing that was timed, and the name of the step it cannot beat."""

    name: str
    seconds: float
    statements: int
    limit: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--topics", type=int, default=100, help="in each file, ten a node")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_corpus(Path(folder), options.files, options.topics)
        with passing_database(Path(folder)):
            rounds = [measure(paths) for _ in range(options.rounds)]
    print(f"{len(paths)} files, {options.topics} topics each; medians of {options.rounds}")
    tell(rounds)


def write_corpus(folder: Path, files: int, topics: int) -> list[Path]:
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
def passing_database(folder: Path) -> Iterator[None]:
    """A migrated test database for the length of the block."""
    import django
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["TEST"]["NAME"] = folder / "bench.sqlite3"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(databases, verbosity=0)


def tell(rounds: list[list[Step]]) -> None:
    """One line a step: the median, how often its limit fits in, and its statements."""
    medians = {steps[0].name: median(step.seconds for step in steps) for steps in zip(*rounds, strict=True)}
    for step in rounds[0]:
        seconds = medians[step.name]
        ratio = f"{seconds / medians[step.limit]:6.2f} x {step.limit}" if step.limit else ""
        print(f"{step.name:<26} {seconds:8.3f} s  {step.statements:5} statements  {ratio}".rstrip())


def measure(paths: list[Path]) -> list[Step]:
    """One round, from an empty database to an empty one."""
    from roadmaps.documents.files import read_all
    from roadmaps.sync.apply import apply_plans
    from roadmaps.sync.importing import Source, plan_import

    steps: list[Step] = []
    clock(steps, PARSE, lambda: parse(paths))
    batch = clock(steps, "read and check", lambda: read_all(paths), PARSE)
    sources = [Source(reading.path, reading.document) for reading in batch.readings if reading.document]
    plans = clock(steps, "plan for an empty site", lambda: plan_import(sources), PARSE)
    clock(steps, ROWS, lambda: create_rows(sources))
    empty_tables()
    clock(steps, "apply", lambda: apply_plans(plans), ROWS)
    unchanged = clock(steps, "plan without changes", lambda: plan_import(sources), PARSE)
    clock(steps, "apply without changes", lambda: apply_plans(unchanged), ROWS)
    changed = change_topics(sources)
    changes = clock(steps, "plan a change a topic", lambda: plan_import(changed), PARSE)
    clock(steps, "apply a change a topic", lambda: apply_plans(changes), ROWS)
    empty_tables()
    return steps


def clock(steps: list[Step], name: str, work: Callable[[], T], limit: str = "") -> T:
    """The result of the work; its time and its statements go to `steps`."""
    from tests.queries import capture_queries

    with capture_queries() as statements:
        start = time.perf_counter()
        value = work()
        seconds = time.perf_counter() - start
    steps.append(Step(name, seconds, len(statements), limit))
    return value


def parse(paths: list[Path]) -> int:
    import yaml

    return sum(1 for path in paths for _ in yaml.parse(path.read_text(), Loader=yaml.CSafeLoader))


def create_rows(sources: list[Source]) -> None:
    """The least that any import must do, without looking at anything: one statement a table, if the database can."""
    from roadmaps.models import Link, Node, Roadmap, Topic
    from roadmaps.sync.tables import make_columns
    from roadmaps.sync.values import Thing

    documents = [source.document for source in sources]
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


def empty_tables() -> None:
    from roadmaps.models import Roadmap

    Roadmap.objects.all().delete()


def change_topics(sources: list[Source]) -> list[Source]:
    """The same documents with another duration of each topic."""
    return [
        replace(source, document=replace(source.document, nodes=tuple(map(change_node, source.document.nodes))))
        for source in sources
    ]


def change_node(node: NodeDoc) -> NodeDoc:
    return replace(node, topics=tuple(replace(topic, duration="1 day") for topic in node.topics or ()))


if __name__ == "__main__":
    main()
