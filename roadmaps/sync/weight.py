"""How much an import writes, for whoever waits meanwhile. Pure."""

from collections.abc import Iterable

from roadmaps.sync.operations import WRITES, Act, Operation, Plan
from roadmaps.sync.values import LINK_LISTS, Thing

ROWS_A_SECOND = 4_000
"""What SQLite takes at least, measured on two shared cores: 8,000 added rows a second, 4,400 changed ones."""

_LISTS = tuple(field.name for field in LINK_LISTS)


def count_rows(plans: Iterable[Plan]) -> int:
    """Rows that the plans write, at most: links count one by one, and each place of an order that is written."""
    return sum(_count_plan(plan) for plan in plans)


def _count_plan(plan: Plan) -> int:
    if plan.is_empty:
        return 0
    written = [operation for operation in plan.operations if operation.act in WRITES - {Act.REORDER}]
    things = {(each.thing, each.key) for each in written if each.thing is not Thing.ROADMAP}
    things |= {(Thing.NODE, key) for key in plan.node_order}
    things |= {(Thing.TOPIC, key) for order in plan.topic_orders.values() for key in order}
    own = 2  # the roadmap, and what its file said
    return own + len(things) + sum(map(_count_links, written))


def _count_links(operation: Operation) -> int:
    if operation.act is Act.ADD and operation.thing is Thing.TOPIC:
        return sum(len(getattr(operation.after, name) or ()) for name in _LISTS)
    if operation.act is Act.CHANGE and operation.field in _LISTS:
        return len(operation.before) + len(operation.after)
    return 0
