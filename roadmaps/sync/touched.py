"""Whose learners a plan touches: rows that move, change their name, leave, return, or may be meant. Pure."""

from collections.abc import Iterable, Mapping

from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.people import Asked, Learners
from roadmaps.sync.rejoined import changes_same, list_rejoined
from roadmaps.sync.values import Thing

_TOUCHING = frozenset({Act.MOVE, Act.RENAME, Act.MERGE, Act.RETIRE, Act.RESTORE, Act.ARCHIVE, Act.AMBIGUOUS})
_NAMES = frozenset({"name", "title"})


def list_touched(plans: Iterable[Plan]) -> Asked:
    """The rows to ask about."""
    plans = list(plans)
    asked: dict[Thing, set[int]] = {thing: set() for thing in Thing}
    for plan in plans:
        for operation in plan.operations:
            if touches(operation):
                asked[operation.thing].update(_find_rows(plan, operation))
    return Asked(
        topics=frozenset(asked[Thing.TOPIC]),
        nodes=frozenset(asked[Thing.NODE]),
        roadmaps=frozenset(asked[Thing.ROADMAP]),
        rejoined=list_rejoined(plans),
    )


def touches(operation: Operation) -> bool:
    """Whether what a learner calls it, or finds it at, or finds at all, may be another afterwards."""
    return (
        operation.act in _TOUCHING
        or (operation.act is Act.CHANGE and operation.field in _NAMES)
        or (operation.act is Act.CONFLICT and not operation.field)
    )


def count_touched(plan: Plan, operation: Operation, learners: Learners) -> int:
    """Learners who have a mark on what the operation is about; of an ambiguous one, on its nearest candidate."""
    return sum(_of(operation.thing, learners).get(row, 0) for row in _find_rows(plan, operation)[:1])


def count_renumbered(plan: Plan, operation: Operation, learners: Learners) -> int:
    """Learners whose numbers change because a topic is the same as others than before; 0 for any other change."""
    if not changes_same(operation) or operation.key not in plan.topic_ids:
        return 0
    return learners.numbers.get(plan.topic_ids[operation.key], 0)


def count_on(plan: Plan, thing: Thing, key: str, learners: Learners) -> int:
    """Learners who have a mark on one thing."""
    rows = _rows_of(plan, thing)
    return _of(thing, learners).get(rows[key], 0) if key in rows else 0


def _find_rows(plan: Plan, operation: Operation) -> list[int]:
    keys = operation.before if operation.act is Act.AMBIGUOUS else (operation.key,)
    rows = _rows_of(plan, operation.thing)
    return [rows[key] for key in keys if key in rows]


def _rows_of(plan: Plan, thing: Thing) -> Mapping[str, int]:
    if thing is Thing.ROADMAP:
        return {plan.key: plan.row} if plan.row is not None else {}
    return plan.node_ids if thing is Thing.NODE else plan.topic_ids


def _of(thing: Thing, learners: Learners) -> Mapping[int, int]:
    return {Thing.ROADMAP: learners.roadmaps, Thing.NODE: learners.nodes, Thing.TOPIC: learners.topics}[thing]
