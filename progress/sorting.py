"""A roadmap sorted into know, learn and skip: what a row shows, and what a form that was sent means. No queries.

Each row of the form carries what it showed, so an old form changes nothing but what was chosen on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.models import Topic

KNOW, LEARN, SKIP = "know", "learn", "skip"
STATES = {KNOW: ("done", "known"), LEARN: ("todo", ""), SKIP: ("skipped", "")}
"""What each choice makes of a topic, as (status, reason)."""

_SHOWN = {"done": KNOW, "learning": LEARN, "skipped": SKIP}
_NAME = re.compile(r"sort-([1-9][0-9]{0,17})(?:-(know|learn|skip))?")
_REST = re.compile(r"([1-9][0-9]{0,17}) (know|skip)")


class BadSortError(ValueError):
    """The form holds what no page of ours sends."""


@dataclass(frozen=True, slots=True)
class SortRow:
    """One topic to sort. `chosen` is know, learn, skip, or "" for a topic to do: nothing is said of it yet."""

    row: TopicRow

    @property
    def chosen(self) -> str:
        return show(self.row.status)

    @property
    def field(self) -> str:
        """The name of its choices in the form."""
        return f"sort-{self.row.topic.pk}-{self.chosen}".removesuffix("-")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A form that was read. `choices` are those that differ from what the form showed, by topic id.

    `named` are all topics with a choice; `rest` is a node's id and what becomes of its other topics, None without.
    """

    choices: Mapping[int, str]
    named: frozenset[int]
    rest: tuple[int, str] | None = None


def list_sort_rows(trail: Trail) -> list[tuple[NodeRow, list[SortRow]]]:
    """The nodes that have topics, with a row for each."""
    return [(node, [SortRow(row) for row in node.rows]) for node in trail.nodes if node.rows]


def show(status: str) -> str:
    return _SHOWN.get(status, "")


def read_sorted(fields: Iterable[tuple[str, Sequence[str]]]) -> Sorted:
    """Read a form as (name, values). Raises BadSortError, also for one topic said twice."""
    choices: dict[int, str] = {}
    named: set[int] = set()
    rest: tuple[int, str] | None = None
    for name, values in fields:
        if name == "rest":
            rest = _read_rest(values)
        elif name.startswith("sort-"):
            topic_id, shown = _read_name(name)
            if topic_id in named or len(values) != 1 or values[0] not in STATES:
                raise BadSortError(name)
            named.add(topic_id)
            if values[0] != shown:
                choices[topic_id] = values[0]
    return Sorted(choices, frozenset(named), rest)


def choose(trail: Trail, read: Sorted) -> dict[int, str]:
    """What was chosen, by topic id: on the form, and for the rest of a node, of which nothing is said anywhere."""
    node_id, choice = read.rest or (None, "")
    rest = [row for row in trail.rows if row.node.pk == node_id and row.topic.pk not in read.named]
    return {**read.choices, **{row.topic.pk: choice for row in rest if not show(row.status)}}


def move_rows(trail: Trail, choices: Mapping[int, str]) -> dict[Topic, tuple[str, str]]:
    """The states to set. A topic that is already what was chosen stays as it is, with its dates."""
    moving = [row for row in trail.rows if choices.get(row.topic.pk, show(row.status)) != show(row.status)]
    return {row.topic: STATES[choices[row.topic.pk]] for row in moving}


def _read_name(name: str) -> tuple[int, str]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise BadSortError(name)
    return int(match[1]), match[2] or ""


def _read_rest(values: Sequence[str]) -> tuple[int, str]:
    match = _REST.fullmatch(values[0]) if len(values) == 1 else None
    if match is None:
        raise BadSortError("rest")
    return int(match[1]), match[2]
