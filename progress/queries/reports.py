"""Reads of what learners reported."""

from __future__ import annotations

from progress.models import Report
from roadmaps.models import Topic


def count_open_reports(topic: Topic | None = None) -> int:
    """How many reports wait for an editor, of one topic or of all. One query."""
    waiting = Report.objects.filter(state=Report.State.OPEN)
    return (waiting.filter(topic=topic) if topic else waiting).count()
