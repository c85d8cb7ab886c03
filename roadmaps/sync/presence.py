"""Which nodes and topics there will be, retired or not, and in which node each topic stands. Pure.

Presence and place are fields like any other (`docs/laws.md`): base, site and file have their say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from roadmaps.sync.comparison import Comparison
from roadmaps.sync.merge import Reason, Side, Verdict, decide, settle
from roadmaps.sync.operations import LEAVES, Act, Operation
from roadmaps.sync.values import Thing


@dataclass(frozen=True, slots=True)
class Presence:
    """nodes, topics: what is to be said of each key; places: topic -> node, for every topic that has or gets a row;
    moves: what is to be said of places; existing_nodes: keys of nodes that have or get a row."""

    nodes: Mapping[str, Operation]
    topics: Mapping[str, Operation]
    places: Mapping[str, str]
    moves: tuple[Operation, ...]
    existing_nodes: frozenset[str]

    def is_restored(self, thing: Thing, key: str) -> bool:
        operations = self.nodes if thing is Thing.NODE else self.topics
        return key in operations and operations[key].act is Act.RESTORE


def judge_presence(comparison: Comparison) -> Presence:
    """Decide on every node and topic that base, site or file knows."""
    nodes = _judge_all(comparison, Thing.NODE)
    existing = frozenset(comparison.site.nodes).union(key for key, each in nodes.items() if each.act is Act.ADD)
    topics = _judge_all(comparison, Thing.TOPIC)
    for key, operation in topics.items():
        if operation.act is Act.ADD and comparison.file.places[key] not in existing:
            topics[key] = replace(operation, act=Act.KEEP, reason=Reason.REMOVED)
    verdicts = {key: _judge_place(comparison, key, existing) for key in comparison.site.topics}
    places = {key: _pick_place(comparison, key, verdict) for key, verdict in verdicts.items()}
    places |= {key: comparison.file.places[key] for key, each in topics.items() if each.act is Act.ADD}
    return Presence(
        nodes=_hold_nodes(comparison, nodes, topics, places),
        topics=topics,
        places=places,
        moves=tuple(_say_places(comparison, verdicts)),
        existing_nodes=existing,
    )


def _judge_all(comparison: Comparison, thing: Thing) -> dict[str, Operation]:
    sides = (comparison.base, comparison.site, comparison.file)
    keys = dict.fromkeys(key for side in sides for key in (side.nodes if thing is Thing.NODE else side.topics))
    judged = {key: _judge(comparison, thing, key) for key in keys}
    return {key: operation for key, operation in judged.items() if operation}


def _judge(comparison: Comparison, thing: Thing, key: str) -> Operation | None:
    base, site, file = comparison.find(thing, key)
    retired = comparison.is_retired(thing, key)
    if key in comparison.merged[thing]:
        return _judge_merged(comparison, thing, key) if site and not retired else None
    if file and not site:
        return _judge_missing(comparison, thing, key)
    if file and retired:
        if base:
            return Operation(Act.KEEP, thing, key, reason=Reason.RETIRED)
        return _act_unless_adopting(comparison, Act.RESTORE, thing, key)
    if file or not base or not site or comparison.is_off(thing, key) or comparison.is_silent(thing, key):
        return None
    if comparison.is_edited(thing, key):
        return _settle(comparison, Operation(Act.RETIRE, thing, key, reason=Reason.GONE))
    return Operation(Act.RETIRE, thing, key)


def _judge_merged(comparison: Comparison, thing: Thing, key: str) -> Operation | None:
    """Another thing of the file names it as what it was itself. What base does not have was made or kept by editors."""
    base, _, _ = comparison.find(thing, key)
    heir = comparison.merged[thing][key]
    if not base:
        return None
    if comparison.is_edited(thing, key):
        return _settle(comparison, Operation(Act.MERGE, thing, key, after=heir, reason=Reason.GONE))
    return Operation(Act.MERGE, thing, key, after=heir)


def _judge_missing(comparison: Comparison, thing: Thing, key: str) -> Operation:
    """The file has it and there is no row."""
    base, _, _ = comparison.find(thing, key)
    if not base:
        return _act_unless_adopting(comparison, Act.ADD, thing, key)
    if comparison.is_unchanged(thing, key):
        return Operation(Act.KEEP, thing, key, reason=Reason.REMOVED)
    return _settle(comparison, Operation(Act.ADD, thing, key, reason=Reason.BOTH))


def _act_unless_adopting(comparison: Comparison, act: Act, thing: Thing, key: str) -> Operation:
    if comparison.is_adopting:
        return _settle(comparison, Operation(act, thing, key, reason=Reason.ADOPT))
    return Operation(act, thing, key)


def _settle(comparison: Comparison, wanted: Operation) -> Operation:
    """What the file wants, what the site has, or a conflict: as the person who imports chooses."""
    verdict = settle(wanted.reason, comparison.choose(wanted.thing, wanted.key))
    if verdict.open:
        return replace(wanted, act=Act.CONFLICT, after=None)
    return wanted if verdict.side is Side.FILE else replace(wanted, act=Act.KEEP, after=None)


def _judge_place(comparison: Comparison, key: str, existing: frozenset[str]) -> Verdict:
    said, site, file = comparison.find_said_place(key), comparison.site.places[key], comparison.file.places.get(key)
    if file is None:
        return Verdict(Side.SITE)
    if file not in existing:
        return Verdict(Side.SITE, Reason.EDITED if file == said else Reason.REMOVED)
    return decide(said, site, file, comparison.choose(Thing.TOPIC, key, "node"))


def _pick_place(comparison: Comparison, key: str, verdict: Verdict) -> str:
    return (comparison.site if verdict.side is Side.SITE else comparison.file).places[key]


def _say_places(comparison: Comparison, verdicts: Mapping[str, Verdict]) -> list[Operation]:
    said = []
    for key, verdict in verdicts.items():
        act = Act.CONFLICT if verdict.open else Act.MOVE if verdict.side is Side.FILE else Act.KEEP
        if act is not Act.KEEP or verdict.reason:
            before, after = comparison.site.places[key], comparison.file.places[key]
            said.append(Operation(act, Thing.TOPIC, key, "node", before, after, verdict.reason))
    return said


def _hold_nodes(
    comparison: Comparison, nodes: Mapping[str, Operation], topics: Mapping[str, Operation], places: Mapping[str, str]
) -> dict[str, Operation]:
    """A node that would be retired stays while topics stand in it that stay."""
    held: dict[str, list[str]] = {}
    for key, node in places.items():
        act = topics[key].act if key in topics else Act.KEEP
        retired = comparison.is_retired(Thing.TOPIC, key) and act is not Act.RESTORE
        if not retired and act not in LEAVES:
            held.setdefault(node, []).append(key)
    return {
        key: replace(operation, act=Act.KEEP, reason=Reason.HOLDS, after=tuple(sorted(held[key])))
        if operation.act in LEAVES and key in held
        else operation
        for key, operation in nodes.items()
    }
