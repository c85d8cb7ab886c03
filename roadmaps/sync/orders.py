"""The order of nodes in a roadmap and of topics in each node. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmaps.sync.comparison import Comparison
from roadmaps.sync.merge import Side, Verdict, merge_order
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.presence import Presence
from roadmaps.sync.values import Thing


@dataclass(slots=True)
class Orders:
    """nodes, topics (by node): the orders that are to be written, () and missing where the rows stand right;
    previous: topic -> the topic before it in its node, "" for the first; operations: what is to be said."""

    nodes: tuple[str, ...] = ()
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)


def merge_orders(comparison: Comparison, presence: Presence, key: str) -> Orders:
    """Decide on every order. `key`: of the roadmap."""
    orders = Orders()
    base, site, file = comparison.base, comparison.site, comparison.file
    restored = frozenset(node for node in presence.nodes if presence.is_restored(Thing.NODE, node))
    row_order, file_order = tuple(site.nodes), tuple(file.nodes)
    merge = _Merge(comparison, Operation(Act.KEEP, Thing.ROADMAP, key, "nodes"), presence.existing_nodes, restored)
    order = merge.run(tuple(base.nodes), row_order, file_order, orders.operations)
    orders.nodes = order if _must_write(order, row_order) else ()
    for node, topics in _group_topics(presence).items():
        _merge_topics(comparison, presence, orders, node, topics)
    return orders


def _group_topics(presence: Presence) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {node: set() for node in presence.existing_nodes}
    for topic, node in presence.places.items():
        groups[node].add(topic)
    return groups


def _merge_topics(comparison: Comparison, presence: Presence, orders: Orders, node: str, topics: set[str]) -> None:
    base, site, file = (side.children for side in (comparison.base, comparison.site, comparison.file))
    restored = frozenset(topic for topic in topics if presence.is_restored(Thing.TOPIC, topic))
    merge = _Merge(comparison, Operation(Act.KEEP, Thing.NODE, node, "topics"), frozenset(topics), restored)
    row_order = site.get(node, ())
    # A file that does not say the topics has no opinion: the rows speak for it.
    order = merge.run(base.get(node, ()), row_order, file.get(node, row_order), orders.operations)
    if _must_write(order, row_order):
        orders.topics[node] = order
    last = ""
    for topic in order:
        orders.previous[topic] = last
        last = last if comparison.is_retired(Thing.TOPIC, topic) and topic not in restored else topic


def _must_write(order: Sequence[str], rows: Sequence[str]) -> bool:
    """Whether the rows stand in another order, those that leave not counted."""
    stays = set(order)
    return [key for key in rows if key in stays] != list(order)


@dataclass(frozen=True, slots=True)
class _Merge:
    comparison: Comparison
    said: Operation
    stays: frozenset[str]
    restored: frozenset[str]

    def run(
        self, base: Sequence[str], site: Sequence[str], file: Sequence[str], operations: list[Operation]
    ) -> tuple[str, ...]:
        """The merged order; what is to be said of it goes to `operations`."""
        in_file = set(file)
        # What comes back stands where the file puts it, not where it was left.
        site = [key for key in site if key not in self.restored or key not in in_file]
        order, verdict = merge_order(
            base=None if self.comparison.is_adopting else base,
            site=site,
            file=file,
            stays=self.stays,
            on_conflict=self.comparison.choose(self.said.thing, self.said.key, self.said.field),
        )
        if act := _name_act(verdict):
            common = self.stays.intersection(site, file)
            before, after = (tuple(key for key in keys if key in common) for keys in (site, file))
            said = self.said
            operations.append(
                Operation(act, said.thing, said.key, said.field, before=before, after=after, reason=verdict.reason)
            )
        return order


def _name_act(verdict: Verdict) -> Act | None:
    if verdict.open:
        return Act.CONFLICT
    if verdict.side is Side.FILE:
        return Act.REORDER
    return Act.KEEP if verdict.reason else None
