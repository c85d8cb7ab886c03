"""What a guest has marked, as plain data in their session: marks by topic, and the last presses, for undo. Pure.

A session may be old, or tampered with: whatever does not fit is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from progress.ranks import RANKS

NUMBER = re.compile(r"[0-9]{1,19}")

MOST_MARKS = 1_000
MOST_BATCHES = 10
"""Presses that can still be undone."""


class State(NamedTuple):
    """One status with its dates; times are aware, None where there is none."""

    status: str = "todo"
    reason: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(slots=True)
class Visit:
    """Marks by topic id, and the batches that may be undone: id -> what each topic was before and after."""

    marks: dict[int, State] = field(default_factory=dict)
    batches: dict[str, dict[int, tuple[State, State]]] = field(default_factory=dict)

    def state_of(self, topic_id: int) -> State:
        return self.marks.get(topic_id, State())


def read_visit(data: object) -> Visit:
    """The visit that `write_visit` wrote; empty where there is none."""
    kept = data if isinstance(data, Mapping) else {}
    marks = _read_map(kept.get("marks"))
    batches = kept.get("batches")
    return Visit(
        marks={topic: state for topic, value in marks.items() if (state := read_state(value))},
        batches={
            str(batch): _read_batch(changes)
            for batch, changes in (batches.items() if isinstance(batches, Mapping) else ())
        },
    )


def write_visit(visit: Visit) -> dict[str, Any]:
    """As JSON takes it. Only the newest batches are kept."""
    newest = list(visit.batches.items())[-MOST_BATCHES:]
    return {
        "marks": {str(topic): write_state(state) for topic, state in visit.marks.items()},
        "batches": {
            batch: {str(topic): [write_state(before), write_state(after)] for topic, (before, after) in changes.items()}
            for batch, changes in newest
        },
    }


def write_state(state: State) -> list[str]:
    times = [moment.isoformat() if moment else "" for moment in (state.started_at, state.finished_at)]
    return [state.status, state.reason, *times]


def read_state(value: object) -> State | None:
    """None for what is no state."""
    if not isinstance(value, list) or len(value) != 4 or not all(isinstance(part, str) for part in value):
        return None
    status, reason, started, finished = value
    if (status, reason) not in RANKS:
        return None
    return State(status, reason, _read_time(started), _read_time(finished))


def _read_time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _read_map(value: object) -> dict[int, object]:
    """Entries whose key is a number of a row, no more than a visit may hold."""
    entries = value.items() if isinstance(value, Mapping) else ()
    numbered = [(int(key), entry) for key, entry in entries if isinstance(key, str) and NUMBER.fullmatch(key)]
    return {key: entry for key, entry in numbered[:MOST_MARKS] if key < 2**63}


def _read_batch(changes: object) -> dict[int, tuple[State, State]]:
    found = {}
    for topic, pair in _read_map(changes).items():
        states = [read_state(state) for state in pair] if isinstance(pair, list) else []
        if len(states) == 2 and states[0] and states[1]:
            found[topic] = (states[0], states[1])
    return found
