"""Reads of a learner's history, for its owner."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from progress.history import Day, group_days
from progress.models import Change
from roadmaps.models import Roadmap

ENTRIES = 100
"""On a page: presses, however many topics each moved."""
MOST_LINES = 50
"""Of one press, named one by one."""
ALL_LINES = 10_000
"""Of a press that is looked at alone."""


@dataclass(frozen=True, slots=True)
class History:
    """`is_one`: a single press is looked at."""

    days: list[Day]
    page: Page[Any]
    is_one: bool = False


def read_history(user: User, *, roadmap: Roadmap | None = None, number: str | None = None, batch: str = "") -> History:
    """One page of what a learner did, on one roadmap or on all, newest first; a page that is not there is the last.

    `batch` is the id of one press, to see that alone and whole; what is no id is none.
    Three queries: how many presses, those of the page, their lines.
    """
    changes, most = Change.objects.filter(user=user), MOST_LINES
    if roadmap:
        changes = changes.filter(topic__roadmap=roadmap)
    with suppress(ValueError):
        changes, most = changes.filter(batch=uuid.UUID(batch)), ALL_LINES
    batches = changes.order_by().values("batch").annotate(last=Max("id"), count=Count("id")).order_by("-last")
    page = Paginator(batches, ENTRIES).get_page(number)
    found = {row["batch"]: row for row in page.object_list}
    numbered = changes.annotate(place=Window(RowNumber(), partition_by="batch", order_by="id"))
    wanted = numbered.filter(batch__in=list(found), place__lte=most)
    lines = list(wanted.select_related("topic__node", "topic__roadmap").defer("topic__roadmap__body"))
    lines.sort(key=lambda line: (-found[line.batch]["last"], line.pk))
    return History(group_days(lines, {batch: row["count"] for batch, row in found.items()}), page, most == ALL_LINES)
