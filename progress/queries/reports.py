"""Reads of what learners reported."""

from __future__ import annotations

from progress.models import Report


def count_open_reports() -> int:
    """How many reports wait for an editor. One query."""
    return Report.objects.filter(state=Report.State.OPEN).count()
