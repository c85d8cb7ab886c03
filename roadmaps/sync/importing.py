"""Documents -> site, all or nothing: what the command runs, and an upload would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.apply import StalePlan, apply_plans
from roadmaps.sync.match import known_keys, match_things
from roadmaps.sync.merge import OnConflict, Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.plan import make_plan
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.values import Thing

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A checked document and the file it came from."""

    path: str
    document: RoadmapDoc


def plan_import(sources: Iterable[Source], *, on_conflict: OnConflict = OnConflict.STOP) -> list[Plan]:
    """One plan a document, in the order of their keys. Five reads or fewer; writes nothing, holds no transaction."""
    sources = sorted(sources, key=lambda source: source.document.key)
    documents = [source.document for source in sources]
    sites = take_snapshots({key for document in documents for key in known_keys(document)})
    match = match_things(documents, sites)
    plans = []
    for source in sources:
        site = sites.get(match.rows.get(source.document.key, ""))
        base = site.base if site else None
        plans.append(make_plan(base=base, site=site, file=source.document, path=source.path, on_conflict=on_conflict))
    for clash in match.clashes:
        said = Operation(Act.CONFLICT, Thing.ROADMAP, clash.key, before=(clash.rival, clash.row), reason=Reason.CLAIMED)
        plans = [_add(plan, said) if plan.key == clash.key else plan for plan in plans]
    return plans


def run_import(sources: Sequence[Source], *, on_conflict: OnConflict = OnConflict.STOP) -> list[Plan]:
    """Plan and apply; returns the plans. With an open conflict in any of them nothing is written.

    When the site changes between plan and write it plans again, up to ATTEMPTS times; then StalePlan is raised.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return _plan_and_apply(sources, on_conflict)
        except StalePlan:
            continue
    return _plan_and_apply(sources, on_conflict)


def _plan_and_apply(sources: Sequence[Source], on_conflict: OnConflict) -> list[Plan]:
    plans = plan_import(sources, on_conflict=on_conflict)
    if not any(plan.conflicts for plan in plans):
        apply_plans(plans)
    return plans


def _add(plan: Plan, operation: Operation) -> Plan:
    return replace(plan, operations=(*plan.operations, operation))
