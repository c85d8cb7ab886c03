"""(base, site, file) -> the list of operations that turn the site into the file. Pure; the law is `docs/laws.md`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.comparison import NONE, Comparison, Keys, compare
from roadmaps.sync.doubts import find_doubts
from roadmaps.sync.field_merge import merge_things
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import WRITES, Act, Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.orders import Orders, merge_orders
from roadmaps.sync.past import carry_past
from roadmaps.sync.presence import Presence, judge_presence
from roadmaps.sync.sides import carry_base, is_same_said, lay_flat
from roadmaps.sync.site import Memory, Site
from roadmaps.sync.values import Thing

ARCHIVED = "archived"


def make_plan(
    *,
    site: Site | None,
    file: RoadmapDoc,
    path: str = "",
    digest: str = "",
    options: Options | None = None,
    base_off: Keys = NONE,
    file_off: Keys = NONE,
) -> Plan:
    """How the site becomes the file. Nothing may be applied while the plan has `stops`.

    site: the rows and what the last import said (`None`: no such roadmap); file: checked, its keys unique; digest: of
    the file, "" when it is not to be remembered; base_off, file_off: see `Comparison`.
    """
    restored = _restore_status(site, file)
    comparison = compare(site=restored, file=file, options=options or Options(), base_off=base_off, file_off=file_off)
    presence = judge_presence(comparison)
    orders = merge_orders(comparison, presence, file.key)
    memory = _remember(comparison, file, path)
    said = sorted([*_say_roadmap(file, site, restored), *_say_all(comparison, presence, orders, memory)], key=_sort_key)
    if all(operation.act in WRITES for operation in said):
        memory = replace(memory, digest=digest)
    plan = Plan(
        key=file.key,
        path=path,
        row=None,
        revision=0,
        operations=tuple(said),
        memory=memory,
        node_order=orders.nodes,
        topic_orders=orders.topics,
        base_moves=not is_same_said(memory.base, site.base if site else None),
    )
    return _stand_on(plan, site, comparison) if site else plan


def _say_all(comparison: Comparison, presence: Presence, orders: Orders, memory: Memory) -> Iterator[Operation]:
    """What becomes of nodes and topics, and of every field."""
    yield from _say_clashes(comparison)
    yield from _say_renames(comparison)
    yield from _complete(memory, presence, orders)
    yield from presence.moves
    yield from merge_things(comparison)
    yield from orders.operations
    yield from find_doubts(comparison, presence)


def _stand_on(plan: Plan, site: Site, comparison: Comparison) -> Plan:
    """The plan with what it says of the rows it was made from."""
    return replace(
        plan,
        row=site.roadmap_id,
        revision=site.revision,
        memory=None if plan.memory == site.memory else plan.memory,
        topic_ids=_rename(site.topic_ids, comparison.renames[Thing.TOPIC]),
        node_ids=_rename(site.node_ids, comparison.renames[Thing.NODE]),
        active=site.count_active(),
        site=site,
    )


def make_archive_plan(site: Site) -> Plan:
    """How a roadmap whose file went away leaves the catalogue: its content stays, its status is remembered.

    Nothing is to be done where it has left already.
    """
    status = str(site.document.status)
    left = status == ARCHIVED
    archive = Operation(Act.ARCHIVE, Thing.ROADMAP, site.document.key, "status", status, ARCHIVED)
    return Plan(
        key=site.document.key,
        path=site.memory.path,
        row=site.roadmap_id,
        revision=site.revision,
        operations=() if left else (archive,),
        memory=None if left else replace(site.memory, digest="", former_status=status),
        site=site,
    )


def _restore_status(site: Site | None, file: RoadmapDoc) -> Site | None:
    """The site as it would be had its file never been away."""
    if site is None or not site.memory.former_status or ARCHIVED not in {site.document.status} - {file.status}:
        return site
    return replace(site, document=replace(site.document, status=site.memory.former_status))


def _remember(comparison: Comparison, file: RoadmapDoc, path: str) -> Memory:
    base, past = comparison.base, comparison.past
    said = replace(base, nodes={**past.nodes, **base.nodes}, topics={**past.topics, **base.topics})
    next_base = carry_base(file, file=comparison.file, old=said, merged=comparison.merged[Thing.TOPIC])
    return Memory(next_base, carry_past(key=file.key, base=base, past=past, kept=next_base), path)


def _rename(ids: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    return {names.get(key, key): pk for key, pk in ids.items()}


def _sort_key(operation: Operation) -> tuple[int, int, str, str, str]:
    acts, things = list(Act), list(Thing)
    return (acts.index(operation.act), things.index(operation.thing), operation.key, operation.field, operation.item)


def _say_roadmap(file: RoadmapDoc, site: Site | None, restored: Site | None) -> Iterator[Operation]:
    if site is None or restored is None:
        yield Operation(Act.ADD, Thing.ROADMAP, file.key, after=replace(file, nodes=()))
        return
    if site.document.key != file.key:
        yield Operation(Act.RENAME, Thing.ROADMAP, file.key, before=site.document.key)
    if restored is not site:
        yield Operation(Act.RESTORE, Thing.ROADMAP, file.key, "", site.document.status, restored.document.status)


def _say_clashes(comparison: Comparison) -> Iterator[Operation]:
    for thing, clashes in comparison.clashes.items():
        for clash in clashes:
            rivals = (clash.rival, clash.row)
            yield Operation(Act.CONFLICT, thing, clash.key, before=rivals, reason=Reason.CLAIMED)


def _say_renames(comparison: Comparison) -> Iterator[Operation]:
    for thing, names in comparison.renames.items():
        rows = comparison.site.nodes if thing is Thing.NODE else comparison.site.topics
        for former, key in names.items():
            if key in rows:
                yield Operation(Act.RENAME, thing, key, before=former)


def _complete(memory: Memory, presence: Presence, orders: Orders) -> Iterator[Operation]:
    """What is said of presence, with what an added thing says, or a file said of it before, and where it goes."""
    flat = lay_flat(memory.base, nodes={}, topics={})
    for operation in presence.nodes.values():
        added = operation.act is Act.ADD
        yield replace(operation, after=flat.nodes[operation.key]) if added else operation
    for operation in presence.topics.values():
        if operation.act in (Act.ADD, Act.RESTORE):
            node = presence.places[operation.key]
            previous = orders.previous[operation.key]
            yield replace(operation, after=flat.topics[operation.key], node=node, previous=previous)
        else:
            yield operation
