"""What a learner did and when, from the lines of history: one entry a press, grouped by day. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from progress.models import Change


@dataclass(frozen=True, slots=True)
class Entry:
    """One press: its lines in order, at most as many as were read, and how many topics it moved in all."""

    at: datetime
    cause: str
    lines: tuple[Change, ...]
    count: int

    @property
    def first(self) -> Change:
        return self.lines[0]

    @property
    def more(self) -> int:
        """Topics it moved that are not among the lines."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    entries: tuple[Entry, ...]


def group_days(lines: Iterable[Change], counts: dict[object, int]) -> list[Day]:
    """Days and their entries, newest first; a day is one of the time zone that is active.

    `lines` come batch by batch; `counts` is how many lines each batch has in all.
    """
    batches = [tuple(group) for _batch, group in groupby(lines, key=lambda line: line.batch)]
    entries = [Entry(batch[0].at, batch[0].cause, batch, counts[batch[0].batch]) for batch in batches]
    by_day = groupby(entries, key=lambda entry: timezone.localtime(entry.at).date())
    return [Day(day, tuple(group)) for day, group in by_day]
