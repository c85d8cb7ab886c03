"""Plan -> rows: one transaction, bulk writes. Retires nodes and topics, never deletes one; touches no mark."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from roadmaps.documents.document import NodeDoc, TopicDoc
from roadmaps.documents.plain import to_data
from roadmaps.models import ImportedDocument, Node, Roadmap, Topic
from roadmaps.models.imports import MAX_PATH
from roadmaps.revisions import lock_revision, raise_revision
from roadmaps.sync.former import remember_keys
from roadmaps.sync.link_rows import write_links
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.site import Memory
from roadmaps.sync.tables import Table, make_columns
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, to_column

_OWN = (Act.RENAME, Act.RESTORE, Act.ARCHIVE, Act.CHANGE)
"""What changes a roadmap's own columns."""
_LISTS = frozenset(field.name for field in LINK_LISTS)


class StalePlan(Exception):  # noqa: N818  it names what is wrong, as Django's DoesNotExist does
    """The roadmap was written to since the plan was made. `key` names it."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the roadmap '{key}' was changed meanwhile")
        self.key = key


def apply_plans(plans: Iterable[Plan], *, watch: Callable[[str, int, int], None] | None = None) -> None:
    """Write all plans, or none: what raises (StalePlan too) leaves everything as it was.

    A plan with stops is refused with ValueError. Roadmaps are locked in the order of their rows.
    """
    plans = list(plans)
    if any(plan.stops for plan in plans):
        raise ValueError("A plan that a person has to settle first cannot be applied.")
    waiting = [plan for plan in plans if not plan.is_empty]
    with transaction.atomic():
        in_order = sorted(waiting, key=lambda plan: (plan.row is None, plan.row or 0, plan.key))
        for done, plan in enumerate(in_order, start=1):
            _apply_plan(plan)
            if watch:
                watch("writing", done, len(waiting))


def _apply_plan(plan: Plan) -> None:
    roadmap_id = _open_roadmap(plan)
    if plan.changes_content:
        nodes = _write_nodes(plan, roadmap_id)
        topics = _write_topics(plan, roadmap_id, nodes)
        write_links(_pick(plan, Thing.TOPIC, Act.ADD, Act.CHANGE), topics)
        remember_keys(plan, roadmap_id)
    if plan.memory:
        _remember(plan.memory, roadmap_id, revision=plan.revision + plan.changes_content)


def _remember(memory: Memory, roadmap_id: int, *, revision: int) -> None:
    """Keep what the next plan compares with, or, where nothing is to be kept, forget it."""
    imported = ImportedDocument.objects.filter(roadmap=roadmap_id)
    if memory.base is None:
        imported.delete()
        return
    values = {
        "document": to_data(memory.base),
        "gone": to_data(memory.gone) if memory.gone else {},
        "path": memory.path[-MAX_PATH:],
        "imported_at": timezone.now(),
        "digest": memory.digest,
        "revision": revision,
        "former_status": memory.former_status,
    }
    if not imported.update(**values):
        ImportedDocument.objects.create(roadmap_id=roadmap_id, **values)


def _open_roadmap(plan: Plan) -> int:
    """Lock the roadmap, or make it, and write its own columns; returns its id."""
    said = _pick(plan, Thing.ROADMAP, Act.ADD, *_OWN)
    if plan.row is None:
        columns = make_columns(Thing.ROADMAP, said[0].after)
        roadmap, created = Roadmap.objects.get_or_create(key=plan.key, defaults={**columns, "revision": 1})
        if not created:
            raise StalePlan(plan.key)
        return roadmap.pk
    try:
        revision = raise_revision(plan.row) - 1 if plan.changes_content else lock_revision(plan.row)
    except Roadmap.DoesNotExist as error:
        raise StalePlan(plan.key) from error
    if revision != plan.revision:
        raise StalePlan(plan.key)
    if said:
        Roadmap.objects.filter(pk=plan.row).update(**_name_values(said))
    return plan.row


def _name_values(operations: Sequence[Operation]) -> dict[str, object]:
    """Column -> value of the changes and renames."""
    values: dict[str, object] = {}
    for operation in operations:
        if operation.act is Act.RENAME:
            values["key"] = operation.key
        elif operation.act in (Act.RESTORE, Act.ARCHIVE):
            values["status"] = operation.after
        elif operation.field not in _LISTS:
            field = next(field for field in SCALARS[operation.thing] if field.name == operation.field)
            values[field.name] = to_column(field, operation.after)
    return values


def _write_nodes(plan: Plan, roadmap_id: int) -> Table[Node]:
    table = Table(Node, Node.objects.defer("folded").filter(roadmap=roadmap_id))
    _change_rows(plan, Thing.NODE, table)
    for operation in _pick(plan, Thing.NODE, Act.ADD):
        document: NodeDoc = operation.after
        table.add(Node(roadmap_id=roadmap_id, key=operation.key, **make_columns(Thing.NODE, document)))
    _place(table, plan.node_order)
    table.save()
    return table


def _write_topics(plan: Plan, roadmap_id: int, nodes: Table[Node]) -> Table[Topic]:
    table = Table(Topic, Topic.objects.defer("folded").filter(roadmap=roadmap_id))
    _change_rows(plan, Thing.TOPIC, table)
    for operation in _pick(plan, Thing.TOPIC, Act.ADD):
        document: TopicDoc = operation.after
        place = {"roadmap_id": roadmap_id, "node_id": nodes[operation.node].pk}
        table.add(Topic(**place, key=operation.key, **make_columns(Thing.TOPIC, document)))
    for operation in _pick(plan, Thing.TOPIC, Act.MOVE):
        table.change(operation.key, {"node_id": nodes[operation.after].pk})
    now = timezone.now()
    for operation in _pick(plan, Thing.TOPIC, Act.CHANGE):
        if _changes_content(operation):
            table.change(operation.key, {"changed_at": now})
    for order in plan.topic_orders.values():
        _place(table, order)
    table.save()
    return table


def _changes_content(operation: Operation) -> bool:
    if operation.field in _LISTS:
        return {link.url for link in operation.before} != {link.url for link in operation.after}
    return operation.field in Topic.STUDIED


def _change_rows(plan: Plan, thing: Thing, table: Table[Node] | Table[Topic]) -> None:
    """Take renames, changed fields and retirements into the rows."""
    for operation in _pick(plan, thing, Act.RENAME):
        table.rename(str(operation.before), operation.key)
    for operation in _pick(plan, thing, Act.CHANGE):
        table.change(operation.key, _name_values([operation]))
    for operation in _pick(plan, thing, Act.RETIRE, Act.MERGE, Act.RESTORE):
        table.change(operation.key, {"retired": operation.act is not Act.RESTORE})


def _place(table: Table[Node] | Table[Topic], order: Sequence[str]) -> None:
    for position, key in enumerate(order):
        table.change(key, {"position": position})


def _pick(plan: Plan, thing: Thing, *acts: Act) -> list[Operation]:
    return [operation for operation in plan.operations if operation.thing is thing and operation.act in acts]
