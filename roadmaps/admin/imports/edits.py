"""Who edited what here, and when: what a plan keeps, or asks about, as the log of the admin knows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from roadmaps.admin.imports.words import name_field
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.values import SCALARS, Thing

Edits = Mapping[tuple[str, str, str], tuple[datetime, str]]
"""Thing, row id, name of a field in English -> when it was last edited, and by whom."""

_EDITED = frozenset({Reason.EDITED, Reason.BOTH})
_FIELDS = {thing: frozenset(field.name for field in fields) for thing, fields in SCALARS.items()}


def read_edits(plans: Iterable[Plan]) -> Edits:
    """The last edit of each field that the plans keep or ask about. One query, none when there is no such field."""
    rows = {
        (operation.thing.value, find_row(plan, operation))
        for plan in plans
        for operation in plan.operations
        if _is_edited(operation)
    }
    if not rows:
        return {}
    entries = LogEntry.objects.filter(
        content_type__app_label="roadmaps",
        content_type__model__in={thing for thing, _row in rows},
        object_id__in={row for _thing, row in rows},
        action_flag=CHANGE,
    )
    edits = {}
    for entry in entries.select_related("user").annotate(thing=F("content_type__model")).order_by("action_time", "pk"):
        for field in _list_fields(entry.change_message):
            edits[entry.thing, str(entry.object_id), field] = entry.action_time, str(entry.user)
    return edits


def say_edit(edits: Edits, plan: Plan, operation: Operation) -> str:
    """`edited by Edith, Nov. 20, 2026`, or "" when the log does not know."""
    if not _is_edited(operation):
        return ""
    with override(None):  # the log is kept in English
        label = name_field(operation.thing, operation.field).casefold()
    found = edits.get((operation.thing.value, find_row(plan, operation), label))
    if not found:
        return ""
    when, who = found
    return _("edited by %(who)s, %(when)s") % {"who": who, "when": date_format(localtime(when), "DATE_FORMAT")}


def find_row(plan: Plan, operation: Operation) -> str:
    """The id of the row that an edited field stands in, as the log keeps it."""
    if operation.thing is Thing.ROADMAP:
        return str(plan.row)
    return str((plan.node_ids if operation.thing is Thing.NODE else plan.topic_ids)[operation.key])


def _is_edited(operation: Operation) -> bool:
    """Whether it keeps a field, or asks about one, because somebody edited that here."""
    asks = operation.act in (Act.KEEP, Act.CONFLICT) and operation.reason in _EDITED
    return asks and operation.field in _FIELDS[operation.thing]


def _list_fields(message: str) -> list[str]:
    """Names of the fields that an entry of the log says were changed, on the thing itself and nothing inside it."""
    try:
        said = json.loads(message)
    except ValueError:
        return []
    changes = (part.get("changed", {}) for part in said if isinstance(part, dict)) if isinstance(said, list) else ()
    own = (change.get("fields", []) for change in changes if "object" not in change)
    return [str(field).casefold() for field in chain.from_iterable(own)]
