"""Plans as data: what `--format json` prints and a record of an import keeps (`docs/import.md`). Pure.

The shape is a promise: fields may be added, none is renamed or dropped while SCHEMA_VERSION stays the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from roadmaps.documents.document import LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.documents.problem import Problem
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, QUESTION_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import NOBODY, Learners
from roadmaps.sync.rejoined import changes_same
from roadmaps.sync.touched import count_on, count_renumbered, count_touched, touches
from roadmaps.sync.values import Thing

SCHEMA_VERSION = 1

Data = dict[str, Any]
"""Of str, int, bool, None, list and Data."""

_TABLES = {Thing.ROADMAP: ROADMAP_FIELDS, Thing.NODE: NODE_FIELDS, Thing.TOPIC: TOPIC_FIELDS}
_NAMES = {thing: {field.name: field.key for field in fields} for thing, fields in _TABLES.items()}
_PARTS = {LinkDoc: LINK_FIELDS, Question: QUESTION_FIELDS}


def make_report(plans: Iterable[Plan], learners: Learners = NOBODY, *, limit: int | None = None) -> list[Data]:
    """One entry a roadmap that has something to say, in the order of the plans; at most `limit` changes over all."""
    left = limit
    roadmaps = []
    for plan in plans:
        changes = [report_change(plan, operation, learners) for operation in islice(plan.operations, left)]
        left = None if left is None else left - len(changes)
        if changes:
            roadmaps.append({"key": plan.key, "path": plan.path, "new": plan.row is None, "changes": changes})
    return roadmaps


def report_change(plan: Plan, operation: Operation, learners: Learners = NOBODY) -> Data:
    """One operation. What an act has nothing to say about is left out."""
    said: Data = {"act": operation.act.value, "thing": operation.thing.value, "key": operation.key}
    said["spot"] = operation.spot
    texts = {
        "field": _NAMES[operation.thing].get(operation.field, operation.field),
        "item": operation.item,
        "part": operation.part,
        "reason": operation.reason.value,
        "node": operation.node,
        "previous": operation.previous,
    }
    said |= {name: text for name, text in texts.items() if text}
    if operation.act is Act.AMBIGUOUS:
        return said | {"candidates": _report_candidates(plan, operation, learners)}
    values = {"before": operation.before, "after": operation.after}
    said |= {name: _to_data(value) for name, value in values.items() if value is not None}
    if changes_same(operation):
        said["numbersChange"] = count_renumbered(plan, operation, learners)
    return said | {"learners": count_touched(plan, operation, learners)} if touches(operation) else said


def _report_candidates(plan: Plan, operation: Operation, learners: Learners) -> list[Data]:
    return [{"key": key, "learners": count_on(plan, operation.thing, key, learners)} for key in operation.before]


def report_problem(problem: Problem) -> Data:
    """A problem of a file; line and column are 0 where it has no place in one."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def report_options(options: Options) -> Data:
    """What was asked beside the files."""
    return {
        "on_conflict": options.on_conflict.value,
        "choices": {spot: side.value for spot, side in sorted(options.choices.items())},
        "as_new": sorted(options.as_new),
        "allow_retire": options.allow_retire,
        "prune": list(options.prune),
    }


def count_acts(plans: Iterable[Plan]) -> dict[str, int]:
    """Act -> how often, over all plans, in the order of `Act`; what does not occur is left out."""
    counts = sum((plan.count_acts() for plan in plans), Counter[Act]())
    return {act.value: counts[act] for act in Act if counts[act]}


def _to_data(value: Any) -> Any:
    """The value of a field by the names of the file format; of a whole thing its name."""
    if isinstance(value, tuple):
        return [_to_data(each) for each in value]
    if isinstance(value, TopicDoc):
        return value.name
    if isinstance(value, RoadmapDoc | NodeDoc):
        return value.title
    fields = _PARTS.get(type(value))
    return value if fields is None else _to_record(value, {field.name: field.key for field in fields})


def _to_record(value: Any, names: Mapping[str, str]) -> Data:
    said = {key: getattr(value, name) for name, key in names.items()}
    return {key: each for key, each in said.items() if each is not None}
