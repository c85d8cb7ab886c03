"""(base, site, file) -> the list of operations that turn the site into the file. Pure; the law is `docs/laws.md`."""

from collections.abc import Iterator
from dataclasses import replace

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.comparison import Comparison, compare
from roadmaps.sync.field_merge import merge_things
from roadmaps.sync.merge import OnConflict, Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.orders import Orders, merge_orders
from roadmaps.sync.presence import Presence, judge_presence
from roadmaps.sync.sides import FlatDoc, carry_base, unstate
from roadmaps.sync.site import Site
from roadmaps.sync.values import Thing


def make_plan(
    *,
    base: RoadmapDoc | None,
    site: Site | None,
    file: RoadmapDoc,
    path: str = "",
    on_conflict: OnConflict = OnConflict.STOP,
) -> Plan:
    """How the site becomes the file.

    base: what the last applied import said (`None`: none was); site: the rows (`None`: no such roadmap); file: checked,
    its keys unique. Nothing may be applied while the plan has `conflicts`.
    """
    comparison = compare(base=base, site=site, file=file, on_conflict=on_conflict)
    presence = judge_presence(comparison)
    orders = merge_orders(comparison, presence, file.key)
    said = [
        *_say_roadmap(file, site),
        *_say_clashes(comparison),
        *_say_renames(comparison),
        *_complete(comparison, presence, orders),
        *presence.moves,
        *merge_things(comparison, presence, file),
        *orders.operations,
    ]
    next_base = carry_base(file, file=comparison.file, old=_recall(comparison, presence))
    return Plan(
        key=file.key,
        path=path,
        row=site.roadmap_id if site else None,
        revision=site.revision if site else 0,
        operations=tuple(sorted(said, key=_sort_key)),
        base=next_base,
        base_moves=next_base != base,
        node_order=orders.nodes,
        topic_orders=orders.topics,
    )


def _recall(comparison: Comparison, presence: Presence) -> FlatDoc:
    """The old base, and for things that come back, whose base is gone, what their rows say."""
    base, site = comparison.base, comparison.site
    nodes = {key: unstate(site.nodes[key]) for key in presence.nodes if presence.is_restored(Thing.NODE, key)}
    topics = {key: unstate(site.topics[key]) for key in presence.topics if presence.is_restored(Thing.TOPIC, key)}
    return replace(base, nodes={**base.nodes, **nodes}, topics={**base.topics, **topics})


def _sort_key(operation: Operation) -> tuple[int, int, str, str, str]:
    acts, things = list(Act), list(Thing)
    return (acts.index(operation.act), things.index(operation.thing), operation.key, operation.field, operation.item)


def _say_roadmap(file: RoadmapDoc, site: Site | None) -> Iterator[Operation]:
    if site is None:
        yield Operation(Act.ADD, Thing.ROADMAP, file.key, after=replace(file, nodes=()))
    elif site.document.key != file.key:
        yield Operation(Act.RENAME, Thing.ROADMAP, file.key, before=site.document.key)


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


def _complete(comparison: Comparison, presence: Presence, orders: Orders) -> Iterator[Operation]:
    """What is said of presence, with what an added thing says and where it goes."""
    for operation in presence.nodes.values():
        added = operation.act is Act.ADD
        yield replace(operation, after=comparison.file.nodes[operation.key]) if added else operation
    for operation in presence.topics.values():
        if operation.act in (Act.ADD, Act.RESTORE):
            node = presence.places[operation.key]
            previous = orders.previous[operation.key]
            yield replace(operation, after=comparison.file.topics[operation.key], node=node, previous=previous)
        else:
            yield operation
