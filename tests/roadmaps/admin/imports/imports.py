"""Imports made of documents, without rows."""

from __future__ import annotations

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.importing import Import, Source
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import Learners
from roadmaps.sync.plan import make_plan
from roadmaps.sync.site import Site
from tests.roadmaps.sync.samples import plan

PATH = "trail.yaml"


def imagine(
    base: RoadmapDoc | None,
    site: RoadmapDoc | Site,
    file: RoadmapDoc,
    on_conflict: OnConflict = OnConflict.STOP,
    *,
    learners: Learners | None = None,
) -> Import:
    """What importing the file would mean, were base and site so."""
    return wrap(file, plan(base, site, file, on_conflict), learners)


def imagine_new(file: RoadmapDoc) -> Import:
    """What importing the file would mean on an empty site."""
    return wrap(file, make_plan(site=None, file=file, path=PATH, options=Options()))


def wrap(file: RoadmapDoc, plan: Plan, learners: Learners | None = None) -> Import:
    return Import((Source(PATH, file),), (plan,), learners or Learners())
