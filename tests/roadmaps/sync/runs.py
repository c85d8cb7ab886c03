"""Runs of imports, from documents."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.files import Batch
from roadmaps.documents.problem import Problem
from roadmaps.documents.reading import Reading
from roadmaps.models import ImportRun
from roadmaps.sync.options import Options
from roadmaps.sync.runs import RunResult, import_batch
from tests.roadmaps.sync.samples import node, roadmap, topic

ONE = roadmap(node("maths", topic("a"), topic("b")), id="one")
TWO = roadmap(node("maths", topic("a")), id="two")


def batch(*documents: RoadmapDoc, problems: tuple[Problem, ...] = ()) -> Batch:
    readings = tuple(Reading(f"/trails/{each.key}.yaml", each, (), digest=f"digest {each}"[:64]) for each in documents)
    return Batch(readings, 0, problems)


def bring(*documents: RoadmapDoc, options: Options | None = None, **values: object) -> RunResult:
    return import_batch(batch(*documents), options, origin=ImportRun.Origin.COMMAND, **values)  # type: ignore[arg-type]  # of import_batch


def retitle(document: RoadmapDoc, title: str) -> RoadmapDoc:
    return replace(document, title=title)
