"""Which topics of a trail a page lists, by status and level, and how many each choice would list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from progress.estimate import read_duration
from progress.search import read_query
from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.documents.folding import fold, has_words, split_query
from roadmaps.rendering import first_sentence

STATUSES = ("todo", "learning", "done", "skipped")
LEVELS = ("beginner", "intermediate", "advanced", "optional")
# These stand behind numbers in the header; most are chips only while they are on.
LEFT, CHANGED, ADDED, REVISE, LATER = "left", "changed", "added", "revise", "later"
REQUIRED, UNESTIMATED = "required", "unestimated"
SPECIAL = (LEFT, CHANGED, ADDED, REVISE, LATER)
SPECIAL_LEVELS = (REQUIRED, UNESTIMATED)


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of status and one of level, and words searched for in what a row says; "" is any."""

    status: str = ""
    level: str = ""
    search: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.status or self.level)

    @property
    def query(self) -> str:
        """The query string of the page that lists this, with its question mark."""
        query = urlencode([*self.hidden, *([("q", self.search)] if self.search else [])])
        return f"?{query}" if query else ""

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search form carries along."""
        return [(name, value) for name, value in (("status", self.status), ("level", self.level)) if value]

    def fits(self, row: TopicRow) -> bool:
        return self._fits_status(row) and self._fits_level(row)

    def _fits_status(self, row: TopicRow) -> bool:
        if self.status == LEFT:
            return row.standing.is_required and not row.standing.is_done
        if self.status == CHANGED:
            return row.is_outdated
        if self.status == ADDED:
            return row.is_added
        if self.status == REVISE:
            return row.is_to_revise
        if self.status == LATER:
            return row.reason == LATER
        return self.status in {"", row.status}

    def _fits_level(self, row: TopicRow) -> bool:
        if self.level == REQUIRED:
            return row.standing.is_required
        if self.level == UNESTIMATED:  # what the time in the header leaves out: of required topics alone, as there
            return row.standing.is_required and not read_duration(row.topic.duration)
        if self.level == "optional":
            return row.topic.optional
        return self.level in {"", row.topic.difficulty}


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip: what it chooses, how many topics it lists, where it leads."""

    value: str
    count: int
    query: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Chips:
    statuses: tuple[Choice, ...]
    levels: tuple[Choice, ...]


def read_filter(params: Mapping[str, str]) -> Filter:
    """The filter of a query string; what is none of ours is no filter."""
    status, level = params.get("status", ""), params.get("level", "")
    return Filter(
        status=status if status in {*STATUSES, *SPECIAL} else "",
        level=level if level in {*LEVELS, *SPECIAL_LEVELS} else "",
        search=read_query(params.get("q", "")).text,
    )


def list_chips(trail: Trail, chosen: Filter) -> Chips:
    """The chips beside the one that is on; each counts what it would list together with the other group's choice."""
    rows = trail.rows
    statuses = ["", *STATUSES, *(value for value in SPECIAL if chosen.status == value or _stands_out(rows, value))]
    levels = ["", *LEVELS, *([chosen.level] if chosen.level in SPECIAL_LEVELS else [])]
    return Chips(
        tuple(_make_choice(rows, replace(chosen, status=value), value, chosen.status) for value in statuses),
        tuple(_make_choice(rows, replace(chosen, level=value), value, chosen.level) for value in levels),
    )


def _stands_out(rows: list[TopicRow], value: str) -> bool:
    """What a learner set aside on purpose has a chip as long as there is any."""
    return value in {REVISE, LATER} and any(Filter(status=value).fits(row) for row in rows)


def _make_choice(rows: list[TopicRow], target: Filter, value: str, current: str) -> Choice:
    return Choice(value, sum(target.fits(row) for row in rows), target.query, value == current)


def list_shown(trail: Trail, chosen: Filter) -> list[tuple[NodeRow, list[TopicRow]]]:
    """The nodes to draw with the rows to draw in each; with a filter on, nodes without any are left out.

    What does not hold the words searched for is drawn hidden, so that a script can bring it back.
    """
    shown = [(node, [row for row in node.rows if chosen.fits(row)]) for node in trail.nodes]
    shown = [(node, rows) for node, rows in shown if rows or not chosen.is_on]
    if chosen.search:
        words = split_query(chosen.search)
        for node, rows in shown:
            for row in rows:
                row.is_hidden = not has_words(words, fold(f"{row.topic.name} {first_sentence(row.topic.description)}"))
            node.is_hidden = all(row.is_hidden for row in rows)
    return shown


def count_shown(shown: Sequence[tuple[NodeRow, list[TopicRow]]]) -> int:
    """How many topics a person sees."""
    return sum(not row.is_hidden for _node, rows in shown for row in rows)
