"""Former keys: what a row was called once leads to it for ever, and no other thing may take it."""

from django.db.models import Q

from roadmaps.models import FormerKey
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.values import Thing


def remember_keys(plan: Plan, roadmap_id: int) -> None:
    """Keep the keys that the renames of a plan leave behind. Call it once the rows have their new keys.

    No statement where nothing is renamed, else two. A key that its own row takes again is no longer a former one.
    """
    renames = [operation for operation in plan.operations if operation.act is Act.RENAME]
    if not renames:
        return
    taken = Q()
    for thing, rows in _SCOPES.items():
        keys = [operation.key for operation in renames if operation.thing is thing]
        taken |= Q(roadmap=roadmap_id, key__in=keys) & rows
    FormerKey.objects.filter(taken).delete()
    FormerKey.objects.bulk_create([_make_row(plan, operation, roadmap_id) for operation in renames])


def _make_row(plan: Plan, operation: Operation, roadmap_id: int) -> FormerKey:
    row = FormerKey(roadmap_id=roadmap_id, key=operation.before)
    if operation.thing is Thing.NODE:
        row.node_id = plan.node_ids[operation.key]
    elif operation.thing is Thing.TOPIC:
        row.topic_id = plan.topic_ids[operation.key]
    return row


_SCOPES = {
    Thing.ROADMAP: Q(node=None, topic=None),
    Thing.NODE: Q(node__isnull=False),
    Thing.TOPIC: Q(topic__isnull=False),
}
